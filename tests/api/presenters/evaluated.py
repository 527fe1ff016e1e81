"""Figures of an evaluation to present, with groups, crowds, and a company of a dangerous name."""

from datetime import date

from api.services.matching.evaluate import UNKNOWN, Dimension, OutcomeFigures, RegistryFigures
from api.services.name_subjects import OpeningFace
from matcher.evaluation.calibration import Bin
from matcher.evaluation.congestion import congestion
from matcher.evaluation.coverage import Coverage
from matcher.evaluation.groups import Group
from matcher.evaluation.ranking import Judged, ranking_figures
from matcher.evaluation.titles import TitleFigures
from matcher.policy import STANDARD
from matcher.vocabulary import Education, HardshipCategory, Refusal

DAY = date(2026, 11, 23)
FACES = {"a": OpeningFace("a", "=会计", "c", "暖心<b>&公司", "320205", None, 5000, 7000)}


def figures_of(students: int, enough: float = 0.75, best: float | None = 8000.0) -> Coverage:
    """Of a group in which one student of eight has nothing."""
    return Coverage(students, enough, 0.875, 20.25, best, None if best is None else 150.0)


GROUPS = {
    Dimension.HARDSHIP: (
        Group(HardshipCategory.ORPHAN.value, figures_of(9)),
        Group(None, figures_of(6, 0.5)),
    ),
    Dimension.PLACE: (Group("320205001", figures_of(10)), Group(UNKNOWN, figures_of(5, 0.5, None))),
    Dimension.EDUCATION: (Group(str(int(Education.COLLEGE)), figures_of(15)),),
}

REGISTRY = RegistryFigures(
    as_of=DAY,
    policy=STANDARD.fingerprint,
    k=20,
    registered=40,
    seeking=15,
    coverage=figures_of(15),
    empty_because={Refusal.IN_SCHOOL: 2, None: 1},
    congestion=congestion([["a"], ["a"], []], {"a": 1, "b": 3}),
    groups=GROUPS,
)

NOBODY = RegistryFigures(
    as_of=DAY,
    policy="another",
    k=20,
    registered=0,
    seeking=0,
    coverage=None,
    empty_because={},
    congestion=congestion([], {}),
    groups=dict.fromkeys(Dimension, ()),
)

OUTCOMES = OutcomeFigures(
    as_of=DAY,
    policy=STANDARD.fingerprint,
    pairs=3,
    unknown=2,
    ranking=ranking_figures([[Judged(3, 1), Judged(0, None)], [Judged(0, 4)]]),
)

ONLY_BAD = OutcomeFigures(
    as_of=DAY, policy="another", pairs=1, unknown=0, ranking=ranking_figures([[Judged(0, 1)]])
)

TITLES = TitleFigures(
    titles=4,
    coded=1.0,
    exact=0.5,
    middle_group=0.75,
    major_group=1.0,
    surer_half=1.0,
    calibration_error=0.0375,
    reliability=(Bin(0.2, 0.3, 1, 0.25, 0.0), Bin(0.8, 0.9, 3, 0.85, 2 / 3)),
)
