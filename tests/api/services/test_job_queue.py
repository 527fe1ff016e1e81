"""What carries jobs carries references only, and takes none from strangers."""

import sqlite3
from pathlib import Path

import pytest

from api.services.job_queue import JobQueue

SECRET = b"s" * 32


def test_a_reference_arrives(tmp_path: Path) -> None:
    url, arrived = f"sqlite:///{tmp_path}/queue.sqlite", list[str]()
    JobQueue(url, SECRET).send("a-reference")
    huey = JobQueue(url, SECRET, arrived.append)._huey
    huey.execute(huey.dequeue())
    assert arrived == ["a-reference"]


def test_a_message_with_another_signature_is_refused(tmp_path: Path) -> None:
    url, arrived = f"sqlite:///{tmp_path}/queue.sqlite", list[str]()
    JobQueue(url, b"x" * 32).send("a-reference")
    with pytest.raises(ValueError, match="mismatch"):
        JobQueue(url, SECRET, arrived.append)._huey.dequeue()
    assert arrived == []


def test_the_queue_is_a_file_for_its_owner(tmp_path: Path) -> None:
    JobQueue(f"sqlite:///{tmp_path}/new/queue.sqlite", SECRET).send("a-reference")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    with sqlite3.connect(tmp_path / "new/queue.sqlite") as queue:
        ((data,),) = queue.execute("select data from task").fetchall()
    assert b"a-reference" in data
