"""Wishes: is it the work that this person asked for?"""

from collections.abc import Mapping

import numpy as np

from matcher.candidate import Candidate
from matcher.columns import Columns
from matcher.criteria.base import Assessment, coded, first_level, points_of
from matcher.policy import UNKNOWN, Policy
from matcher.records import Opening
from matcher.reference.occupations import are_related, group, is_within, stem

MINOR_GROUP = 3  # depth of the classification's minor groups (小类): neighbours in work, not only in name


class Wishes:
    """Wished occupations against the opening's, by the classification and by what lies beside it."""

    name = "wishes"
    levels = ("SAME", "CLOSE", "RELATED", UNKNOWN, "OTHER")

    def assess(self, candidate: Candidate, openings: Columns, policy: Policy) -> Assessment:
        """Level and points of each opening: those of the best wish."""
        wished, occupations = candidate.student.wished_occupations, openings.occupation
        closest = [_closest(wished, code) for code in occupations.values]
        cases = {UNKNOWN: ~coded(openings, policy) | np.full(len(openings), not wished)}
        for level in ("SAME", "CLOSE", "RELATED"):
            cases[level] = occupations.spread([best == level for best in closest])
        return points_of(self, first_level(self, cases, otherwise="OTHER"), policy)

    def facts(self, candidate: Candidate, opening: Opening, level: str) -> Mapping[str, object]:
        """The opening's occupation and the wishes."""
        return {
            "occupation": opening.occupation,
            "wished": sorted(candidate.student.wished_occupations),
            "side": "opening" if candidate.student.wished_occupations else "student",
        }


def _closest(wished: frozenset[str], code: str | None) -> str:
    if code is None:
        return UNKNOWN
    found = {_closeness(wish, code) for wish in wished}
    return next((level for level in Wishes.levels if level in found), "OTHER")


def _closeness(wish: str, code: str) -> str:
    if is_within(code, stem(wish)):  # the same, or inside the group that is wished
        return "SAME"
    if is_within(wish, stem(code)) or group(wish, MINOR_GROUP) == group(code, MINOR_GROUP):
        return "CLOSE"
    return "RELATED" if are_related(wish, code) else "OTHER"
