"""Whether the index answers as the reference does: the same openings, scores and order."""

from collections.abc import Iterator

import numpy as np

from api.i18n import marked
from matcher.pipeline import judge
from matcher.policy import STANDARD
from scripts.bench.peers.peer import TOP
from scripts.bench.results import Bar, Result
from scripts.bench.setting import Progress, Setting, candidates

STUDENTS = 1_000


def exact(setting: Setting, progress: Progress) -> Iterator[Result]:
    """How many students' lists differ from the reference's."""
    people = candidates(setting.world, range(STUDENTS))
    different = 0
    for number, (person, found) in enumerate(zip(people, setting.index.best(people, TOP), strict=True)):
        progress(number, len(people))
        judgement = judge(person, setting.columns, STANDARD)
        rows = judgement.ranking()[:TOP]
        same = np.array_equal(found.rows, rows) and np.array_equal(found.scores, judgement.scores[rows])
        different += not same
    what = marked("lists that differ from the reference's, of %(students)s students")
    yield Result("exact", what, "", [different], bar=Bar("alone", 0), params={"students": f"{STUDENTS:,}"})
