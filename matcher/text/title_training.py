"""How well titles are coded that the coder has not seen."""

from collections.abc import Sequence
from zlib import crc32

from matcher.reference.occupations import common_titles, posting_titles
from matcher.text.normalise import fold
from matcher.text.occupations import Coder, Coding, Labelled, code_titles, work_of

FOLDS = 5


def cross_validate(labelled: Sequence[Labelled], folds: int = FOLDS) -> list[tuple[str, str, Coding]]:
    """Code each title by a coder that did not learn from it; rows of (title, code given, coding), in order.

    Titles that the shipped coder learned from are coded by one that is fitted again without a fold of them;
    titles that it has not seen, by the shipped one.
    """
    known = {fold(title) for title, _ in (*posting_titles(), *common_titles())}
    codings: dict[str, Coding] = {}
    for number in range(folds):
        left_out = [
            t for t in dict.fromkeys(t for t, _ in labelled) if fold(t) in known and _fold(t, folds) == number
        ]
        if left_out:
            coder = Coder(
                *(
                    [row for row in rows if _fold(row[0], folds) != number]
                    for rows in (posting_titles(), common_titles())
                )
            )
            codings |= zip(left_out, coder.code([work_of(title) for title in left_out]), strict=True)
    new = [title for title, _ in labelled if title not in codings]
    codings |= zip(new, code_titles(new), strict=True)
    return [(title, code, codings[title]) for title, code in labelled]


def _fold(title: str, folds: int) -> int:
    """Titles that are the same but for blanks and punctuation stay together."""
    return crc32(fold(title).encode()) % folds
