"""The whole district at once."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from scripts.district.companies import invent_companies
from scripts.district.openings import invent_openings
from scripts.district.students import invent_students

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class District:
    """Registries and books; each row is field name → text, as an officer would type it into a spreadsheet."""

    students: list[Row]
    companies: list[Row]
    openings: list[Row]
    study_aid: list[Row] = field(default_factory=list)
    relief: list[Row] = field(default_factory=list)


def generate_district(
    *, students: int = 600, companies: int = 1000, openings: int = 3000, seed: int = 2009, today: date
) -> District:
    """Invent a district as it stands on a day: the same seed, sizes and day give the same rows.

    Each registry draws from a random stream of its own, so that more students do not change the openings.
    """
    invented = invent_companies(Random(f"companies {seed}"), companies, today)
    return District(
        students=invent_students(Random(f"students {seed}"), students, today),
        companies=[company.row for company in invented],
        openings=invent_openings(Random(f"openings {seed}"), openings, invented, today),
    )
