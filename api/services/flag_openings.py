"""What an officer should look at in an opening, and whether somebody still has to."""

from collections.abc import Collection

from api.schemas.base import Columns
from api.schemas.posting_law import unlawful_terms
from matcher.law.terms import LocalWages
from models.opening import Flag

_OF_PEOPLE = {Flag.NEAR_DUPLICATE, Flag.REJECTED}
"""Flags that do not follow from an opening's own words."""


def term_flags(columns: Columns, minimum_wages: LocalWages) -> set[str]:
    """What the law says of an opening's terms, as flags."""
    return {Flag(code.value) for _, code, _ in unlawful_terms(columns, minimum_wages)}


def reviewing(found: Collection[str], before: Collection[str] = (), needed: bool = False) -> Columns:
    """Columns: flags, needs_review; a new flag asks for a look, none left asks for none.

    `found` are those that follow from the words now; those that do not are kept from `before`.
    """
    flags = set(found) | (_OF_PEOPLE & set(before))
    return {
        "flags": sorted(flag.value for flag in map(Flag, flags)),
        "needs_review": bool(flags - set(before)) or (needed and bool(flags)),
    }
