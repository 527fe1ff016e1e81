from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from models.change_counter import ChangeCounter, raise_change_counter
from models.company import Company
from models.engine import make_session
from models.queries.snapshots import freshness
from models.vault import Vault
from tests.models.samples import a_company

SQLITE_ONLY = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@SQLITE_ONLY
def test_sqlite_is_set_up_to_keep_what_it_was_given(engine: Engine) -> None:
    with make_session(engine, None) as session:
        settings = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 30_000,
    }


def test_a_reader_neither_waits_for_a_writer_nor_sees_half_of_its_work(engine: Engine, vault: Vault) -> None:
    with make_session(engine, vault) as writer, make_session(engine, vault, read_only=True) as reader:
        writer.add(a_company())
        writer.flush()
        assert reader.scalars(select(Company)).all() == []
        writer.commit()
        assert reader.scalars(select(Company)).all() == []
        reader.rollback()
        assert len(reader.scalars(select(Company)).all()) == 1


def test_a_read_only_session_cannot_write(engine: Engine, vault: Vault) -> None:
    with make_session(engine, vault, read_only=True) as session:
        session.add(a_company())
        with pytest.raises(DBAPIError):
            session.commit()
    with make_session(engine, vault) as session:  # over the same connection
        session.add(a_company())
        session.commit()


def test_writers_that_first_read_take_turns(engine: Engine) -> None:
    def read_then_write(_: int) -> None:
        with make_session(engine, None) as session:
            counter = session.scalars(select(ChangeCounter).with_for_update()).one()
            counter.value += 1
            session.commit()

    with make_session(engine, None, read_only=True) as session:
        before = freshness(session)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(read_then_write, range(40)))
    with make_session(engine, None, read_only=True) as session:
        assert freshness(session) == before + 40


def test_the_change_counter_rises_with_the_transaction(engine: Engine) -> None:
    with make_session(engine, None) as session:
        before = freshness(session)
        raise_change_counter(session)
        session.rollback()
        assert freshness(session) == before
        raise_change_counter(session)
        session.commit()
        assert freshness(session) > before


def test_errors_do_not_show_values(engine: Engine, vault: Vault) -> None:
    with make_session(engine, vault) as session:
        session.add_all([a_company("云朵", uscc="1" * 18), a_company("雨滴", uscc="1" * 18)])
        with pytest.raises(IntegrityError) as caught:
            session.commit()
    assert "云朵" not in str(caught.value)
    assert "雨滴" not in str(caught.value)
