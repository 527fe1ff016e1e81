"""What an evaluation found as documents: codes and numbers for machines, names beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.i18n import marked, say
from api.presenters.refusals import refusal_label
from api.presenters.words import HARDSHIPS, education_name, place_name
from api.services.matching.evaluate import UNKNOWN, Dimension, OutcomeFigures, RegistryFigures
from api.services.name_subjects import OpeningFace
from matcher.evaluation.coverage import Coverage
from matcher.evaluation.groups import Group, widest_gap
from matcher.evaluation.titles import TitleFigures
from matcher.vocabulary import HardshipCategory, Refusal

Document = dict[str, Any]

NO_OPENINGS = "NO_OPENINGS"
OTHERS = "others"  # the groups that are too small to be told of


def registry_document(figures: RegistryFigures, faces: Mapping[str, OpeningFace]) -> Document:
    """The state of the market; `faces` holds the crowded openings."""
    crowd = figures.congestion
    return {
        "kind": "registry",
        "as_of": figures.as_of.isoformat(),
        "policy": figures.policy,
        "k": figures.k,
        "students": {"registered": figures.registered, "seeking": figures.seeking},
        "coverage": None if figures.coverage is None else _coverage(figures.coverage),
        "empty_because": [
            {"code": code or NO_OPENINGS, "name": _emptied_by(code), "students": number}
            for code, number in figures.empty_because.items()
        ],
        "congestion": {
            "openings": crowd.openings,
            "places": crowd.places,
            "proposals": crowd.proposals,
            "load": rounded(crowd.load),
            "never_proposed": rounded(crowd.never_proposed),
            "gini": rounded(crowd.gini),
            "lorenz": [[rounded(x), rounded(y)] for x, y in crowd.lorenz],
            "crowded": [
                {
                    "ref": one.opening,
                    "title": faces[one.opening].title,
                    "company": faces[one.opening].company_name,
                    "proposed": one.proposed,
                    "places": one.places,
                    "load": rounded(one.load),
                }
                for one in crowd.crowded
            ],
        },
        "groups": [_groups(dimension, groups) for dimension, groups in figures.groups.items()],
    }


def outcomes_document(figures: OutcomeFigures, unread: Sequence[int]) -> Document:
    """How rankings agree with outcomes; `unread` are the rows of the file that could not be used."""
    ranking = figures.ranking
    return {
        "kind": "outcomes",
        "as_of": figures.as_of.isoformat(),
        "policy": figures.policy,
        "pairs": figures.pairs,
        "unknown": figures.unknown,
        "unread": list(unread),
        "students": ranking.queries,
        "left_out": ranking.left_out,
        "ndcg": {str(k): rounded(value) for k, value in ranking.ndcg.items()},
        "recall": {str(k): rounded(value) for k, value in ranking.recall.items()},
        "map": rounded(ranking.average_precision),
        "auc": rounded(ranking.auc),
        "auc_students": ranking.auc_queries,
    }


def titles_document(figures: TitleFigures, unread: Sequence[int]) -> Document:
    """How well titles are coded; `unread` are the rows of the file that could not be used."""
    return {
        "kind": "titles",
        "titles": figures.titles,
        "unread": list(unread),
        "coded": rounded(figures.coded),
        "exact": rounded(figures.exact),
        "middle_group": rounded(figures.middle_group),
        "major_group": rounded(figures.major_group),
        "surer_half": rounded(figures.surer_half),
        "calibration_error": rounded(figures.calibration_error),
        "reliability": [
            {
                "low": rounded(part.low),
                "high": rounded(part.high),
                "answers": part.answers,
                "confidence": rounded(part.confidence),
                "right": rounded(part.right),
            }
            for part in figures.reliability
        ],
    }


def _groups(dimension: Dimension, groups: Sequence[Group[str]]) -> Document:
    """The groups of one dimension, and how far the best of them is from the worst."""
    figures = [group.figures for group in groups]
    return {
        "dimension": dimension.value,
        "gap": {
            "enough": rounded(widest_gap([one.enough for one in figures])),
            "best_score": score(widest_gap([one.best for one in figures])),
        },
        "items": [
            {
                "key": group.key or OTHERS,
                "name": group_name(dimension, group.key),
                **_coverage(group.figures),
            }
            for group in groups
        ],
    }


def _coverage(figures: Coverage) -> Document:
    return {
        "students": figures.students,
        "enough": rounded(figures.enough),
        "some": rounded(figures.some),
        "none": rounded(figures.none),
        "possible": round(figures.possible, 1),
        "best_score": score(figures.best),
        "best_score_margin": score(figures.best_margin),
    }


def group_name(dimension: Dimension, key: str | None) -> str:
    """What a group is called; the one without a key holds those that are too small."""
    if key is None:
        return say(marked("all others"))
    if key == UNKNOWN:
        return say(marked("none on record"))
    if dimension is Dimension.HARDSHIP:
        return say(HARDSHIPS[HardshipCategory(key)])
    return education_name(int(key)) if dimension is Dimension.EDUCATION else place_name(key) or key


def _emptied_by(code: Refusal | None) -> str:
    return say(marked("There are no openings")) if code is None else refusal_label(code)


def rounded(value: float | None) -> float | None:
    """A figure to four digits."""
    return None if value is None else round(value, 4)


def score(hundredths: float | None) -> float | None:
    """Hundredths as points, to the hundredth."""
    return None if hundredths is None else round(hundredths / 100, 2)
