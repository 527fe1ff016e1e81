"""A thousand ways to tamper with the trail: the first row that is not what was written is named each time."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from models import audit
from models.audit import Break, Fault, find_break, signed_head
from models.audit_event import AuditEvent, AuditHead, Outcome
from tests.conftest import FULL_FIGURES
from tests.figures import Figure
from tests.models.trails import NOW, unguarded, write

ROWS = 20
EVENTS, HEAD = AuditEvent.__table__, AuditHead.__table__
COLUMNS = [column.name for column in EVENTS.columns if column.name != "id"]


class Tamperer:
    """Somebody with the database in hand, but not the keys; each way to tamper says where it shows."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session = session
        self.chance = random.Random(seed)

    def row(self, first: int = 1, last: int = ROWS) -> int:
        return self.chance.randint(first, last)

    def other(self, column: str, now: Any) -> Any:
        """Another value for a column, of its type."""
        some = self.chance.randint(0, 99)
        values: dict[str, list[Any]] = {
            "at": [NOW + timedelta(days=1 + some), NOW - timedelta(microseconds=1 + some)],
            "outcome": [each for each in Outcome if each != now],
            "fields": [["name"], [], [f"name{some}"]],
            "details": [{}, {"rows": str(some)}, {"rows": 100 + some}],
            "mac": [self.chance.randbytes(32), b"", bytes(32)],
        }
        if EVENTS.c[column].nullable and now is not None:
            return self.chance.choice([None, "", f"other{some}"])
        return self.chance.choice(values.get(column, ["", f"other{some}"]))

    def of(self, row: int) -> dict[str, Any]:
        return dict(self.session.execute(select(EVENTS).where(EVENTS.c.id == row)).one()._mapping)

    def set(self, row: int, **values: Any) -> None:
        self.session.execute(update(EVENTS).where(EVENTS.c.id == row).values(**values))

    def change(self) -> Break:
        """One field of one row."""
        row, column = self.row(), self.chance.choice(COLUMNS)
        self.set(row, **{column: self.other(column, self.of(row)[column])})
        return Break(Fault.CHANGED, row)

    def move(self) -> Break:
        """A row takes another number."""
        row = self.row()
        self.set(row, id=ROWS + self.row())
        return Break(Fault.MISSING, row)

    def delete(self) -> Break:
        """One row, or several."""
        first = self.row()
        last = self.chance.choice([first, self.row(first)])
        self.session.execute(delete(EVENTS).where(EVENTS.c.id.between(first, last)))
        return Break(Fault.MISSING, first)

    def cut(self) -> Break:
        """The tail, with a head that knows of no more."""
        last = self.row(1, ROWS - 1)
        self.session.execute(delete(EVENTS).where(EVENTS.c.id > last))
        self.session.execute(update(HEAD).values(events=last, mac=self.of(last)["mac"]))
        return Break(Fault.HEAD_CHANGED, last)

    def insert(self) -> Break:
        """A copy of another row between two, or at the end; those that follow move on."""
        row = self.row(1, ROWS + 1)
        copied = self.chance.choice([each for each in range(1, ROWS + 1) if each != row])
        forged = self.of(copied) | {"id": row}
        self.session.execute(update(EVENTS).where(EVENTS.c.id >= row).values(id=EVENTS.c.id + 1000))
        self.session.execute(update(EVENTS).where(EVENTS.c.id > 1000).values(id=EVENTS.c.id - 999))
        self.session.execute(insert(EVENTS).values(**forged))
        self.session.execute(update(HEAD).values(events=ROWS + 1))
        return Break(Fault.CHANGED, row)

    def swap(self) -> Break:
        """Two rows change places, with their digests or without."""
        one, other = sorted(self.chance.sample(range(1, ROWS + 1), 2))
        kept = {"id"} | self.chance.choice([set(), {"mac"}])
        first, second = self.of(one), self.of(other)
        self.set(one, **{name: value for name, value in second.items() if name not in kept})
        self.set(other, **{name: value for name, value in first.items() if name not in kept})
        return Break(Fault.CHANGED, one)

    def behead(self) -> Break:
        """The head tells something else, or is gone."""
        fewer, more = self.row(0, ROWS - 1), self.row(ROWS + 1, 9999)
        ways: list[tuple[Any, Break]] = [
            (update(HEAD).values(events=fewer), Break(Fault.ADDED, fewer + 1)),
            (update(HEAD).values(events=more), Break(Fault.MISSING, ROWS + 1)),
            (update(HEAD).values(mac=self.chance.randbytes(32)), Break(Fault.HEAD_CHANGED, ROWS)),
            (update(HEAD).values(seal=self.chance.randbytes(32)), Break(Fault.HEAD_CHANGED, ROWS)),
            (delete(HEAD), Break(Fault.HEAD_CHANGED, ROWS)),
        ]
        statement, shows = self.chance.choice(ways)
        self.session.execute(statement)
        return shows


WAYS: list[Callable[[Tamperer], Break]] = [
    *[Tamperer.change] * 4,
    *(Tamperer.move, Tamperer.delete, Tamperer.cut, Tamperer.insert, Tamperer.swap, Tamperer.behead),
]


@pytest.fixture
def trail(session: Session) -> Session:
    """A trail that its database no longer guards."""
    write(session, ROWS)
    unguarded(session)
    session.commit()
    return session


@pytest.mark.slow
def test_a_thousand_tamperings_are_named(
    trail: Session, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    monkeypatch.setattr(audit, "AT_ONCE", 7)
    tamperer = Tamperer(trail, seed=6)
    times = 1000 if FULL_FIGURES else 100
    for number in range(times):
        way = WAYS[number % len(WAYS)]
        shows = way(tamperer)
        assert find_break(trail) == shows, way.__name__
        trail.rollback()
    assert find_break(trail) is None
    figure(6, f"{times} tamperings: all named, with the first row that is not what was written")


UNREADABLE = {
    "sqlite": [
        "at = 'yesterday'",
        "at = x'00'",
        "actor = x'ff00'",
        "actor = CAST(x'ff00' AS TEXT)",
        "subject_ref = x'00'",
        "fields = '[\"name\"'",
        "fields = x'00'",
        "details = ''",
        "details = '{\"rows\": NaN}'",
        "mac = 'text'",
    ],
    "postgresql": [
        "at = 'infinity'",
        "at = '-infinity'",
        "at = '20000-01-01'",
        "at = '0044-03-15 BC'",
        "details = '{\"rows\": 1e999}'",
    ],
}


@pytest.mark.parametrize("at_once", [1000, 3, 1])
def test_what_cannot_even_be_read_is_named(
    trail: Session, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "AT_ONCE", at_once)
    for row in (1, 12, ROWS):
        for value in UNREADABLE[trail.get_bind().dialect.name]:
            trail.execute(text(f"UPDATE audit_events SET {value} WHERE id = {row}"))
            assert find_break(trail) == Break(Fault.CHANGED, row), value
            trail.rollback()


def test_a_trail_that_is_longer_than_what_is_read_at_once(
    trail: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at_once in (1, 3, ROWS - 1, ROWS, ROWS + 1):
        monkeypatch.setattr(audit, "AT_ONCE", at_once)
        assert find_break(trail) is None
    assert signed_head(trail).events == trail.scalar(select(func.count()).select_from(EVENTS)) == ROWS
