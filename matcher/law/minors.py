"""Work that is closed to 16- and 17-year-olds, by an opening's title, occupation and wanted skills.

The law keeps them from harmful, heavy and dangerous work, and lets nobody under 18 have an operating
certificate, a driving licence or a guard's certificate. A title says little, so the table leans to the safe
side: a word that mostly names such work closes the opening, unless the title shows that a seller, a clerk or
an engineer is wanted. Bars, internet cafés and the like are closed whatever the work.
"""

import re
from dataclasses import dataclass
from functools import cache

from matcher.law.desk_work import Desk, is_desk_work, names_desk_work, plain_title, without_engineering
from matcher.reference.tables import read_table


@dataclass(frozen=True, slots=True)
class Closure:
    """One row of the table: what it closes, why, and whose desk work of that trade stays open."""

    kind: str  # worker, trade or place: what its words name; occupation: a prefix of codes; skill: its name
    words: str
    reason: str
    opened_by: tuple[Desk, ...]
    article: str


@cache
def closures() -> tuple[Closure, ...]:
    """The rows of the table, in its order."""
    return tuple(
        Closure(kind, words, reason, _desks(opened_by), article)
        for kind, words, reason, opened_by, article in read_table("closed_to_minors.csv")
    )


def closed_to_minors(title: str, occupation: str | None, skills: frozenset[str] = frozenset()) -> str | None:
    """Why an opening is closed to people under 18: a `reason` of the table, or None when nothing closes it.

    The reason is a code of `Hazard` or the name of a rule (driver, guard, operating_certificate …). Of an
    occupation, what its title says of desk work still counts: codes are often guessed from titles.
    """
    words = plain_title(title)
    searched = without_engineering(words)
    for found in _any_word().finditer(searched):
        row = _row_at(searched, found.start())
        if not is_desk_work(words, found.start(), found.end(), row.opened_by, worker=row.kind == "worker"):
            return row.reason
    by_code = _closed_by_code(words, occupation) if occupation else None
    return by_code or _closed_by_skill(words, skills)


def _closed_by_code(title: str, occupation: str) -> str | None:
    parts = occupation.split("-")
    for depth in range(len(parts), 1, -1):
        row = _codes().get("-".join(parts[:depth]))
        if row:
            return None if names_desk_work(title, row.opened_by) else row.reason
    return None


def _closed_by_skill(title: str, skills: frozenset[str]) -> str | None:
    for row in _skills():
        if row.words in skills and not names_desk_work(title, row.opened_by):
            return row.reason
    return None


def _row_at(title: str, start: int) -> Closure:
    return next(row for pattern, row in _words() if pattern.match(title, start))


@cache
def _any_word() -> re.Pattern[str]:
    # Without groups, and with every alternative beginning by a letter, the search is six times as quick.
    return re.compile("|".join(pattern.pattern for pattern, _row in _words()))


@cache
def _words() -> tuple[tuple[re.Pattern[str], Closure], ...]:
    rows = (row for row in closures() if row.kind not in ("occupation", "skill"))
    return tuple((re.compile(row.words), row) for row in rows)


@cache
def _codes() -> dict[str, Closure]:
    return {row.words: row for row in closures() if row.kind == "occupation"}


@cache
def _skills() -> tuple[Closure, ...]:
    return tuple(row for row in closures() if row.kind == "skill")


def _desks(text: str) -> tuple[Desk, ...]:
    desks: tuple[Desk, ...] = ("office", "engineer")
    return tuple(desk for desk in desks if desk in text.split())
