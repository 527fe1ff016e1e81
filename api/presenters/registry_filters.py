"""What lists of companies and of openings may be narrowed to and ordered by, as choices to offer."""

from collections.abc import Mapping, Sequence

from api.i18n import marked, say
from api.presenters.openings import STATES
from api.presenters.words import EDUCATION, education_name, occupation_name, place_within
from matcher.reference.divisions import all_divisions, division
from models.company import CompanyStatus
from models.queries.listed_companies import ORDERS
from models.queries.listed_openings import CURRENT

Choices = list[tuple[str, str]]

COMPANY_STATUSES = {
    CompanyStatus.ACTIVE: marked("works with the programme"),
    CompanyStatus.SUSPENDED: marked("suspended"),
}
_COMPANY_ORDERS = {
    "registered": marked("first registered"),
    "-registered": marked("last registered"),
    "-joined": marked("last joined"),
    "name": marked("by name"),
}
OPENING_ORDERS = {
    CURRENT: marked("open ones first"),
    "-updated_at": marked("last changed"),
    "valid_to": marked("ends soonest"),
    "title": marked("by title"),
}
_GROUP = "-00-00"  # makes the code of a group of occupations of its first two parts


def company_filters(
    district: str | None, industries: Sequence[str], sizes: Sequence[str]
) -> Mapping[str, Choices]:
    """Filter → its choices as words of the address and words for people."""
    return {
        "status": [(status.value, say(name)) for status, name in COMPANY_STATUSES.items()],
        "industry": [(word, word) for word in industries],
        "size": [(word, word) for word in sizes],
        "place": _places(district),
        "sort": [(order, say(_COMPANY_ORDERS[order])) for order in ORDERS],
    }


def opening_filters(district: str | None, groups: Sequence[str]) -> Mapping[str, Choices]:
    """The same for openings; `groups` are the first two parts of the codes of occupations."""
    return {
        "state": [(state, say(name)) for state, name in STATES.items()],
        "place": _places(district),
        "occupation": [(group, occupation_name(group + _GROUP) or group) for group in groups],
        "education": [(level.name.lower(), education_name(level)) for level in EDUCATION if level],
        "sort": [(order, say(name)) for order, name in OPENING_ORDERS.items()],
    }


def _places(district: str | None) -> Choices:
    """The district, its streets, and the other districts of its city."""
    home = division(district) if district else None
    if home is None:
        return []
    streets = [each.code for each in all_divisions() if each.parent == home.code]
    beside = [each.code for each in all_divisions() if each.parent == home.parent and each != home]
    return [(code, place_within(code, home.code)) for code in (home.code, *streets, *beside)]
