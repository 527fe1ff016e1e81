"""The national classification of occupations (职业分类大典 2022): codes, names, and which work is near which.

A code has four parts, `2-02-10-03`; parts that are all zero stand for the whole group above them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from matcher.reference.tables import read_table

UNCLASSIFIED = "8-00-00-00"  # 不便分类的其他从业人员: says nothing of the work


@dataclass(frozen=True, slots=True)
class Occupation:
    """One row of the classification; `level` runs from 1 (major group) to 4 (occupation)."""

    code: str
    name: str
    level: int
    aliases: tuple[str, ...]


def occupation(code: str) -> Occupation | None:
    """The occupation or group of occupations with this code, if the classification has it."""
    return occupations().get(code)


def name_of(code: str) -> str | None:
    """The Chinese name of a code, if the classification has it."""
    known = occupation(code)
    return known.name if known else None


@lru_cache(maxsize=16_384)
def group(code: str, depth: int) -> str:
    """The first `depth` parts of a code, 1 to 4: at 2, 2-02-10-03 gives `2-02`."""
    return "-".join(code.split("-")[:depth])


def level_of(code: str) -> int:
    """How many leading parts of a code say something: 1 for 2-00-00-00, 4 for 2-02-10-03."""
    parts = code.split("-")
    while len(parts) > 1 and not parts[-1].strip("0"):
        parts.pop()
    return len(parts)


@lru_cache(maxsize=16_384)
def stem(code: str) -> str:
    """A code without its empty parts: 2-02-10-00 gives `2-02-10`."""
    return group(code, level_of(code))


def is_within(code: str, prefix: str) -> bool:
    """Whether a code lies in the group that a prefix (`2-02`, or a whole code) names."""
    return code == prefix or code.startswith(prefix + "-")


@cache
def related(code: str) -> frozenset[str]:
    """Prefixes of the groups whose work is near that of `code`, both ways; its own groups are not listed."""
    found = set()
    for one, other in _related_pairs():
        if is_within(code, one):
            found.add(other)
        if is_within(code, other):
            found.add(one)
    return frozenset(prefix for prefix in found if not is_within(code, prefix))


def are_related(one: str, other: str) -> bool:
    """Whether two codes stand for near work, by the table of related groups."""
    return any(is_within(other, prefix) for prefix in related(one))


@cache
def occupations() -> Mapping[str, Occupation]:
    """The whole classification by code, in the order of the codes."""
    rows = read_table("occupations.csv")
    return {
        code: Occupation(code, name, level_of(code), tuple(aliases.split("|")) if aliases else ())
        for code, name, aliases in rows
    }


@cache
def posting_titles() -> tuple[tuple[str, str], ...]:
    """Titles of real postings with the code that people gave them, as (title, code)."""
    return tuple(_pairs("titles.csv"))


@cache
def common_titles() -> tuple[tuple[str, str], ...]:
    """Titles of common work that postings seldom show in a pure form, as (title, code)."""
    return tuple(_pairs("common_titles.csv"))


@cache
def wish_words() -> tuple[tuple[str, str], ...]:
    """Short words by which people wish for a kind of work, and its code: (教育, 2-08-00-00)."""
    return tuple(_pairs("wish_words.csv"))


@cache
def _related_pairs() -> tuple[tuple[str, str], ...]:
    return tuple((one, other) for one, other, _why in read_table("related_occupations.csv"))


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    return ((title, code) for title, code in read_table(name))
