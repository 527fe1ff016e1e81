import time
from threading import Timer

import pytest
from sqlalchemy import Engine

from api.i18n import speaking
from models.engine import make_engine
from scripts.waiting import tell_of_waits

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_who_waits_for_another_writer_is_told(
    database_url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.waiting.PATIENCE", 0.05)
    waiting = make_engine(database_url)
    with speaking("en"):
        tell_of_waits(waiting)
    writer = engine.connect()
    writer.exec_driver_sql("SELECT 1")  # its transaction holds the turn
    Timer(0.3, writer.close).start()
    with waiting.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    waiting.dispose()
    assert capsys.readouterr().err.startswith("Waiting for another program")


def test_who_does_not_wait_is_told_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.waiting.PATIENCE", 0.05)
    with speaking("en"):
        tell_of_waits(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        time.sleep(0.15)
    assert capsys.readouterr().err == ""
