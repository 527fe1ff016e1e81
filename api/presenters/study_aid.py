"""Study aid as documents: terms, gaps, schooling and pledges, with the names of codes and amounts in yuan."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from api.i18n import marked, say
from api.presenters.amounts import yuan
from api.presenters.taking_back import taken_back_document
from api.presenters.words import education_name, place_name, state_name
from api.services.aid.fee_gaps import FeeGap
from api.services.placing.hand_over import HandOver
from models.aid_payment import AidSource
from models.queries.pledges import PledgeStanding
from models.queries.study_aid import Aid, TermAid
from models.school_calendar import SchoolCalendar
from models.schooling_event import LeavingReason, SchoolingEvent, SchoolingKind
from models.student import Student

Document = dict[str, Any]

SOURCES = {
    AidSource.GRANT: marked("grant"),
    AidSource.LOAN: marked("student loan"),
    AidSource.COMPANY: marked("sponsor company"),
    AidSource.SCHOOL: marked("the school"),
    AidSource.RELIEF_FUND: marked("relief fund"),
}
KINDS = {
    SchoolingKind.ATTENDED: marked("attended school"),
    SchoolingKind.ABSENT_LONG: marked("absent for long"),
    SchoolingKind.LEFT_SCHOOL: marked("left school"),
    SchoolingKind.RETURNED: marked("back at school"),
    SchoolingKind.VISIT: marked("visit"),
    SchoolingKind.GRADUATED: marked("graduated"),
}
REASONS = {
    LeavingReason.FEES: marked("over fees"),
    LeavingReason.ILLNESS: marked("illness"),
    LeavingReason.FAMILY: marked("family"),
    LeavingReason.WORK: marked("went to work"),
    LeavingReason.UNWILLING: marked("unwilling"),
    LeavingReason.OTHER: marked("other reasons"),
}


def named(code: StrEnum | None, names: Mapping[Any, str]) -> Document:
    """A code and its name in the reader's language."""
    return {"code": code, "name": None if code is None else say(names[code])}


def term_name(term: str) -> str:
    """A term as people say it: 2025–2026, first term."""
    year, following, number = term.split("-")
    words = marked("%(year)s–%(following)s, first term")
    if number == "2":
        words = marked("%(year)s–%(following)s, second term")
    return say(words, year=year, following=following)


def pledged_terms(first: str, last: str | None) -> str:
    """From which term to which a pledge holds; without a last one for good."""
    return f"{term_name(first)} – {term_name(last) if last else say(marked('for good'))}"


def study_aid_document(
    student: Student,
    terms: Sequence[TermAid],
    schooling: Sequence[SchoolingEvent],
    pledges: Sequence[PledgeStanding],
) -> Document:
    """A student's terms with what is due and what came, what happened at school, and who sponsors."""
    return {
        "ref": student.ref,
        "name": student.name,
        "household": student.household.ref if student.household else None,
        "terms": [term_document(term) for term in terms],
        "schooling": [schooling_document(event) for event in schooling],
        "pledges": [pledge_document(pledge) for pledge in pledges],
    }


def term_document(term: TermAid) -> Document:
    """One term."""
    level = term.education
    return {
        "ref": term.ref,
        "term": term.term,
        "starts_on": SchoolCalendar().first_day(term.term).isoformat(),
        "school": term.school,
        "education": {
            "code": None if level is None else level.name,
            "name": None if level is None else education_name(level),
        },
        "tuition_due": _yuan(term.tuition_due),
        "lodging_due": _yuan(term.lodging_due),
        "due": _yuan(term.due),
        "paid": yuan(term.paid),
        "promised": yuan(term.promised),
        "gap": _yuan(term.gap),
        "aid": [_aid(each) for each in (*term.aid, *term.struck_out)],
        "taken_back": taken_back_document(term.taken_back),
        "version": term.version,
    }


def schooling_document(event: SchoolingEvent) -> Document:
    """One thing that happened at school."""
    return {
        "ref": event.ref,
        "day": event.day.isoformat(),
        "kind": named(event.kind, KINDS),
        "reason": named(event.reason, REASONS),
        "note": event.note,
        "taken_back": taken_back_document(event.taken_back),
    }


def pledge_document(pledge: PledgeStanding) -> Document:
    """One pledge and what came of it."""
    return {
        "ref": pledge.ref,
        "company": pledge.company,
        "student": pledge.student_ref,
        "amount": yuan(pledge.amount),
        "paid": yuan(pledge.paid),
        "from_term": pledge.from_term,
        "until_term": pledge.until_term,
        "taken_back": taken_back_document(pledge.taken_back),
    }


def gap_documents(gaps: Sequence[FeeGap], names: Mapping[str, str]) -> list[Document]:
    """Open gaps; `names` are the students' by reference."""
    return [
        {
            "student": gap.term.student_ref,
            "name": names[gap.term.student_ref],
            "place": {"code": gap.term.place, "name": place_name(gap.term.place)},
            "term": term_document(gap.term),
            "days_left": gap.days_left,
        }
        for gap in gaps
    ]


def hand_over_document(done: HandOver) -> Document:
    """A graduate, and what the search for work has to ask."""
    state = done.student.state
    return {
        "ref": done.student.ref,
        "event": done.event.ref,
        "state": {"code": state, "name": state_name(state)},
        "known": list(done.known),
        "to_ask": list(done.to_ask),
    }


def _aid(aid: Aid) -> Document:
    return {
        "ref": aid.ref,
        "source": named(aid.source, SOURCES),
        "amount": yuan(aid.amount),
        "paid_on": aid.paid_on and aid.paid_on.isoformat(),
        "company": aid.company,
        "taken_back": taken_back_document(aid.taken_back),
        "version": aid.version,
    }


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else yuan(fen)
