"""Consents and referrals as documents, for officers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from api.clock import local_day
from api.presenters.pages import envelope
from api.presenters.placing_words import disclosed, named
from models.company import Company
from models.consent import Consent
from models.opening import Opening
from models.placement import Placement
from models.queries.pages import Page
from models.referral import Referral, ReferralMove
from models.student import Student

Document = dict[str, Any]


def consent_document(consent: Consent, now: datetime) -> Document:
    """What a student has agreed to for one company, and whether it counts at this moment."""
    withdrawal = consent.withdrawal
    return {
        "consent": consent.ref,
        "company": company_name(consent.company),
        "disclosed": [disclosed(field) for field in consent.fields],
        "text_version": consent.text_version,
        "signer": named(consent.signer),
        "way": named(consent.way),
        "evidence": consent.evidence,
        "given_at": consent.given_at,
        "until": consent.until,
        "recorded_by": consent.recorded_by,
        "withdrawn_at": withdrawal and withdrawal.at,
        "live": withdrawal is None and consent.given_at <= now and local_day(now) <= consent.until,
    }


def consent_page_document(page: Page[Consent], now: datetime) -> Document:
    """A page of a student's consents."""
    return envelope(page, [consent_document(consent, now) for consent in page.items])


def referral_row(referral: Referral) -> Document:
    """A referral in a list."""
    return {
        "ref": referral.ref,
        "state": named(referral.state),
        "student": student_name(referral.student),
        "opening": opening_title(referral.opening),
        "company": company_name(referral.company),
        "proposed_at": referral.proposed_at,
        "sent_at": referral.sent_at,
        "chased_at": referral.chased_at,
        "ended_at": referral.ended_at,
        "interview": _interview(referral),
        "version": referral.version,
    }


def referral_page_document(page: Page[Referral], since: Mapping[str, datetime]) -> Document:
    """A page of referrals, each with the moment since which it is in its state."""
    return envelope(page, [{**referral_row(each), "state_since": since.get(each.ref)} for each in page.items])


def referral_document(
    referral: Referral, moves: Sequence[ReferralMove], placement: Placement | None, consent: Consent | None
) -> Document:
    """One referral with its moves, the placement that came of it, and the consent that counts at present."""
    return {
        **referral_row(referral),
        "state_since": next((move.at for move in reversed(moves) if move.state is referral.state), None),
        "shortlist": referral.item.shortlist and referral.item.shortlist.ref,  # may be out of sight
        "item": referral.item.ref,
        "proposed_by": referral.proposed_by,
        "hazards_confirmed": referral.hazards_confirmed,
        "consent_until": consent and consent.until,
        "declined": _declined(referral),
        "judged": _judged(referral),
        "placement": placement and placement.ref,
        "moves": [{"state": named(move.state), "at": move.at, "actor": move.actor} for move in moves],
    }


def student_name(student: Student) -> Document:
    """A student by name."""
    return {"ref": student.ref, "name": student.name}


def opening_title(opening: Opening) -> Document:
    """An opening by its title."""
    return {"ref": opening.ref, "title": opening.title}


def company_name(company: Company) -> Document:
    """A company by name."""
    return {"ref": company.ref, "name": company.name}


def _interview(referral: Referral) -> Document | None:
    if referral.interview_at is None:
        return None
    return {
        "at": referral.interview_at,
        "place": referral.interview_place,
        "told_at": referral.interview_told_at,
    }


def _declined(referral: Referral) -> Document | None:
    side, reason = referral.declined_by, referral.decline_reason
    if side is None or reason is None:
        return None
    return {"side": named(side), "reason": named(reason), "words": referral.decline_words}


def _judged(referral: Referral) -> Document | None:
    if referral.suitable is None:
        return None
    return {"suitable": referral.suitable, "by": referral.judged_by, "at": referral.judged_at}
