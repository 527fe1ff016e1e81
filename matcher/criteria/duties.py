"""Duties: by their own words, has this person done such work before?"""

from collections.abc import Mapping

import numpy as np

from matcher.arrays import Bools, Ints, Vectors
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.criteria.base import Assessment, first_level
from matcher.policy import UNKNOWN, Policy
from matcher.records import Opening
from matcher.text.profiles import ALIKE, LENGTH_BITS, shared_topics


class Duties:
    """The student's own words on their experience against the opening's words on its duties."""

    name = "duties"
    levels = ("CLOSE", "RELATED", UNKNOWN, "OTHER")

    def assess(self, people: Candidates, openings: Columns, policy: Policy) -> Assessment:
        """Points grow with the likeness: up to silence where it is faint, on to all where it is close."""
        told, alike = both_told(people, openings), likeness(people, openings)
        related, close = likeness_limits(policy)
        cases = {UNKNOWN: ~told, "CLOSE": alike >= close, "RELATED": alike >= related}
        levels = first_level(self, people, openings, cases, otherwise="OTHER")
        points = policy.points[self.name]
        most, silence, least = points["CLOSE"], points[UNKNOWN], points["OTHER"]
        faint = least + (silence - least) * alike // max(related, 1)
        clear = silence + (most - silence) * (alike - related) // max(close - related, 1)
        graded = np.select([~told, alike >= close, alike >= related], [silence, most, clear], default=faint)
        return Assessment(levels, graded.astype(np.int32))

    def facts(self, candidate: Candidate, opening: Opening, level: str) -> Mapping[str, object]:
        """The topics that both tell of, what they share most of first; where there are no words, whose."""
        own = candidate.student.experience
        return {
            "topics": shared_topics(own, opening.duties),
            "silent": None if level != UNKNOWN else "opening" if own.features else "student",
        }


def both_told(people: Candidates, openings: Columns) -> Bools:
    """Pairs where both texts tell of work: shape (people, openings)."""
    own = np.array([[bool(candidate.student.experience.features)] for candidate in people.each])
    return own & openings.duties.told


def likeness_limits(policy: Policy) -> tuple[int, int]:
    """From which likeness on work is related, and close."""
    limits = policy.thresholds
    return limits.duties_related_percent * ALIKE // 100, limits.duties_close_percent * ALIKE // 100


def likeness(people: Candidates, openings: Columns) -> Ints:
    """Cosines of the profiles in thousandths, 0 to ALIKE: shape (people, openings)."""
    texts = openings.duties
    alike = np.zeros((len(people), len(openings)), dtype=np.int32)
    if len(people) > len(openings):  # go through the fewer of the two
        own = Vectors.of(candidate.student.experience for candidate in people.each)
        for row in range(len(openings)):
            alike[:, row] = own.products(own.per_feature(*texts.row(row)))
    else:
        for row, candidate in enumerate(people.each):
            if candidate.student.experience.features:
                alike[row] = texts.products(texts.per_feature(*candidate.student.experience))
    return alike * ALIKE >> 2 * LENGTH_BITS
