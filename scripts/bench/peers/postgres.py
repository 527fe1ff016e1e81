"""PostgreSQL: openings in tables with indexes, the score as an expression, sorted and limited."""

from collections.abc import Iterable, Sequence
from datetime import date
from types import TracebackType
from typing import Any, Self

import numpy as np
import psycopg
from sqlalchemy import URL

from matcher.arrays import MISSING
from matcher.candidate import Candidate
from matcher.columns import STATUSES, Columns
from matcher.criteria.skills import held_weights
from matcher.eligibility import REFUSALS
from matcher.pipeline import Judgement, judge
from matcher.policy import Policy
from matcher.records import Opening
from matcher.text.skills import skill_weight
from matcher.vocabulary import OpeningStatus, Refusal
from scripts.bench.peers.peer import TOP, Search
from scripts.bench.workload.openings import Openings
from scripts.bench.workload.world import TODAY

# One thread, as everybody here; compiling a query of a tenth of a second would cost more than it gives.
_TABLES = """
SET jit = off;
SET max_parallel_workers_per_gather = 0;
SET work_mem = '256MB';
CREATE TEMPORARY TABLE opening (
    id int PRIMARY KEY, occupation int, place int, open bool, published int, valid_to int, places_left int,
    wage_low int, wage_high int, education int, experience int, wanted_weight int
);
CREATE TEMPORARY TABLE wanted (skill int, opening int, PRIMARY KEY (skill, opening));
"""

_INDEXES = """
CREATE INDEX ON opening (occupation);
CREATE INDEX ON opening (place);
CREATE INDEX ON opening (valid_to);
CLUSTER wanted USING wanted_pkey;
ANALYZE opening;
ANALYZE wanted;
"""

_QUERY = """
WITH shared AS (
    SELECT opening, sum(weight) AS weight
    FROM wanted JOIN unnest(%(skills)s::int[], %(weights)s::int[]) AS held (skill, weight) USING (skill)
    GROUP BY opening
)
SELECT id,
    CASE WHEN wanted_weight = 0 OR (weight IS NULL AND NOT %(told)s) THEN {skills[UNKNOWN]}
         WHEN weight IS NULL THEN {skills[NONE]}
         ELSE {skills[UNKNOWN]} + ({skills[ALL]} - {skills[UNKNOWN]})
              * least(weight, wanted_weight, {enough}) / least(wanted_weight, {enough}) END
    + (%(work)s::int[])[occupation]
    + (%(way)s::int[])[place]
    + CASE education WHEN -1 THEN {education[UNKNOWN]} WHEN 0 THEN {education[OPEN_TO_ALL]}
                     WHEN %(level)s THEN {education[MATCH]} WHEN %(level)s - 1 THEN {education[ABOVE]}
                     ELSE {education[FAR_ABOVE]} END
    + CASE WHEN experience = -1 THEN {experience[UNKNOWN]} WHEN experience = 0 THEN {experience[NOT_ASKED]}
           WHEN experience <= %(months)s THEN {experience[MET]}
           WHEN experience <= %(months)s + {little} THEN {experience[LITTLE_SHORT]}
           ELSE {experience[MUCH_SHORT]} END
    + CASE WHEN greatest(wage_low, wage_high) = -1 OR %(floor)s < 0 THEN {wage[UNKNOWN]}
           WHEN wage_low >= %(floor)s THEN {wage[MEETS]}
           WHEN wage_high = -1 OR wage_high >= %(floor)s THEN {wage[PARTLY]}
           ELSE {wage[BELOW]} END
    + CASE WHEN places_left >= {many} THEN {openings[MANY]}
           WHEN places_left >= {several} THEN {openings[SEVERAL]}
           ELSE {openings[ONE]} END AS score
FROM opening LEFT JOIN shared ON shared.opening = id
WHERE open AND published <= %(today)s AND valid_to >= %(today)s AND places_left > 0
    AND education <= %(level)s AND experience <= %(months)s + {refusal}
    AND place = ANY (%(reached)s::int[]) AND (weight IS NOT NULL OR occupation = ANY (%(fitting)s::int[]))
ORDER BY score DESC, id
LIMIT {top}
"""


