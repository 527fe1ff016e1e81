"""Titles and wishes as people write them → codes of the classification of occupations, with a confidence.

Every name, alias and labelled title votes for its code by the cube of its likeness to the title (TF-IDF
of 1 to 3 characters, cosine); a code also shares in the votes of its groups, so that near codes help
each other.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.reference.occupations import (
    common_titles,
    group,
    is_within,
    occupations,
    posting_titles,
    wish_words,
)
from matcher.text.ngrams import NgramVectors
from matcher.text.normalise import fold, normalise
from matcher.text.titles import clean_title, without_level

Votes = npt.NDArray[np.float32]
Labelled = tuple[str, str]
"""A title and the code that people gave it."""

TITLES_AT_A_TIME = 128  # bounds the memory of the table of likenesses
WORKS_REMEMBERED = 4096
KNOWN_SHARE = 0.3  # a title of which the tables know less is not coded
ALTERNATIVES = 4
OTHERS_SHARE = 0.5  # how often one of the alternatives is right when the first is wrong
WISH_CONFIDENCE = 0.3  # a wish coded less surely than this is not taken for one

# Tuned by cross-validation on the labelled titles.
SAME_LIKENESS, SAME_VOTES = 0.95, 5  # further votes of a row that is all but the same title
SAME_COMMON_VOTES = 8  # the same of a common title: written with care, not taken from a posting
NAME_WEIGHT = 0.4  # of a name or an alias, against a labelled title
GROUP_SHARES = ((3, 0.3), (2, 0.2), (1, 0.1))  # depth of a group → part of its votes that each code gets
CONFIDENCE = (-1.93, 0.86, 3.44)  # logistic: constant, lead over the next code, own share of all votes

# A title ends in the kind of work: 自动化操作员 operates, whatever 自动化 is like.
OTHER_KINDS_SHARE = 0.25  # of its votes that a code keeps when the end of the title names other groups
_KINDS = (
    (re.compile(r"(?:操作|作业|操机|装配|组装|包装)[员工]?$|(?<![员社义职随分施])工$"), ("4", "5", "6")),
    (re.compile(r"(?:教师|老师|讲师)$"), ("2-08", "4-07-03", "4-10-01", "4-13", "4-14")),
    (re.compile(r"工程师$"), ("2", "4-01", "4-04", "4-07", "4-08", "4-11", "4-12", "4-13", "6-18", "6-31")),
    (re.compile(r"销售$"), ("2-06-07", "4-01", "4-05", "4-06", "4-07-02")),
)

_WISH_ENDS = re.compile(r"[、,，;；|/\\\s]+")
_WISH_FRAME = re.compile(
    r"^(?:我?(?:想|希望|愿意?)?(?:从事|找|做|当)|求职意向[:：]?)|(?:等?(?:相关|方面|方向|行业|工作|岗位|职位|类|等))+$"
)
_ANYTHING = re.compile(
    r"(?:什么|啥|哪)?(?:.{0,2})(?:都行|都可以?|均可|皆可|不限|随便|无所谓|不挑)|无要?求?|没有|暂无|其[他它]|服从(?:安排|分配)|其他类"
)


@dataclass(frozen=True, slots=True)
class Coding:
    """The likeliest code, how sure it is (0 to 1), and the next likeliest; None when nothing is alike."""

    code: str | None
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """One wished occupation: the word and its code, None when it names no occupation surely enough."""

    word: str
    code: str | None


def code_titles(titles: Sequence[str]) -> list[Coding]:
    """Codes of many titles at once, in their order."""
    works = [work_of(title) for title in titles]
    remembered = _remembered()
    codings = {work: coding for work in works if (coding := remembered.get(work))}
    new = [work for work in dict.fromkeys(works) if work not in codings]
    for start in range(0, len(new), TITLES_AT_A_TIME):
        chunk = new[start : start + TITLES_AT_A_TIME]
        codings.update(zip(chunk, _coder().code(chunk), strict=True))
    if len(remembered) > WORKS_REMEMBERED:
        remembered.clear()
    remembered.update(codings)
    return [codings[work] for work in works]


def code_wishes(texts: Sequence[str]) -> list[tuple[Wish, ...]]:
    """The occupations that each text wishes for, word by word; a text that wishes for anything gives none."""
    words = [_wish_words(text) for text in texts]
    named = _codes_by_name()
    unknown = [
        word for word in dict.fromkeys(word for row in words for word in row) if fold(word) not in named
    ]
    codes = {
        word: coding.code if coding.confidence >= WISH_CONFIDENCE else None
        for word, coding in zip(unknown, code_titles(unknown), strict=True)
    }
    return [tuple(Wish(word, named.get(fold(word)) or codes[word]) for word in row) for row in words]


def code_wish(text: str) -> tuple[Wish, ...]:
    """The occupations that one text wishes for: 会计、出纳 gives two."""
    return code_wishes([text])[0]


class Coder:
    """The fitted vote: what each row of the tables looks like, and which code it votes for."""

    def __init__(self, postings: Sequence[Labelled], common: Sequence[Labelled]) -> None:
        """Learn from titles of postings, common titles, and the names and aliases of the classification."""
        from scipy import sparse  # noqa: PLC0415  loads slowly

        names = [(name, row.code) for row in occupations().values() for name in (row.name, *row.aliases)]
        labelled = [*postings, *common]
        rows = labelled + names
        self.same_votes = np.full(len(rows), SAME_VOTES, dtype=np.float32)
        self.same_votes[len(postings) : len(labelled)] = SAME_COMMON_VOTES
        self.codes = sorted({code for _, code in rows})
        column = {code: number for number, code in enumerate(self.codes)}
        texts = _marked(work_of(text) for text, _ in rows)
        self.vectors = NgramVectors(texts)
        self.rows: Any = self.vectors.of(texts).T.tocsr()
        weights = np.full(len(rows), NAME_WEIGHT, dtype=np.float32)
        weights[: len(labelled)] = 1
        places = (np.arange(len(rows)), [column[code] for _, code in rows])
        self.ballots: Any = sparse.csr_array((weights, places), shape=(len(rows), len(self.codes)))
        self.kinds = [(end, self._shares(prefixes)) for end, prefixes in _KINDS]
        self.groups = [(self._members(depth), share) for depth, share in GROUP_SHARES]

    def code(self, titles: Sequence[str]) -> list[Coding]:
        """Codes of titles that say nothing but the work (see `work_of`)."""
        likeness = (self.vectors.of(_marked(titles)) @ self.rows).tocsr()
        same = likeness.data > SAME_LIKENESS
        likeness.data = (
            likeness.data * likeness.data * likeness.data + self.same_votes[likeness.indices] * same
        )
        own = (likeness @ self.ballots).toarray()
        for end, shares in self.kinds:
            own[[bool(end.search(title)) for title in titles]] *= shares
        votes = own.copy()
        for members, share in self.groups:
            votes += share * (own @ members @ members.T)
        return [
            self._coding(*row) if self._known_share(title) >= KNOWN_SHARE else Coding(None, 0.0)
            for title, *row in zip(titles, own, votes, strict=True)
        ]

    def _shares(self, prefixes: tuple[str, ...]) -> Votes:
        """How much of its votes each code keeps when a title is of the groups with these prefixes."""
        within = [any(is_within(code, prefix) for prefix in prefixes) for code in self.codes]
        return np.where(within, 1, OTHER_KINDS_SHARE).astype(np.float32)

    def _members(self, depth: int) -> Any:
        """Which code (row) belongs to which group of that depth (column): a csr array of ones."""
        from scipy import sparse  # noqa: PLC0415

        groups = np.unique([group(code, depth) for code in self.codes], return_inverse=True)[1]
        places = (np.arange(len(groups)), groups)
        return sparse.csr_array((np.ones(len(groups), dtype=np.float32), places))

    def _known_share(self, title: str) -> float:
        """How much of a title is made of pairs of characters that the tables know."""
        pairs = [one + other for one, other in pairwise(f"^{title}$")]
        return sum(pair in self.vectors.vocabulary for pair in pairs) / len(pairs) if title else 0.0

    def _coding(self, own: Votes, votes: Votes) -> Coding:
        # The sort is stable and the codes are in order: equal votes go to the smaller code.
        likeliest = np.flatnonzero(votes >= np.partition(votes, -ALTERNATIVES - 1)[-ALTERNATIVES - 1])
        best, *others = likeliest[np.argsort(-votes[likeliest], kind="stable")][: ALTERNATIVES + 1]
        constant, by_lead, by_share = CONFIDENCE
        lead = 1 - votes[others[0]] / votes[best]
        logit = constant + by_lead * lead + by_share * own.max() / own.sum()
        confidence = float(1 / (1 + np.exp(-logit)))
        rest = OTHERS_SHARE * (1 - confidence) / float(votes[others].sum())
        shares = (round(min(confidence, rest * float(votes[other])), 4) for other in others)
        alternatives = tuple(zip((self.codes[other] for other in others), shares, strict=True))
        return Coding(self.codes[best], round(confidence, 4), alternatives)


@cache
def _coder() -> Coder:
    return Coder(posting_titles(), common_titles())


@cache
def _remembered() -> dict[str, Coding]:
    """Codes of works met before: a registry comes in parts, and names the same work in all of them."""
    return {}


@cache
def _codes_by_name() -> dict[str, str]:
    """Codes by folded word of a wish, common title, name or alias, in this order of precedence."""
    rows = occupations().values()
    names = [(row.name, row.code) for row in rows]
    aliases = [(alias, row.code) for row in rows for alias in row.aliases]
    return {fold(name): code for name, code in reversed([*wish_words(), *common_titles(), *names, *aliases])}


@lru_cache(maxsize=4096)
def work_of(title: str) -> str:
    """What a title says of the work, in lower case: no level, no advertising."""
    return without_level(clean_title(title)).lower()


def _marked(titles: Iterable[str]) -> list[str]:
    """Titles between marks, so that what begins and ends them counts."""
    return [f"^{title}$" for title in titles]


def _wish_words(text: str) -> tuple[str, ...]:
    words = (_WISH_FRAME.sub("", word) for word in _WISH_ENDS.split(normalise(text)))
    return tuple(dict.fromkeys(word for word in words if word and not _ANYTHING.fullmatch(word)))
