"""Companies that joined the programme."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from scripts.district.industries import INDUSTRIES, Industry
from scripts.district.names import ROADS, brand, surname
from scripts.district.numbers import Numbers
from scripts.district.places import Place, spell, work_place
from scripts.district.spelling import write_date

SIZES = ("少于50人", "50-150人", "150-500人", "500-1000人", "1000-5000人")
SIZE_WEIGHTS = (48, 30, 15, 5, 2)
HIRING = (1, 2, 4, 7, 12)  # openings of a company of each size, against the smallest
PROGRAMME_BEGAN = date(2009, 9, 1)
CODE_MISSING = 0.02  # kept by name only
CELL_BLANK = 0.06


@dataclass(frozen=True, slots=True)
class Company:
    """A company as its row tells it, with what its openings follow from."""

    row: dict[str, str]
    industry: Industry
    place: Place
    size: int  # index into SIZES

    @property
    def hiring(self) -> int:
        """How much it hires, against a small company."""
        return HIRING[self.size]


def invent_companies(rng: Random, count: int, today: date) -> list[Company]:
    """So many companies, each with a name of its own."""
    numbers = Numbers(rng)
    names: set[str] = set()
    companies: list[Company] = []
    shares = [industry.share for industry in INDUSTRIES]
    while len(companies) < count:
        industry = rng.choices(INDUSTRIES, shares)[0]
        place = work_place(rng)
        form = "" if industry.non_profit else "有限公司"
        name = f"{place.prefix}{brand(rng)}{rng.choice(industry.works)}{form}"
        if name in names:
            continue
        names.add(name)
        size = rng.choices(range(len(SIZES)), SIZE_WEIGHTS)[0]
        code = numbers.credit_code(place.county, non_profit=industry.non_profit)
        row = {
            "name": name,
            "uscc": _or_blank(rng, code, CODE_MISSING),
            "industry": industry.name,
            "address": f"{place.full}{rng.choice(ROADS)}{rng.randint(1, 299)}号",
            "place": spell(rng, place),
            "size": _or_blank(rng, SIZES[size]),
            "contact": _or_blank(rng, surname(rng) + rng.choice(("经理", "主管", "主任", "总"))),
            "phone": numbers.phone(),
            "joined": _or_blank(rng, write_date(rng, _joined(rng, today))),
        }
        companies.append(Company(row, industry, place, size))
    return companies


def _joined(rng: Random, today: date) -> date:
    days = max((today - PROGRAMME_BEGAN).days, 1)
    return PROGRAMME_BEGAN + timedelta(days=rng.randrange(days))


def _or_blank(rng: Random, text: str, share: float = CELL_BLANK) -> str:
    return "" if rng.random() < share else text
