"""What an officer should look at in an opening, and whether somebody still has to."""

from collections.abc import Collection

from api.schemas.base import Columns
from api.schemas.posting_law import unlawful_terms
from matcher.law.terms import LocalWages
from models.posting import Flag

OF_PEOPLE = frozenset({Flag.NEAR_DUPLICATE, Flag.REJECTED})
"""Flags that do not follow from an opening's own words."""


def term_flags(columns: Columns, minimum_wages: LocalWages) -> frozenset[Flag]:
    """What the law says of an opening's terms, as flags."""
    return frozenset(Flag(code.value) for _, code, _ in unlawful_terms(columns, minimum_wages))


def reviewing(now: Collection[str], before: Collection[str] = (), *, needed: bool = False) -> Columns:
    """Columns: flags, needs_review; a new flag asks for a look, none left asks for none."""
    return {
        "flags": sorted(Flag(flag).value for flag in now),
        "needs_review": bool(set(now) - set(before)) or (needed and bool(now)),
    }
