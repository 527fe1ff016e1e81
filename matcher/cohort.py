"""Everybody who may be ranked for an opening, and what they are on a day, worked out once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from matcher.batches import batched
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import digest
from matcher.policy import Policy
from matcher.records import Student

STUDENTS_AT_ONCE = 5_000  # compared with one opening in one go


@dataclass(frozen=True, eq=False)
class Cohort:
    """All students of one snapshot, sorted by natural key."""

    students: tuple[Student, ...]
    digests: NDArray[np.uint64]  # of everything that is known of each
    _on_day: dict[tuple[date, str], Sequence[Candidates]] = field(
        default_factory=dict, init=False, repr=False
    )
    _within: dict[str, "Cohort"] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, students: Iterable[Student]) -> "Cohort":
        """The students, whatever order they come in."""
        return cls.joined((student, digest(student)) for student in students)

    @classmethod
    def joined(cls, students: Iterable[tuple[Student, int]]) -> "Cohort":
        """The same where the digests are known already."""
        each = sorted(students, key=lambda known: (known[0].key, known[0].ref))
        digests = np.array([told for _, told in each], dtype=np.uint64)
        return cls(tuple(student for student, _ in each), digests)

    def __len__(self) -> int:
        return len(self.students)

    def within(self, area: str) -> "Cohort":
        """Those who are known to live in an area (division code; blank: everybody); each area is kept."""
        if not area:
            return self
        if area not in self._within:
            known = zip(self.students, self.digests.tolist(), strict=True)
            local = (each for each in known if (each[0].home or "").startswith(area))
            self._within[area] = Cohort.joined(local)
        return self._within[area]

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits over everything that is known of them."""
        return blake2b(self.digests.tobytes(), digest_size=8).hexdigest()

    def on_day(self, as_of: date, policy: Policy) -> Sequence[Candidates]:
        """Everybody as they stand on a day, in order, some at a time; the last day asked for is kept."""
        asked = as_of, policy.fingerprint
        found = self._on_day.get(asked)
        if found is None:
            self._on_day.clear()
            found = self._on_day[asked] = [
                Candidates.of(Candidate.of(student, as_of, policy) for student in part)
                for part in batched(self.students, STUDENTS_AT_ONCE)
            ]
        return found
