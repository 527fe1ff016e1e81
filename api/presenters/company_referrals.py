"""Referrals as their company reads them."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.i18n import marked, reader_locale, say
from api.presenters.words import COMPLETION, EDUCATION
from api.services.placing.disclose import Introduced
from matcher.lifecycle import REFERRAL_MOVES
from matcher.text.certificates import certificate_name
from matcher.text.skills import skill_name
from matcher.vocabulary import Completion, Education, ReferralState
from models.referral import Referral

Document = dict[str, Any]

STATES: Mapping[ReferralState, str] = {
    ReferralState.SENT: marked("waiting for your answer"),
    ReferralState.INTERVIEW: marked("invited to an interview"),
    ReferralState.OFFER: marked("offered the post"),
    ReferralState.HIRED: marked("hired"),
    ReferralState.DECLINED: marked("declined"),
    ReferralState.EXPIRED: marked("not answered in time"),
    ReferralState.WITHDRAWN: marked("withdrawn"),
}


def answers(referral: Referral) -> list[str]:
    """What the company may answer now, by code."""
    moves = REFERRAL_MOVES[referral.state]
    possible = {
        "interview": ReferralState.INTERVIEW in moves or referral.state is ReferralState.INTERVIEW,
        "offer": ReferralState.OFFER in moves,
        "hire": ReferralState.HIRED in moves,
        "decline": ReferralState.DECLINED in moves,
    }
    return [answer for answer, may in possible.items() if may]


def company_referral(referral: Referral, introduced: Introduced | None) -> Document:
    """A referral, with the person as far as the company may know them now."""
    return {**referral_standing(referral), "candidate": introduced and candidate_document(introduced)}


def referral_standing(referral: Referral) -> Document:
    """A referral without the person."""
    opening, met = referral.opening, referral.interview_at
    return {
        "handle": referral.ref,
        "opening": {"external_ref": opening.external_ref, "ref": opening.ref, "title": opening.title},
        "state": {"code": referral.state.value, "name": say(STATES[referral.state])},
        "sent_at": referral.sent_at,
        "interview": met and {"at": met, "place": referral.interview_place},
    }


def candidate_document(told: Introduced) -> Document:
    """The person, as far as the company may know them."""
    return {
        "name": told.name,
        "phone": told.phone,
        "study": {
            "education": _education(told.education),
            "completion": _completion(told.completion),
            "graduation": told.graduation,
            "school": told.school,
            "major": told.major,
        },
        "skills": _named(told.skills),
        "certificates": _named(told.certificates),
        "available_from": told.available_from,
    }


def _education(level: Education | None) -> Document:
    if level is None:
        return {"code": None, "name": None}
    return {"code": str(level.value), "name": say(EDUCATION[level])}


def _completion(completion: Completion | None) -> Document:
    return {"code": completion, "name": say(COMPLETION[completion]) if completion else None}


def _named(codes: Iterable[str]) -> list[Document]:
    locale = reader_locale()
    return [
        {"code": code, "name": certificate_name(code, locale) or skill_name(code, locale)} for code in codes
    ]
