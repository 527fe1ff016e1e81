"""Field of study: did this person learn what the opening asks for, or what leads to such work?"""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from matcher.arrays import Array, Bools, across
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.columns import Study as Studied
from matcher.criteria.base import Assessment, coded, first_level, less_where_unsure, points_of
from matcher.policy import UNKNOWN, Policy
from matcher.records import Opening
from matcher.reference.majors import occupations_of

DIRECTLY, NEARLY = 2, 1  # how a field of study leads to an occupation

Codes = tuple[str | None, ...]


class Study:
    """The majors that are asked for; where none are, the work that the field of study leads to."""

    name = "study"
    levels = ("SAME_MAJOR", "SAME_FIELD", "RELATED_WORK", "NEAR_WORK", UNKNOWN, "OTHER")

    def assess(self, people: Candidates, openings: Columns, policy: Policy) -> Assessment:
        """Level and points of each pair."""
        asked = openings.study
        surely = coded(openings, policy)
        silent = asked.spread([not majors and not fields for majors, fields in asked.values])
        untold = people.study.spread([not majors and not fields for majors, fields in people.study.values])
        leads = across(people.study, openings.occupation, _leads_to) * surely
        same_major = across(people.study, asked, _shares_major)
        same_field = across(people.study, asked, _shares_field)
        levels = first_level(
            self,
            people,
            openings,
            {
                UNKNOWN: untold[:, None] | (silent & ~surely),
                "SAME_MAJOR": same_major,
                "SAME_FIELD": same_field,
                "RELATED_WORK": (leads == DIRECTLY) & silent,
                "NEAR_WORK": leads > 0,
            },
            otherwise="OTHER",
        )
        by_code = (silent | (leads > 0)) & ~same_major & ~same_field
        return less_where_unsure(self, points_of(self, levels, policy), by_code, openings, policy)

    def facts(self, candidate: Candidate, opening: Opening, level: str) -> Mapping[str, object]:
        """The fields on both sides."""
        own, asked = candidate.student.fields, opening.fields
        return {
            "fields": sorted(own & asked or own),
            "asked": sorted(asked),
            "occupation": opening.occupation,
            "side": "student" if not (own or candidate.student.majors) else "opening",
        }


def _shares_major(own: Studied, asked: tuple[Studied, ...]) -> Bools:
    return np.array([bool(own[0] & majors) for majors, _ in asked], dtype=np.bool_)


def _shares_field(own: Studied, asked: tuple[Studied, ...]) -> Bools:
    return np.array([bool(own[1] & fields) for _, fields in asked], dtype=np.bool_)


def _leads_to(own: Studied, codes: Codes) -> Array:
    return _work_of(own[1], codes)


@lru_cache(maxsize=1024)
def _work_of(fields: frozenset[str], codes: Codes) -> Array:
    """How the fields lead to each occupation: DIRECTLY, NEARLY or not at all."""
    directly, nearly = (tuple(prefixes) for prefixes in occupations_of(fields))
    return np.array(
        [
            0 if code is None else DIRECTLY if code.startswith(directly) else NEARLY * code.startswith(nearly)
            for code in codes
        ],
        dtype=np.int8,
    )
