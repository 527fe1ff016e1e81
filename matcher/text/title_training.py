"""Learning the coder of titles from the tables, and how well it codes titles that it has not seen.

Kernel ridge regression on the codes (Saunders, Gammerman & Vovk 1998) with scikit-learn; its kernel is
linear, so what it learned is a table of coefficients. Which titles were learned from, and with which weight,
is all that was decided by hand; docs/quality.md tells what was tried.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from zlib import crc32

import numpy as np

from matcher.reference.occupations import common_titles, group, occupations, posting_titles
from matcher.text.normalise import fold
from matcher.text.occupations import code_titles, shipped_coder
from matcher.text.title_coder import COEFFICIENT_UNIT, MIDDLE_GROUP, Calibration, Coder, Coding, Labelled
from matcher.text.title_features import UNIT, TitleFeatures, work_of

FOLDS = 5

# Tuned by cross-validation on the titles of postings.
RIDGE = 1.0
COMMON_WEIGHT, NAME_WEIGHT = 0.5, 0.3  # of a common title and of a name or alias, against a posting's title
SMALLEST = 0.006  # coefficients below say next to nothing
FEATURES_AT_A_TIME = 4096  # bounds the memory of the table of coefficients

UNCALIBRATED = Calibration(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a coder learns from."""

    postings: tuple[Labelled, ...]
    common: tuple[Labelled, ...]

    @classmethod
    def shipped(cls) -> "Lessons":
        """The tables of this package."""
        return cls(posting_titles(), common_titles())

    def without(self, titles: Iterable[str]) -> "Lessons":
        """The lessons less these titles, wherever they stand."""
        left_out = {fold(title) for title in titles}
        return Lessons(
            tuple(row for row in self.postings if fold(row[0]) not in left_out),
            tuple(row for row in self.common if fold(row[0]) not in left_out),
        )

    @property
    def rows(self) -> list[tuple[str, str, float]]:
        """Titles, codes and weights; names and aliases of the classification are always among them.

        A posting's title that is a common one with a code of other work was coded by mistake.
        """
        common = {fold(title): group(code, MIDDLE_GROUP) for title, code in self.common}
        return [
            *(
                (title, code, 1.0)
                for title, code in self.postings
                if common.get(fold(title)) in (None, group(code, MIDDLE_GROUP))
            ),
            *((title, code, COMMON_WEIGHT) for title, code in self.common),
            *(
                (name, row.code, NAME_WEIGHT)
                for row in occupations().values()
                for name in (row.name, *row.aliases)
            ),
        ]

    def fingerprint(self) -> str:
        """Tells whether a model was learned from these lessons."""
        return sha256(repr(self.rows).encode()).hexdigest()


def fit(lessons: Lessons, calibration: Calibration) -> Coder:
    """Learn a coder, curated by the common titles; some ten seconds and a gigabyte."""
    from scipy import sparse  # noqa: PLC0415
    from sklearn.kernel_ridge import KernelRidge  # noqa: PLC0415

    titles, labels, weights = zip(*lessons.rows, strict=True)
    works = [work_of(title) for title in titles]
    features = TitleFeatures.learn(works)
    vectors = features.of(works).astype(np.float32) / np.float32(UNIT)
    codes, columns = np.unique(labels, return_inverse=True)
    wanted = np.eye(len(codes), dtype=np.float32)[columns]
    ridge = KernelRidge(alpha=RIDGE, kernel="linear").fit(
        vectors, wanted, sample_weight=np.array(weights, dtype=np.float32)
    )
    by_feature = vectors.T.tocsr()
    parts = []
    for start in range(0, by_feature.shape[0], FEATURES_AT_A_TIME):
        part = by_feature[start : start + FEATURES_AT_A_TIME] @ ridge.dual_coef_
        part[np.abs(part) < SMALLEST] = 0
        parts.append(sparse.csr_array(np.rint(part * COEFFICIENT_UNIT).astype(np.int16)))
    coefficients = sparse.vstack(parts, format="csr")
    return Coder(features, coefficients, codes.tolist(), calibration, lessons.common)


def calibrate(folds: int = FOLDS) -> Calibration:
    """Fit how often the best code is right, by evidence, on the titles of postings, left out fold by fold."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    evidence, right = [], []
    for number in range(folds):
        rows = [row for row in posting_titles() if fold_of(row[0], folds) == number]
        coder = fit(Lessons.shipped().without(title for title, _ in rows), UNCALIBRATED)
        found = coder.find([work_of(title) for title, _ in rows])
        evidence.append(found.evidence)
        right += [
            coder.codes[best] == code for best, (_, code) in zip(found.columns[:, 0], rows, strict=True)
        ]
    fitted = LogisticRegression(C=np.inf).fit(np.vstack(evidence), right)
    return Calibration(float(fitted.intercept_[0]), *fitted.coef_[0].tolist())


def cross_validate(
    labelled: Sequence[Labelled],
    folds: int = FOLDS,
    progress: Callable[[int, int], None] | None = None,
) -> list[tuple[str, str, Coding]]:
    """Titles, the codes that people gave them and what `code_held_out` says, in their order."""
    codings = code_held_out([title for title, _ in labelled], folds, progress)
    return [(title, code, coding) for (title, code), coding in zip(labelled, codings, strict=True)]


def code_held_out(
    titles: Sequence[str], folds: int = FOLDS, progress: Callable[[int, int], None] | None = None
) -> list[Coding]:
    """Code each title by a coder that did not learn from it, in their order.

    Titles that the shipped coder learned from are coded by one that is fitted again without a fold of them;
    titles that it has not seen, by the shipped one. `progress` is told how many folds are done, of how many.
    """
    lessons = Lessons.shipped()
    learned = {fold(title) for title, _ in (*lessons.postings, *lessons.common)}
    distinct = list(dict.fromkeys(titles))
    new = [title for title in distinct if fold(title) not in learned]
    codings = dict(zip(new, code_titles(new), strict=True))
    for number in range(folds):
        left_out = [title for title in distinct if title not in codings and fold_of(title, folds) == number]
        if left_out:
            coder = fit(lessons.without(left_out), shipped_coder().calibration)
            codings |= zip(left_out, coder.code(left_out), strict=True)
        if progress is not None:
            progress(number + 1, folds)
    return [codings[title] for title in titles]


def fold_of(title: str, folds: int = FOLDS) -> int:
    """The fold of a title: those that are the same but for blanks and punctuation stay together."""
    return crc32(fold(title).encode()) % folds
