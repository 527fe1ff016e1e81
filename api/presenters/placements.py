"""Placements as documents, for officers."""

from datetime import date
from typing import Any

from api.presenters.pages import envelope
from api.presenters.placing_words import named
from api.presenters.referrals import company_name, opening_title, student_name
from api.presenters.words import occupation_name
from matcher.lifecycle import RETENTION, due_on
from models.placement import Placement, PlacementProof, RetentionCheck
from models.queries.pages import Page

Document = dict[str, Any]


def placement_row(placement: Placement) -> Document:
    """A placement in a list."""
    opening = placement.opening
    return {
        "ref": placement.ref,
        "student": student_name(placement.student),
        "employer": placement.employer if opening is None else opening.company.name,
        "company": opening and company_name(opening.company),
        "opening": opening and opening_title(opening),
        "started": placement.started,
        "ended": placement.ended,
        "evidence": named(placement.evidence),
        "next_check": _next_check(placement),
        "version": placement.version,
    }


def placement_page_document(page: Page[Placement]) -> Document:
    """A page of placements."""
    return envelope(page, [placement_row(placement) for placement in page.items])


def placement_document(placement: Placement) -> Document:
    """One placement with what proves it, and what was found when one asked again."""
    occupation = placement.occupation
    return {
        **placement_row(placement),
        "referral": placement.referral and placement.referral.ref,
        "internship": placement.internship,
        "occupation": {"code": occupation, "name": occupation_name(occupation)},
        "wage": placement.wage,
        "end_reason": placement.end_reason and named(placement.end_reason),
        "recorded_at": placement.recorded_at,
        "recorded_by": placement.recorded_by,
        "proofs": [_proof(proof) for proof in placement.proofs],
        "checks": [_check(placement, months) for months in RETENTION],
    }


def _proof(proof: PlacementProof) -> Document:
    return {
        "evidence": named(proof.evidence),
        "seen_on": proof.seen_on,
        "words": proof.words,
        "recorded_at": proof.recorded_at,
        "recorded_by": proof.recorded_by,
    }


def _check(placement: Placement, months: int) -> Document:
    check = _found(placement, months)
    return {
        "months": months,
        "due": due_on(placement.started, months),
        "outcome": check and named(check.outcome),
        "checked_on": check and check.checked_on,
        "recorded_by": check and check.recorded_by,
    }


def _next_check(placement: Placement) -> date | None:
    """The first day on which one has to ask again; None once it is over or all is known."""
    to_ask = placement.months_to_ask
    return due_on(placement.started, to_ask[0]) if to_ask and placement.ended is None else None


def _found(placement: Placement, months: int) -> RetentionCheck | None:
    return next((check for check in placement.checks if check.months == months), None)
