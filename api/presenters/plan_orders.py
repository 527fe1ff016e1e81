"""Orders that no plan can heed, in words."""

from typing import Any

from api.i18n import marked, say

PINS = {  # by the reason of matcher.plan.orders.InvalidOrder, and TWICE
    "NO_PARTICIPANT": marked("The student takes no part: placed, out of the programme, or under 16"),
    "NO_VACANCY": marked("The opening is not open, or no place is left there"),
    "REFUSED": marked("The rules do not let these two meet; their explanation says which"),
    "BANNED": marked("The same pair is pinned and banned"),
    "FULL": marked("With this one, more are pinned than there are places: %(name)s"),
    "TWICE": marked("The student is pinned already; one opening each"),
}
IN_ROW = marked("Row %(row)s of %(file)s: %(problem)s")
CAPS_CROSS = marked(
    "The caps on %(one)s and on %(other)s share openings and neither holds all of the other's: what is best "
    "under both could not be proven. Give one cap, on companies or on occupations"
)


def pin_sentence(reason: str, row: int | None = None, file: str = "", **params: Any) -> str:
    """Why a pin cannot be heeded, and where it stands if it stands in a file."""
    problem = say(PINS[reason], **params)
    return problem if row is None else say(IN_ROW, row=row, file=file, problem=problem)
