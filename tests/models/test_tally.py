"""Counted together by all who count: no more than one is told each number."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.engine import make_session
from models.tally import count_up, forget, forget_before

NOW = datetime(2026, 11, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KEY, OTHER = b"a" * 32, b"b" * 32


def test_a_window_begins_with_its_first_count_and_begins_anew(session: Session) -> None:
    counts = [count_up(session, KEY, NOW + MINUTE * part, MINUTE).count for part in (0, 0.5, 0.99, 1, 1.5)]
    assert counts == [1, 2, 3, 1, 2]
    assert count_up(session, OTHER, NOW, MINUTE).count == 1


def test_what_is_forgotten_begins_anew(session: Session) -> None:
    for key in (KEY, KEY, OTHER):
        count_up(session, key, NOW, MINUTE)
    forget(session, KEY)
    assert count_up(session, KEY, NOW, MINUTE).count == 1
    forget_before(session, NOW + MINUTE)
    assert count_up(session, OTHER, NOW, MINUTE).count == 1


@pytest.mark.parametrize("threads", [8])
def test_each_number_is_told_once(engine: Engine, threads: int) -> None:
    def count(_: int) -> int:
        with make_session(engine, None) as session:
            told = count_up(session, KEY, NOW, MINUTE).count
            session.commit()
            return told

    with ThreadPoolExecutor(threads) as pool:
        told = Counter(pool.map(count, range(200)))
    assert sorted(told) == list(range(1, 201))