class Postgres:
    """One prepared query per student on a warm server, its tables indexed, clustered and analysed.

    What a place or an occupation is worth to the student comes as two arrays that are made before the clock
    runs. It leaves out what would need more tables: requirements of majors, licences, limits of health and
    age, internships, lodging, and which shared skills are common ground. So its answers are nearly the same.
    """

    def __init__(self, openings: Openings, policy: Policy, server: URL) -> None:
        address = server.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(address, autocommit=True)
        self._policy = policy
        self._skills = {word: number for number, word in enumerate(openings.world.words)}
        self._places = _sample([{"place": place} for place in (None, *openings.world.places)])
        self._work = _sample(
            [
                {"occupation": code, "occupation_confidence": 1.0}
                for code in (None, *openings.world.occupations)
            ]
        )
        limits = policy.thresholds
        self._query = _QUERY.format(
            **policy.points,
            enough=limits.skills_enough,
            little=limits.experience_little_months,
            refusal=limits.experience_refusal_months,
            many=limits.openings_many,
            several=limits.openings_several,
            top=TOP,
        )
        self._fill(openings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._connection.close()

    def search(self, candidate: Candidate) -> Search:
        """The query with everything that it is told of the student."""
        student, held = candidate.student, held_weights(candidate, self._policy)
        places, work = (judge(candidate, sample, self._policy) for sample in (self._places, self._work))
        known = [skill for skill in held if skill in self._skills]
        told = {
            "skills": [self._skills[skill] for skill in known],
            "weights": [held[skill] for skill in known],
            "told": bool(student.skills),
            "way": places.criteria["place"].points.tolist(),
            "work": (work.criteria["study"].points + work.criteria["wishes"].points).tolist(),
            "level": 0 if candidate.education_rank is None else candidate.education_rank,
            "months": student.experience_months or 0,
            "floor": MISSING if student.wage_floor is None else student.wage_floor,
            "today": TODAY.toordinal(),
            "reached": _spared(places, Refusal.OUT_OF_REACH),
            "fitting": _spared(work, Refusal.NO_COMMON_GROUND),
        }
        return lambda: self._connection.execute(self._query, told, prepare=True).fetchall()

    def _fill(self, openings: Openings) -> None:
        world, surely = openings.world, self._policy.thresholds.occupation_confidence_percent
        coded = openings.coded & (openings.percent >= surely)
        weights = np.array([skill_weight(word) for word in world.words])
        summed = np.concatenate([[0], np.cumsum(weights[openings.wanted_numbers])])
        rows = np.arange(len(openings))
        columns = (
            rows,
            np.where(coded, openings.trade, MISSING) + _FIRST_KNOWN,
            openings.place + _FIRST_KNOWN,
            openings.status == STATUSES.index(OpeningStatus.OPEN),
            openings.published,
            openings.valid_to,
            openings.headcount - openings.filled,
            openings.wage_low,
            openings.wage_high,
            openings.education_rank,
            openings.experience_months,
            summed[openings.wanted_ends[1:]] - summed[openings.wanted_ends[:-1]],
        )
        self._connection.execute(_TABLES)
        self._copy("opening", columns)
        self._copy("wanted", (openings.wanted_numbers, np.repeat(rows, np.diff(openings.wanted_ends))))
        self._connection.execute(_INDEXES)

    def _copy(self, table: str, columns: Sequence[np.ndarray]) -> None:
        with self._connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for row in zip(*(column.tolist() for column in columns), strict=True):
                copy.write_row(row)


_FIRST_KNOWN = 2  # arrays count from 1 in SQL, and begin with what is worth where nothing is known


def _sample(facts: Iterable[dict[str, Any]]) -> Columns:
    """An opening for each, in their order."""
    last = date(9999, 12, 31)
    return Columns.of(
        Opening(ref=f"{number:04d}", key=f"{number:04d}", company="", title="", valid_to=last, **known)
        for number, known in enumerate(facts)
    )


def _spared(judgement: Judgement, refusal: Refusal) -> list[int]:
    """Positions, from 1, of the openings that a rule does not refuse."""
    return (np.flatnonzero(judgement.refusals != REFUSALS.index(refusal)) + 1).tolist()
