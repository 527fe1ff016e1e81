"""PostgreSQL: openings in tables with indexes, the score as an expression, sorted and limited."""

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import numpy as np
import psycopg
from numpy.typing import NDArray
from sqlalchemy import URL

from matcher.candidate import Candidate
from matcher.columns import STATUSES
from matcher.common_ground import telling_weights, told_of_anything
from matcher.criteria.duties import likeness_limits
from matcher.criteria.skills import held_weights
from matcher.index.asked import PerFacet
from matcher.index.facets import FITS, HERE
from matcher.index.index import Index
from matcher.text.profiles import ALIKE, LENGTH_BITS
from matcher.vocabulary import OpeningStatus
from scripts.bench.peers.peer import TOP, Search

FACETS = ("work", "place", "requirement", "pay", "places_left")  # as the index has them

# One thread, as everybody here. Compiling a query of a tenth of a second would cost more than it gives, and a
# plan that knows the student is twice as quick as one for anybody.
_TABLES = """
SET jit = off;
SET plan_cache_mode = force_custom_plan;
SET max_parallel_workers_per_gather = 0;
SET work_mem = '256MB';
CREATE TEMPORARY TABLE opening (
    id int PRIMARY KEY, open bool, published int, valid_to int, free int, wanted_weight int, tells bool,
    work int, place int, requirement int, pay int, places_left int
);
CREATE TEMPORARY TABLE wanted (skill int, opening int, PRIMARY KEY (skill, opening));
CREATE TEMPORARY TABLE duty (feature int, opening int, weight int, PRIMARY KEY (feature, opening));
"""

_INDEXES = """
CREATE INDEX ON opening (work);
CREATE INDEX ON opening (place);
CREATE INDEX ON opening (requirement);
CREATE INDEX ON opening (valid_to);
CLUSTER wanted USING wanted_pkey;
CLUSTER duty USING duty_pkey;
ANALYZE opening;
ANALYZE wanted;
ANALYZE duty;
"""

_QUERY = """
WITH shared AS (
    SELECT opening, sum(weight) AS weight, bool_or(telling) AS telling
    FROM unnest(%(skills)s::int[], %(weights)s::int[], %(telling)s::bool[]) AS held (skill, weight, telling)
    JOIN wanted USING (skill)
    GROUP BY opening
), likeness AS (
    SELECT opening, sum(duty.weight * done.weight) * {ALIKE} >> {PRODUCT_BITS} AS alike
    FROM unnest(%(features)s::int[], %(experience)s::int[]) AS done (feature, weight)
    JOIN duty USING (feature)
    GROUP BY opening
), compared AS (
    SELECT opening.*, weight, telling, %(tells)s AND tells AS both_told, coalesce(alike, 0) AS alike
    FROM opening LEFT JOIN shared ON shared.opening = id LEFT JOIN likeness ON likeness.opening = id
)
SELECT id,
    CASE WHEN wanted_weight = 0 OR (weight IS NULL AND NOT %(names_skills)s) THEN {skills[UNKNOWN]}
         WHEN weight IS NULL THEN {skills[NONE]}
         ELSE {skills[UNKNOWN]} + ({skills[ALL]} - {skills[UNKNOWN]})
              * least(weight, wanted_weight, {enough}) / least(wanted_weight, {enough}) END
    + CASE WHEN NOT both_told THEN {duties[UNKNOWN]}
           WHEN alike >= {close} THEN {duties[CLOSE]}
           WHEN alike >= {related} THEN {duties[UNKNOWN]}
                + ({duties[CLOSE]} - {duties[UNKNOWN]}) * (alike - {related}) / ({close} - {related})
           ELSE {duties[OTHER]} + ({duties[UNKNOWN]} - {duties[OTHER]}) * alike / {related} END
    + (%(work)s::int[])[work] + (%(place)s::int[])[place] + (%(requirement)s::int[])[requirement]
    + (%(pay)s::int[])[pay] + (%(places_left)s::int[])[places_left] AS score
FROM compared
WHERE open AND published <= %(day)s AND valid_to >= %(day)s AND free > 0
    AND place = ANY (%(reached)s::int[]) AND requirement = ANY (%(met)s::int[])
    AND (NOT %(told)s OR (%(fits)s::bool[])[work] OR (both_told AND alike >= {close})
         OR (telling AND (weight >= least(wanted_weight, {enough}) OR NOT (%(elsewhere)s::bool[])[work])))
ORDER BY score DESC, id
LIMIT {top}
"""


