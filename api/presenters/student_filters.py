"""What a list of students may be narrowed to and ordered by, as choices to offer."""

from collections.abc import Mapping

from api.i18n import marked, say
from api.presenters.words import EDUCATION, STATES, education_name, place_within, state_name
from matcher.reference.divisions import all_divisions
from models.queries.listed_students import ORDERS

Choices = list[tuple[str, str]]

STAGES = {"in-school": True, "out-of-school": False}
"""Words of an address → whether somebody is in school."""

_STAGE_NAMES = {"in-school": marked("in school"), "out-of-school": marked("out of school")}
_ORDER_NAMES = {
    "registered": marked("first registered"),
    "-registered": marked("last registered"),
    "-updated_at": marked("last changed"),
    "graduation": marked("earliest graduation"),
    "-graduation": marked("latest graduation"),
    "school": marked("by school"),
}


def filter_choices(district: str | None) -> Mapping[str, Choices]:
    """Filter → its choices as words of the address and words for people; of a district its streets."""
    return {
        "state": [(state.value, state_name(state)) for state in STATES],
        "stage": [(stage, say(_STAGE_NAMES[stage])) for stage in STAGES],
        "education": [(level.name.lower(), education_name(level)) for level in EDUCATION if level],
        "street": street_choices(district),
        "sort": [(order, say(_ORDER_NAMES[order])) for order in ORDERS],
    }


def street_choices(district: str | None) -> Choices:
    """The streets of a district: codes and words to choose from; none where no district is told."""
    streets = [each.code for each in all_divisions() if district is not None and each.parent == district]
    return [(code, place_within(code, district)) for code in streets]
