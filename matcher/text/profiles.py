"""What work a running text tells of, as a short vector: a student's experience, an opening's duties.

Two spaces side by side, each half of the vector: topics, by the words that belong to them; and occupations,
for which every pair of characters votes that stands in their names and titles (explicit semantic analysis,
Gabrilovich & Markovitch 2007, with occupations as the concepts). Each text is read by itself, so a profile
says the same in every registry; weights are whole numbers, so likeness is the same on every machine.
"""

import struct
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain, pairwise
from math import isqrt, log
from operator import add
from typing import NamedTuple, Self

from matcher.reference.occupations import common_titles, occupations, posting_titles, wish_words
from matcher.reference.topics import topics
from matcher.text.aliases import AliasFinder
from matcher.text.normalise import normalise

ALIKE = 1000  # likeness of a text to itself
LENGTH_BITS = 8  # a profile is 256 long
FIRST_OCCUPATION = 1_000_000  # lower feature numbers are topics, the others occupation codes without strokes

# Tuned on pairs of experience and duties, measured by `python -m scripts.bench.texts`.
TOPICS_KEPT, OCCUPATIONS_KEPT = 12, 28  # the weightiest
CODES_PER_PAIR = 8  # occupations that a pair of characters votes for: those it says most of
_HALF = 181  # length of each half: together they are 256 long, and every weight fits into a byte
_REPEATED = (0, 10, 17, 21, 24, 26, 28, 29, 31)  # tenths: 1 + ln n for what stands n times, up to 8
_SHARES = 60  # a word of several topics is shared out among them

Votes = Mapping[str, tuple[tuple[int, int], ...]]


class TextProfile(NamedTuple):
    """Features in rising order, and the weight of each, 1 to 255; empty where a text tells of no work."""

    features: tuple[int, ...] = ()
    weights: tuple[int, ...] = ()

    def to_bytes(self) -> bytes:
        """Five bytes a feature: all the numbers (little-endian, 4 bytes), then all the weights."""
        return struct.pack(f"<{len(self.features)}i", *self.features) + bytes(self.weights)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The profile that `to_bytes` wrote."""
        count = len(data) // 5
        return cls(struct.unpack_from(f"<{count}i", data), tuple(data[4 * count :]))


NOTHING = TextProfile()


@lru_cache(maxsize=1024)
def profile(text: str) -> TextProfile:
    """What work a text tells of: at most 12 topics and 28 occupations."""
    text = normalise(text).lower()
    halves = {**_half(_topics_told(text), TOPICS_KEPT), **_half(_occupations_told(text), OCCUPATIONS_KEPT)}
    features = sorted(halves)
    return TextProfile(tuple(features), tuple(halves[feature] for feature in features))


def shared_topics(one: TextProfile, other: TextProfile) -> list[int]:
    """Numbers of the topics that both texts tell of, what they share most of first."""
    weights = dict(zip(one.features, one.weights, strict=True))
    products = {
        feature: weights[feature] * weight
        for feature, weight in zip(other.features, other.weights, strict=True)
        if feature < FIRST_OCCUPATION and feature in weights
    }
    return sorted(products, key=lambda feature: (-products[feature], feature))


def _half(told: Mapping[int, int], kept: int) -> dict[int, int]:
    """The weightiest features, brought to the length of a half; those that round to nothing are left out."""
    weightiest = sorted([(-weight, feature) for feature, weight in told.items()])[:kept]
    length = max(1, isqrt(sum(weight * weight for weight, _ in weightiest)))
    scaled = {feature: (length // 2 - weight * _HALF) // length for weight, feature in weightiest}
    return {feature: weight for feature, weight in scaled.items() if weight}


def _topics_told(text: str) -> Mapping[int, int]:
    told: dict[int, int] = defaultdict(int)
    belongs = _topics_of_words()
    for word, times in _word_finder().count(text).items():
        for topic in belongs[word]:
            told[topic] += _repeated(times) * (_SHARES // len(belongs[word]))
    return told


def _occupations_told(text: str) -> Mapping[int, int]:
    told: dict[int, int] = defaultdict(int)
    votes = _votes_of_pairs()
    for pair, times in Counter(map(add, text, text[1:])).items():
        if pair in votes:
            repeated = _repeated(times)
            for code, weight in votes[pair]:
                told[code] += repeated * weight
    return told


def _repeated(times: int) -> int:
    return _REPEATED[min(times, len(_REPEATED) - 1)]


def _pairs(text: str) -> Iterator[str]:
    return (one + other for one, other in pairwise(text) if one.isalpha() and other.isalpha())


@cache
def _topics_of_words() -> Mapping[str, tuple[int, ...]]:
    belongs: dict[str, dict[int, None]] = defaultdict(dict)
    for topic in topics().values():
        for word in topic.words:
            belongs[word][topic.number] = None
    return {word: tuple(numbers) for word, numbers in belongs.items()}


@cache
def _word_finder() -> AliasFinder:
    return AliasFinder((word, word) for word in _topics_of_words())


@cache
def _votes_of_pairs() -> Votes:
    """Per pair of characters, occupations and how much it says of each: the rarer it is, the more."""
    rows = occupations().values()
    names = ((name, row.code) for row in rows for name in (row.name, *row.aliases))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    codes: set[str] = set()
    for title, code in chain(names, posting_titles(), common_titles(), wish_words()):
        codes.add(code)
        for pair in dict.fromkeys(_pairs(normalise(title).lower())):
            counts[pair][code] += 1
    votes = {}
    for pair, counted in counts.items():
        rarity = log(len(codes) / len(counted)) ** 2
        weights = (
            (int(code.replace("-", "")), round(100 * log(1 + n) * rarity)) for code, n in counted.items()
        )
        votes[pair] = tuple(sorted(weights, key=lambda vote: (-vote[1], vote[0]))[:CODES_PER_PAIR])
    return votes
