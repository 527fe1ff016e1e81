"""What a field of study is: what is taught at which level, what one learns to do, what one then looks for."""

from dataclasses import dataclass

from scripts.district.trades.trade import words


@dataclass(frozen=True, slots=True)
class Study:
    """One field of study; majors by level, empty where the field is not taught there.

    `practice` are sentences about what was done in training or an internship; `place` is where that was.
    """

    secondary: tuple[str, ...]
    college: tuple[str, ...]
    bachelor: tuple[str, ...]
    skills: tuple[str, ...]
    place: tuple[str, ...]
    practice: tuple[str, ...]
    wishes: tuple[str, ...]
    share: float = 1.0
    certificates: tuple[str, ...] = ()  # got while studying
    licences: tuple[str, ...] = ()  # got after graduation, from 18 on
    licence_from_college: bool = False


def study(
    majors: tuple[str, str, str],
    skills: str,
    place: str,
    practice: tuple[str, ...],
    wishes: str,
    *,
    share: float = 1.0,
    certificates: str = "",
    licences: str = "",
    licence_from_college: bool = False,
) -> Study:
    """A field of study from lists written with 、."""
    secondary, college, bachelor = (words(level) for level in majors)
    return Study(
        secondary=secondary,
        college=college,
        bachelor=bachelor,
        skills=words(skills),
        place=words(place),
        practice=practice,
        wishes=words(wishes),
        share=share,
        certificates=words(certificates),
        licences=words(licences),
        licence_from_college=licence_from_college,
    )
