"""What a trade is: everything an opening of it may say."""

from dataclasses import dataclass, field


def words(text: str) -> tuple[str, ...]:
    """The words of a list written with 、."""
    return tuple(text.split("、")) if text else ()


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade of the district's labour market; wages are monthly, from a newcomer's to a skilled hand's."""

    titles: tuple[str, ...]
    wage: tuple[int, int]
    experience: str  # key of EXPERIENCE_ASKED in scripts.district.openings
    skills: tuple[str, ...]
    duties: tuple[str, ...]
    wants: tuple[str, ...]  # what the posting asks of the person, in a sentence
    education: tuple[str, ...]  # a word said twice is twice as frequent
    majors: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()  # one of these spellings, always asked
    useful_certificates: tuple[str, ...] = ()  # asked now and then
    shifts: tuple[str, ...] = field(default=("长白班", "8小时工作制"))
    hazards: tuple[str, ...] = field(default=("无", ""))
    headcount: int = 2  # the most a usual opening has
    lodging: float = 0.3  # share that houses its people
    senior: str = ""  # title of one who leads
    newcomers: str = "应届毕业生可，有人带教"  # said where no experience is asked for
    trainee: str = ""  # title of an internship, where the trade has them
