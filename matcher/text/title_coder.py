"""The learned coder: how much each feature of a title speaks for each code, and how sure that makes.

A linear model in whole numbers; a code also shares in the scores of its groups, so that near codes help each
other. It is learned in `title_training` and kept as a file, so that coding needs no scikit-learn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from matcher.reference.occupations import group, occupations
from matcher.text.normalise import fold
from matcher.text.title_features import UNIT, TitleFeatures, work_of

Labelled = tuple[str, str]
"""A title and the code that people gave it."""
Scores = npt.NDArray[np.int64]

COEFFICIENT_UNIT = 8192
GROUP_TENTHS = ((3, 3), (2, 3), (1, 2))  # depth of a group → tenths of its score that each code gets
MIDDLE_GROUP = 2  # depth of 2-02: from code to code inside it, a wrong one does little harm
TITLES_AT_A_TIME = 256  # bounds the memory of the table of scores
ALTERNATIVES = 4
OTHERS_SHARE = 0.5  # how often one of the alternatives is right when the first is wrong
CURATED_CONFIDENCE = 0.85  # of a common title, and of a name in the classification


@dataclass(frozen=True, slots=True)
class Coding:
    """The likeliest code, how sure it is (0 to 1), and the next likeliest; None when nothing is alike."""

    code: str | None
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


NOT_CODED = Coding(None, 0.0)


class Calibration(NamedTuple):
    """Logistic regression of "the code is right" on the evidence, fitted on titles that were left out."""

    constant: float
    by_strength: float
    by_lead: float
    by_length: float

    def confidence(self, evidence: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """How often a code is right, by rows of evidence.

        Strength is the code's own score, lead that over other middle groups, length the logarithm of the
        title's characters: in a long title the same score is harder to come by.
        """
        odds: npt.NDArray[np.float64] = np.exp(-(self.constant + evidence @ np.array(self[1:])))
        return 1 / (1 + odds)


@dataclass(frozen=True, slots=True)
class Findings:
    """The likeliest codes of titles (as columns, best first), their scores, the evidence for the best."""

    columns: Scores
    scores: Scores
    evidence: npt.NDArray[np.float64]


class Coder:
    """Features → codes. What stands in `curated` or in the classification keeps the code it has there."""

    def __init__(
        self,
        features: TitleFeatures,
        coefficients: Any,
        codes: Sequence[str],
        calibration: Calibration,
        curated: Iterable[Labelled] = (),
    ) -> None:
        """Take a csr array of int16, features by codes, in 8192ths; the codes in rising order."""
        self.features = features
        self.coefficients = coefficients
        self.codes = tuple(codes)
        self.calibration = calibration
        self._curated: Mapping[str, str] = {fold(title): code for title, code in curated}
        self._middle = np.array([group(code, MIDDLE_GROUP) for code in self.codes])
        self._groups = [(self._starts(depth), tenths) for depth, tenths in GROUP_TENTHS]

    def code(self, titles: Sequence[str]) -> list[Coding]:
        """Codes of titles as they were written, in their order."""
        codings: list[Coding] = []
        for start in range(0, len(titles), TITLES_AT_A_TIME):
            some = titles[start : start + TITLES_AT_A_TIME]
            codings += self._codings(some, self.find([work_of(title) for title in some]))
        return codings

    def find(self, works: Sequence[str]) -> Findings:
        """The best codes of titles that say nothing but the work (see `work_of`)."""
        own = (self.features.of(works) @ self.coefficients).toarray().astype(np.int64)
        scores = 10 * own
        for starts, tenths in self._groups:
            shares = tenths * np.add.reduceat(own, starts, axis=1)
            scores += np.repeat(shares, np.diff(starts, append=len(self.codes)), axis=1)
        # Equal scores go to the smaller code: each key holds the score, then the code.
        keys = scores * len(self.codes) - np.arange(len(self.codes))
        wanted = min(ALTERNATIVES + 1, len(self.codes))
        likeliest = np.argpartition(-keys, wanted - 1, axis=1)[:, :wanted]
        order = np.argsort(-np.take_along_axis(keys, likeliest, axis=1), axis=1)
        columns = np.take_along_axis(likeliest, order, axis=1)
        best = np.take_along_axis(scores, columns, axis=1)
        strength = np.take_along_axis(own, columns[:, :1], axis=1)[:, 0] / (UNIT * COEFFICIENT_UNIT)
        elsewhere = self._middle != self._middle[columns[:, :1]]
        lead = (best[:, 0] - np.where(elsewhere, scores, scores.min()).max(axis=1)) / (
            10 * UNIT * COEFFICIENT_UNIT
        )
        length = np.log1p([len(work) for work in works])
        return Findings(columns, best, np.column_stack((strength, lead, length)))

    def _codings(self, titles: Sequence[str], found: Findings) -> Iterable[Coding]:
        sure = self.calibration.confidence(found.evidence)
        for row, title in enumerate(titles):
            work = work_of(title)
            curated = self._curated.get(fold(title)) or _named().get(work)
            best, *others = (self.codes[column] for column in found.columns[row])
            if curated is not None:
                others = [code for code in (best, *others) if code != curated][:ALTERNATIVES]
                yield self._coding(curated, CURATED_CONFIDENCE, others, found.scores[row])
            elif found.scores[row, 0] <= 0 or not self.features.tell_of(work):
                yield NOT_CODED
            else:
                yield self._coding(best, float(sure[row]), others, found.scores[row, 1:])

    def _coding(self, code: str, confidence: float, others: Sequence[str], scores: Scores) -> Coding:
        """A coding whose alternatives share what is left of the certainty by their scores."""
        positive = np.maximum(scores[: len(others)], 0)
        shares = OTHERS_SHARE * (1 - confidence) * positive / max(1, positive.sum())
        alternatives = tuple(
            (other, round(min(confidence, float(share)), 4))
            for other, share in zip(others, shares, strict=True)
        )
        return Coding(code, round(confidence, 4), alternatives)

    def _starts(self, depth: int) -> npt.NDArray[np.int64]:
        """Where each group of that depth begins: the codes are sorted, so a group is a run of columns."""
        return np.unique([group(code, depth) for code in self.codes], return_index=True)[1]

    def save(self, file: Path, fingerprint: str) -> None:
        """Write the model, less the curated titles, with the fingerprint of what it was learned from."""
        np.savez_compressed(
            file,
            features=_text(self.features.known),
            rarity=self.features.rarity,
            data=self.coefficients.data,
            indices=self.coefficients.indices.astype(np.int16),
            lengths=np.diff(self.coefficients.indptr).astype(np.int16),
            codes=_text(self.codes),
            calibration=np.array(self.calibration),
            fingerprint=_text([fingerprint]),
        )

    @classmethod
    def load(cls, file: IO[bytes], curated: Iterable[Labelled]) -> Self:
        """The coder that `save` wrote."""
        from scipy import sparse  # noqa: PLC0415  loads slowly

        with np.load(file) as kept:
            codes, features = _lines(kept["codes"]), TitleFeatures(_lines(kept["features"]), kept["rarity"])
            ends = np.concatenate(([0], np.cumsum(kept["lengths"], dtype=np.int32)))
            arrays = (kept["data"], kept["indices"].astype(np.int32), ends)
            coefficients = sparse.csr_array(arrays, shape=(len(features.known), len(codes)))
            return cls(features, coefficients, codes, Calibration(*kept["calibration"].tolist()), curated)


@cache
def _named() -> Mapping[str, str]:
    """Codes by the names that the classification gives them; its aliases are too loose for that."""
    return {row.name.lower(): row.code for row in occupations().values()}


def _text(lines: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _lines(text: npt.NDArray[np.uint8]) -> list[str]:
    return text.tobytes().decode().split("\n")
