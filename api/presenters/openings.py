"""Openings as documents: what was told, how it is read, how it stands."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.i18n import marked, say
from api.presenters.findings import finding_document
from api.presenters.words import closure_names, education_name, occupation_name, place_name
from api.schemas.problems import Severity
from api.services.import_plan import Outcome
from api.services.openings.opening_state import state_of
from api.services.openings.post_opening import Posted
from api.services.openings.told_opening import told_of
from matcher.law.minors import closed_to_minors
from matcher.reference.majors import major
from models.opening import Opening
from models.posting import Flag, Withdrawal

Document = dict[str, Any]

STATES: Mapping[str, str] = {
    "open": marked("open"),
    "waiting": marked("waiting for an officer"),
    "expired": marked("expired"),
    "full": marked("full"),
    "withdrawn": marked("withdrawn"),
    "closed": marked("closed"),
}
REASONS: Mapping[str, str] = {
    "REVIEW": marked("An officer has yet to look at it"),
    "REJECTED": marked("An officer has refused it"),
    "COMPANY_SUSPENDED": marked("The company is suspended"),
    "FILLED": marked("Filled, says the company"),
    "FILLED_BY_COMPANY": marked("The company wants nobody any more"),
    "CANCELLED": marked("Cancelled by the company"),
    "PAUSED": marked("Paused by the company"),
    "MISTAKE": marked("Posted by mistake, says the company"),
    "VALID_TO_PASSED": marked("Its last day is over"),
    "ALL_PLACES_TAKEN": marked("All places are taken"),
    "PUBLISHED_LATER": marked("Its first day is yet to come"),
}
WITHDRAWALS: Mapping[Withdrawal, str] = {
    Withdrawal.PAUSED: marked("paused for the time being"),
    Withdrawal.FILLED: marked("we have found somebody"),
    Withdrawal.CANCELLED: marked("the post is not there any more"),
    Withdrawal.MISTAKE: marked("posted by mistake"),
}
FLAGS: Mapping[Flag, str] = {
    Flag.CHILD_LABOUR: marked("names an age under 16"),
    Flag.DEPOSIT: marked("asks for a deposit"),
    Flag.WAGE_BELOW_MINIMUM: marked("pays below the minimum wage"),
    Flag.PROBATION_TOO_LONG: marked("probation too long"),
    Flag.PROBATION_PAY_TOO_LOW: marked("pays too little during probation"),
    Flag.NEAR_DUPLICATE: marked("much like another opening of the company"),
    Flag.REJECTED: marked("refused before"),
}


def company_opening(opening: Opening, today: date) -> Document:
    """An opening for the company that posted it."""
    told = told_of(opening)
    return {
        "external_ref": told.pop("external_ref", None),
        "ref": opening.ref,
        "told": told,
        "read_as": _read_as(opening),
        "state": _state(opening, today),
        "flags": [{"code": flag, "name": say(FLAGS[Flag(flag)])} for flag in opening.flags],
        "filled": opening.filled,
        "version": opening.version,
        "created_at": opening.created_at,
        "updated_at": opening.updated_at,
    }


def reviewed_opening(opening: Opening, today: date) -> Document:
    """An opening for an officer: the same, whose it is, and whether somebody has to look at it."""
    company = opening.company
    return {
        **company_opening(opening, today),
        "company": {"ref": company.ref, "name": company.name, "trusted": company.trusted},
        "needs_review": opening.needs_review,
    }


def posting_answer(posted: Posted, today: date) -> Document:
    """What became of a posting that was taken in."""
    assert posted.opening is not None
    return {
        "outcome": posted.outcome.value,
        "revived": posted.revived,
        "warnings": [finding_document(each) for each in posted.findings],
        "opening": company_opening(posted.opening, today),
    }


def batch_answer(results: list[tuple[str | None, Posted]], today: date) -> Document:
    """What became of each item, by the numbers that were sent."""
    counted = [posted.outcome for _, posted in results]
    kinds = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.REJECTED)
    return {
        **{kind.value: counted.count(kind) for kind in kinds},
        "items": [_item(index, number, posted, today) for index, (number, posted) in enumerate(results)],
    }


def _item(index: int, number: str | None, posted: Posted, today: date) -> Document:
    said: dict[Severity, list[Document]] = {Severity.ERROR: [], Severity.WARNING: []}
    for finding in posted.findings:
        said[finding.severity].append(finding_document(finding))
    taken = posted.outcome is not Outcome.REJECTED and posted.opening is not None
    return {
        "index": index,
        "external_ref": number,
        "outcome": posted.outcome.value,
        "revived": posted.revived,
        "errors": said[Severity.ERROR],
        "warnings": said[Severity.WARNING],
        "opening": company_opening(posted.opening, today) if taken and posted.opening else None,
    }


def _state(opening: Opening, today: date) -> Document:
    state = state_of(opening, today)
    reason = REASONS.get(state.reason or "")
    return {
        "code": state.code,
        "name": say(STATES[state.code]),
        "reason": {"code": state.reason, "name": say(reason) if reason else state.reason},
        "words": opening.status_words,
    }


def _read_as(opening: Opening) -> Document:
    closed = closed_to_minors(opening.title, opening.occupation, frozenset(opening.skills))
    hazards = opening.hazards
    known = [found for found in map(major, opening.majors) if found is not None]
    education = opening.education
    return {
        "occupation": {"code": opening.occupation, "name": occupation_name(opening.occupation)},
        "place": {"code": opening.place, "name": place_name(opening.place)},
        "wage": {"low": opening.wage_low, "high": opening.wage_high},
        "education": {
            "code": None if education is None else str(int(education)),
            "name": None if education is None else education_name(education),
        },
        "majors": [{"code": each.code, "name": each.name} for each in known],
        "experience_months": opening.experience_months,
        "skills": opening.skills,
        "certificates": opening.certificates,
        "board": opening.board,
        "lodging": opening.lodging,
        "hazards": None
        if hazards is None
        else [{"code": each, "name": closure_names(None, [each])} for each in hazards],
        "minimum_age": opening.minimum_age,
        "closed_to_minors": closure_names(closed, hazards or ()) or None,
        "contract_months": opening.contract_months,
        "probation_months": opening.probation_months,
        "internship": opening.internship,
    }
