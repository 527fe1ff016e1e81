"""What was taken back, as documents: when, by whom and why."""

from typing import Any

from api.clock import written
from api.i18n import marked, say
from models.taking_back import Mistake, TakenBack

Document = dict[str, Any]

MISTAKES = {
    Mistake.MISTYPED: marked("mistyped"),
    Mistake.WRONG_PERSON: marked("of somebody else"),
    Mistake.ENTERED_TWICE: marked("entered twice"),
    Mistake.NEVER_HAPPENED: marked("did not take place"),
    Mistake.MONEY_RETURNED: marked("the money was returned"),
    Mistake.OTHER: marked("other reasons"),
}
PROBLEMS = {
    "ALREADY_TAKEN_BACK": marked("This was taken back already"),
    "BY_REFERRAL": marked("A referral that was sent counts by itself and stays"),
    "HAS_PAYMENTS": marked("Something that was paid for this term counts: take that back first"),
    "FOLLOWED": marked("Somebody works at placing the student since: this stays"),
    "CHANGED_SINCE": marked("The student's record has changed since: correct it there"),
    "BEFORE_UNKNOWN": marked("How the record was before is not known: correct it there"),
}


def mistakes() -> list[tuple[str, str]]:
    """Why something may be taken back: codes and words to choose from."""
    return [(mistake.value, say(words)) for mistake, words in MISTAKES.items()]


def taken_back_document(taken_back: TakenBack | None) -> Document | None:
    """Who took it back, if anybody did."""
    if taken_back is None:
        return None
    why = taken_back.why
    return {
        "at": written(taken_back.at),
        "by": taken_back.by,
        "reason": {"code": why, "name": None if why is None else say(MISTAKES[why])},
    }


def taken_back_line(document: Document | None) -> str:
    """The same in a cell of a table; a dash where it counts."""
    if document is None:
        return "—"
    told = {"day": document["at"][:10], "reason": document["reason"]["name"] or "—"}
    return say(marked("taken back on %(day)s: %(reason)s"), **told)
