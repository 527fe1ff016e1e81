"""Field of study: did this person learn what the opening asks for, or what leads to such work?"""

from collections.abc import Collection, Mapping

import numpy as np

from matcher.candidate import Candidate
from matcher.columns import Bools, Columns
from matcher.criteria.base import Assessment, coded, first_level, points_of
from matcher.policy import UNKNOWN, Policy
from matcher.records import Opening
from matcher.reference.majors import occupations_of


class Study:
    """The majors that are asked for; where none are, the work that the field of study leads to."""

    name = "study"
    levels = ("SAME_MAJOR", "SAME_FIELD", "RELATED_WORK", "NEAR_WORK", UNKNOWN, "OTHER")

    def assess(self, candidate: Candidate, openings: Columns, policy: Policy) -> Assessment:
        """Level and points of each opening."""
        student, asked = candidate.student, openings.study
        surely = coded(openings, policy)
        silent = asked.spread([not majors and not fields for majors, fields in asked.values])
        directly, nearly = (
            surely & _within(prefixes, openings) for prefixes in occupations_of(student.fields)
        )
        untold = np.full(len(openings), not student.majors and not student.fields)
        levels = first_level(
            self,
            {
                UNKNOWN: untold | (silent & ~surely),
                "SAME_MAJOR": asked.spread([bool(student.majors & majors) for majors, _ in asked.values]),
                "SAME_FIELD": asked.spread([bool(student.fields & fields) for _, fields in asked.values]),
                "RELATED_WORK": directly & silent,
                "NEAR_WORK": directly | nearly,
            },
            otherwise="OTHER",
        )
        return points_of(self, levels, policy)

    def facts(self, candidate: Candidate, opening: Opening, level: str) -> Mapping[str, object]:
        """The fields on both sides."""
        own, asked = candidate.student.fields, opening.fields
        return {
            "fields": sorted(own & asked or own),
            "asked": sorted(asked),
            "occupation": opening.occupation,
            "side": "student" if not (own or candidate.student.majors) else "opening",
        }


def _within(prefixes: Collection[str], openings: Columns) -> Bools:
    starts = tuple(prefixes)
    codes = openings.occupation
    return codes.spread([code is not None and code.startswith(starts) for code in codes.values])
