"""The vocabulary of skills: canonical names, English names, how much they say, other spellings, relations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from matcher.reference.tables import read_table

WEIGHTS = {"soft": 1, "generic": 2, "specific": 4}
UNKNOWN_WEIGHT = 3
LIST_ONLY = "="  # before an alias: a skill when it stands alone in a list, an everyday word in a sentence


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill; `aliases` count anywhere, `list_aliases` only as a whole word of a list."""

    name: str
    english: str
    weight: int
    aliases: tuple[str, ...]
    list_aliases: tuple[str, ...]


@cache
def skills() -> Mapping[str, Skill]:
    """All skills by canonical name."""
    return {name: _skill(name, *rest) for name, *rest in read_table("skills.csv")}


def included_skills(name: str) -> frozenset[str]:
    """What everybody can do who has this skill or certificate: Spring Boot includes Spring and Java."""
    return _included().get(name, frozenset())


def near_skills(name: str) -> frozenset[str]:
    """What is not far for whoever has this skill: of Java, Spring Boot and C#, and back-end development.

    Where the table says `near`, each is near the other; where it says `toward`, a tool leads to the work that
    is done with it, but who does such work need not know that tool.
    """
    return _near().get(name, frozenset())


@cache
def _included() -> Mapping[str, frozenset[str]]:
    named = _grouped(_related_pairs("includes"))
    return {name: _reached(name, named) - {name} for name in named}


def _reached(start: str, named: Mapping[str, frozenset[str]]) -> frozenset[str]:
    reached, ahead = {start}, [start]
    while ahead:
        further = named.get(ahead.pop(), frozenset()) - reached
        reached |= further
        ahead.extend(further)
    return frozenset(reached)


@cache
def _near() -> Mapping[str, frozenset[str]]:
    pairs = list(_related_pairs("near"))
    named = _grouped([*pairs, *((other, one) for one, other in pairs), *_related_pairs("toward")])
    return {name: others - included_skills(name) for name, others in named.items()}


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    grouped: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        grouped[one].add(other)
    return {name: frozenset(others) for name, others in grouped.items()}


def _related_pairs(relation: str) -> Iterator[tuple[str, str]]:
    for name, kind, others in read_table("related_skills.csv"):
        if kind == relation:
            yield from ((name, other) for other in others.split("|"))


def _skill(name: str, english: str, weight: str, aliases: str) -> Skill:
    spellings = [name, *filter(None, aliases.split("|"))]
    list_aliases = [alias.removeprefix(LIST_ONLY) for alias in spellings if alias.startswith(LIST_ONLY)]
    running = [alias for alias in spellings if not alias.startswith(LIST_ONLY) and alias not in list_aliases]
    return Skill(name, english, WEIGHTS[weight], tuple(running), (*list_aliases, english))
