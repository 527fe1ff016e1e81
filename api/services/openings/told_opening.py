"""What a company told of an opening, field by field: to show it, and to change some of it."""

from api.schemas.base import Columns
from api.schemas.cells import Cell
from api.services.openings.read_opening import KEPT_WORDS, OpeningReader
from models.opening import Opening

WORDS = {
    "title": "title",
    "place": "place_words",
    "wage": "wage_words",
    "education": "education_words",
    "majors": "majors_words",
    "experience": "experience_words",
    "skills": "skills_words",
    "certificates": "certificates_words",
    "board": "board_words",
    "shifts": "shifts",
    "hazards": "hazards_words",
    "contract": "contract_words",
    "probation": "probation_words",
    "duties": "duties",
}
"""Field → the column of the words that were told."""

NOT_TOLD: Columns = {
    "headcount_stated": False,
    "place": None,
    "place_words": None,
    "place_key": "",
    "wage_low": None,
    "wage_high": None,
    "wage_words": None,
    "education": None,
    "education_words": None,
    "majors": [],
    "fields": [],
    "majors_words": None,
    "experience_months": None,
    "experience_words": None,
    "skills_words": None,
    "certificates": [],
    "certificates_words": None,
    "board_words": None,
    "shifts": None,
    "hazards_words": None,
    "contract_months": None,
    "contract_words": None,
    "probation_months": None,
    "probation_words": None,
    "published": None,
    "duties": None,
}
"""The columns of an opening of which nothing is told; the others follow from these."""


def told_of(opening: Opening) -> dict[str, Cell]:
    """The fields of a posting that reads as the opening does now; what was not told is absent."""
    told: dict[str, Cell] = {"external_ref": opening.external_ref}
    told |= {field: getattr(opening, column) for field, column in WORDS.items()}
    told |= {"headcount": opening.headcount if opening.headcount_stated else None, "age": _age(opening)}
    told["valid_to"] = opening.valid_to.isoformat()
    told["published"] = opening.published.isoformat() if opening.published else None
    return {field: cell for field, cell in told.items() if cell is not None}


def _age(opening: Opening) -> str | None:
    """The lowest age as a field of its own, unless it follows from the other words."""
    told = {name: getattr(opening, name) for name in KEPT_WORDS if name != "minimum_age"}
    words = {name: value for name, value in told.items() if value is not None}
    if opening.minimum_age == OpeningReader().complete(words)["minimum_age"]:
        return None
    return f"{opening.minimum_age}周岁以上"