class Postgres:
    """One prepared query per student on a warm server, its tables indexed, clustered and analysed.

    What each kind of work, place, requirement and pay is worth to the student comes as arrays: they are made
    before the clock runs. So it sums, filters and sorts, and finds the very same openings.
    """

    def __init__(self, index: Index, server: URL) -> None:
        address = server.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(address, autocommit=True)
        self._index = index
        related, close = likeness_limits(index.policy)
        self._query = _QUERY.format(
            skills=index.policy.points["skills"],
            duties=index.policy.points["duties"],
            related=related,
            close=close,
            ALIKE=ALIKE,
            PRODUCT_BITS=2 * LENGTH_BITS,
            enough=index.policy.thresholds.skills_enough,
            top=TOP,
        )
        self._fill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._connection.close()

    def search(self, candidate: Candidate) -> Search:
        """The query with everything that it is told of the student."""
        index, student = self._index, candidate.student
        numbers = index.columns.wanted.number_of
        held = {skill: n for skill, n in held_weights(candidate, index.policy).items() if skill in numbers}
        telling = telling_weights(candidate, index.policy)
        facets = [next(kinds.answer([candidate], index.policy)) for kinds in index.kinds]
        points, ground = [said.points() for said in facets], facets[0].ground()
        _, place, requirement, *_ = points
        told = {
            "skills": [numbers[skill] for skill in held],
            "weights": list(held.values()),
            "telling": [telling.get(skill, 0) > 0 for skill in held],
            "names_skills": bool(student.skills),
            "features": list(student.experience.features),
            "experience": list(student.experience.weights),
            "tells": bool(student.experience.features),
            "told": told_of_anything(candidate),
            "day": candidate.as_of.toordinal(),
            "reached": _spared(place),
            "met": _spared(requirement),
            "fits": (ground & FITS != 0).tolist(),
            "elsewhere": (ground & HERE == 0).tolist(),
            **{name: each.tolist() for name, each in zip(FACETS, points, strict=True)},
        }
        return lambda: self._connection.execute(self._query, told, prepare=True).fetchall()

    def _fill(self) -> None:
        openings, rows = self._index.columns, np.arange(len(self._index))
        facts = self._index.layout.facts
        columns = (
            rows,
            openings.status == STATUSES.index(OpeningStatus.OPEN),
            openings.published,
            openings.valid_to,
            openings.left,
            openings.wanted_weight,
            openings.duties.told,
            *(1 + facts[facet].astype(np.int32) for facet in PerFacet._fields),  # arrays count from 1 in SQL
        )
        self._connection.execute(_TABLES)
        self._copy("opening", columns)
        self._copy("wanted", (openings.wanted.numbers, np.repeat(rows, np.diff(openings.wanted.ends))))
        duties = openings.duties
        owners = np.repeat(rows, np.diff(duties.ends))
        self._copy("duty", (duties.features[duties.numbers], owners, duties.weights))
        self._connection.execute(_INDEXES)

    def _copy(self, table: str, columns: Sequence[NDArray[Any]]) -> None:
        with self._connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for row in zip(*(column.tolist() for column in columns), strict=True):
                copy.write_row(row)


def _spared(points: NDArray[np.int32]) -> list[int]:
    """Numbers, from 1, of the kinds that no rule refuses."""
    numbers: list[int] = (np.flatnonzero(points >= 0) + 1).tolist()
    return numbers
