"""Wishes: is it the work that this person asked for?"""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from matcher.arrays import Array, across
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.criteria.base import Assessment, coded, less_where_unsure, points_of
from matcher.policy import UNKNOWN, Policy
from matcher.records import Opening
from matcher.reference.occupations import are_related, group, is_within, stem

MINOR_GROUP = 3  # depth of the classification's minor groups (小类): neighbours in work, not only in name

Codes = tuple[str | None, ...]


class Wishes:
    """Wished occupations against the opening's, by the classification and by what lies beside it."""

    name = "wishes"
    levels = ("SAME", "CLOSE", "RELATED", UNKNOWN, "OTHER")

    def assess(self, people: Candidates, openings: Columns, policy: Policy) -> Assessment:
        """Level and points of each pair: those of the best wish."""
        surely = coded(openings, policy)
        closest = across(people.wished_occupations, openings.occupation, _closest)
        levels = np.where(surely, closest, _LEVEL[UNKNOWN]).astype(np.int32)
        return less_where_unsure(self, points_of(self, levels, policy), surely, openings, policy)

    def facts(self, candidate: Candidate, opening: Opening, level: str) -> Mapping[str, object]:
        """The opening's occupation and the wishes."""
        return {
            "occupation": opening.occupation,
            "wished": sorted(candidate.student.wished_occupations),
            "side": "opening" if candidate.student.wished_occupations else "student",
        }


_LEVEL = {level: number for number, level in enumerate(Wishes.levels)}


def _closest(wished: frozenset[str], codes: Codes) -> Array:
    """Number of the best wish's level for each code."""
    levels = [_closeness_to_all(wish, codes) for wish in sorted(wished)]
    return np.asarray(np.min(levels or [np.full(len(codes), _LEVEL[UNKNOWN])], axis=0))


@lru_cache(maxsize=4096)
def _closeness_to_all(wish: str, codes: Codes) -> Array:
    closeness = (UNKNOWN if code is None else _closeness(wish, code) for code in codes)
    return np.array([_LEVEL[level] for level in closeness], dtype=np.int8)


def _closeness(wish: str, code: str) -> str:
    if is_within(code, stem(wish)):  # the same, or inside the group that is wished
        return "SAME"
    if is_within(wish, stem(code)) or group(wish, MINOR_GROUP) == group(code, MINOR_GROUP):
        return "CLOSE"
    return "RELATED" if are_related(wish, code) else "OTHER"
