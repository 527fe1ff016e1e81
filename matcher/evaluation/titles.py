"""How well titles are coded, against the codes that people gave them."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.evaluation.calibration import Bin, expected_calibration_error, reliability
from matcher.text.title_coder import Coding

MIDDLE_GROUP = 4  # characters of a code that name its middle group: 2-02
MAJOR_GROUP = 1


@dataclass(frozen=True, slots=True)
class TitleFigures:
    """Shares of the titles, 0 to 1. A title without a code is wrong with confidence 0."""

    titles: int
    coded: float  # got a code at all
    exact: float
    middle_group: float  # the first four characters are right
    major_group: float  # the first digit is right
    surer_half: float  # of the half with the higher confidence, the middle group is right
    calibration_error: float  # of the confidence that the code is exact
    reliability: tuple[Bin, ...]


def title_figures(rows: Sequence[tuple[str, str, Coding]]) -> TitleFigures:
    """Figures over rows of (title, code given by people, coding); ZeroDivisionError without rows."""
    surest_first = sorted(rows, key=lambda row: -row[2].confidence)
    exact = [coding.code == code for _, code, coding in rows]
    bins = reliability([coding.confidence for _, _, coding in rows], exact)
    return TitleFigures(
        titles=len(rows),
        coded=sum(coding.code is not None for _, _, coding in rows) / len(rows),
        exact=sum(exact) / len(rows),
        middle_group=_right(rows, MIDDLE_GROUP),
        major_group=_right(rows, MAJOR_GROUP),
        surer_half=_right(surest_first[: (len(rows) + 1) // 2], MIDDLE_GROUP),
        calibration_error=expected_calibration_error(bins),
        reliability=bins,
    )


def _right(rows: Sequence[tuple[str, str, Coding]], length: int) -> float:
    """The share of titles whose code begins with the same `length` characters."""
    hits = sum(coding.code is not None and coding.code[:length] == code[:length] for _, code, coding in rows)
    return hits / len(rows)
