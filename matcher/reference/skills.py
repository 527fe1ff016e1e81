"""The vocabulary of skills: canonical names, their English names, how much they say, and other spellings."""

from collections.abc import Mapping
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


def _skill(name: str, english: str, weight: str, aliases: str) -> Skill:
    spellings = [name, *filter(None, aliases.split("|"))]
    list_aliases = tuple(alias.removeprefix(LIST_ONLY) for alias in spellings if alias.startswith(LIST_ONLY))
    running = (alias for alias in spellings if not alias.startswith(LIST_ONLY) and alias not in list_aliases)
    return Skill(name, english, WEIGHTS[weight], tuple(running), list_aliases)
