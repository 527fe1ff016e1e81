"""A request that is sent again under its key is done once and answered alike."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
import time_machine

from api.rest import repeats
from api.services import repeat_request
from api.services.repeat_request import keep
from models import engine
from tests.api.rest.gate import NEW, OFFICER, OURS, THEIRS, WHOLE, Gate
from tests.figures import Figure

KEY = {"Idempotency-Key": "7c0f"}


@pytest.mark.slow
def test_a_hundred_times_the_same_post_from_ten_threads(gate: Gate, figure: Figure) -> None:
    gate.post(OURS, "/openings", {**WHOLE, "external_ref": "warm", "title": "会计"})

    def send(_: int) -> tuple[int, bytes, str | None, str | None]:
        answer = gate.post(OURS, "/openings", WHOLE, headers=KEY)
        return answer.status_code, answer.data, answer.headers.get("ETag"), answer.headers.get("Location")

    with ThreadPoolExecutor(10) as threads:
        answers = set(threads.map(send, range(100)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 201
    assert gate.get(OURS, "/openings").json["total"] == 2
    figure(12, "the same post 100 times from 10 threads: 1 opening, 100 equal answers")


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
class TestOnOneDatabase:
    def test_the_first_answer_is_given_again_whatever_happened_since(self, gate: Gate) -> None:
        first = gate.post(OURS, "/openings", WHOLE, headers=KEY)
        gate.post(OURS, "/openings", {**WHOLE, "wage": "9000"})
        again = gate.post(OURS, "/openings", WHOLE, headers=KEY)
        assert (again.status_code, again.data) == (201, first.data)
        assert again.content_type == first.content_type
        assert gate.get(OURS, "/openings/A-1").headers["ETag"] == '"2"'

    def test_another_body_is_refused(self, gate: Gate) -> None:
        gate.post(OURS, "/openings", WHOLE, headers=KEY)
        other = gate.post(OURS, "/openings", {**WHOLE, "wage": "9000"}, headers=KEY)
        assert (other.status_code, other.json["code"]) == (422, "KEY_USED_OTHERWISE")

    def test_a_key_that_would_be_ignored_is_refused(self, gate: Gate) -> None:
        told = {"amount": "5", "received_on": "2026-11-01", "source": "budget"}
        answer = gate.post(OFFICER, "/relief/income", told, headers=KEY)
        assert (answer.status_code, answer.json["code"]) == (400, "KEY_NOT_TAKEN")
        assert gate.post(OFFICER, "/relief/income", told).status_code == 201
        assert gate.get(OURS, "/openings", headers=KEY).status_code == 200

    def test_keys_are_ones_own(self, gate: Gate) -> None:
        for company in (OURS, THEIRS, NEW):
            assert gate.post(company, "/openings", WHOLE, headers=KEY).status_code == 201

    def test_a_request_that_was_refused_may_be_sent_right(self, gate: Gate) -> None:
        assert gate.post(OURS, "/openings", {**WHOLE, "wage": "面议"}, headers=KEY).status_code == 422
        assert gate.post(OURS, "/openings", WHOLE, headers=KEY).status_code == 201

    def test_a_batch_may_be_sent_again(self, gate: Gate) -> None:
        batch = {"items": [WHOLE, {**WHOLE, "external_ref": "A-2", "wage": None}]}
        first = gate.post(OURS, "/openings/batch", batch, headers=KEY)
        again = gate.post(OURS, "/openings/batch", batch, headers=KEY)
        assert (first.status_code, first.data) == (again.status_code, again.data)

    def test_a_key_is_kept_for_seven_days(self, gate: Gate) -> None:
        gate.post(OURS, "/openings", WHOLE, headers=KEY)
        for days, status in ((6, 201), (8, 200)):
            with time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=False):
                assert gate.post(OURS, "/openings", WHOLE, headers=KEY).status_code == status

    @pytest.mark.parametrize("key", ["", "a b", "x" * 129, "键".encode().decode("latin-1")])
    def test_a_key_is_printable_and_short(self, gate: Gate, key: str) -> None:
        answer: Any = gate.post(OURS, "/openings", WHOLE, headers={"Idempotency-Key": key})
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "Idempotency-Key")


class Hold:
    """Holds the first request that was done just before its answer is kept, until it is told to go on."""

    def __init__(self) -> None:
        self.begun, self.on, self.fails = Event(), Event(), False

    def keep(self, *args: Any) -> None:
        if not self.begun.is_set():
            self.begun.set()
            assert self.on.wait(60)
            if self.fails:
                raise RuntimeError
        keep(*args)


class TestWhileTheFirstIsStillBeingDone:
    @pytest.fixture
    def hold(self, monkeypatch: pytest.MonkeyPatch) -> Hold:
        hold = Hold()
        monkeypatch.setattr(repeats, "keep", hold.keep)
        return hold

    @pytest.fixture
    def threads(self, hold: Hold) -> Iterator[ThreadPoolExecutor]:
        with ThreadPoolExecutor(2) as threads:
            yield threads
            hold.on.set()

    @staticmethod
    def send(gate: Gate) -> Any:
        return gate.post(OURS, "/openings", WHOLE, headers=KEY)

    def test_the_second_waits_and_is_given_the_same_answer(
        self, gate: Gate, hold: Hold, threads: ThreadPoolExecutor
    ) -> None:
        first = threads.submit(self.send, gate)
        assert hold.begun.wait(60)
        second = threads.submit(self.send, gate)
        assert not wait([second], timeout=0.3).done
        hold.on.set()
        assert second.result().status_code == 201
        assert second.result().data == first.result().data
        assert gate.get(OURS, "/openings").json["total"] == 1

    def test_the_second_does_it_when_the_first_has_failed(
        self, gate: Gate, hold: Hold, threads: ThreadPoolExecutor
    ) -> None:
        hold.fails = True
        first = threads.submit(self.send, gate)
        assert hold.begun.wait(60)
        second = threads.submit(self.send, gate)
        hold.on.set()
        assert (first.result().status_code, second.result().status_code) == (500, 201)
        assert gate.get(OURS, "/openings").json["total"] == 1

    @pytest.mark.parametrize("databases", ["postgres"], indirect=True)
    def test_it_is_told_so_after_a_while(
        self, gate: Gate, hold: Hold, threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(repeat_request, "PATIENCE", "200ms")
        first = threads.submit(self.send, gate)
        assert hold.begun.wait(60)
        second = self.send(gate)
        assert (second.status_code, second.json["code"]) == (409, "KEY_STILL_RUNNING")
        other = gate.post(OURS, "/openings", {**WHOLE, "wage": "9000"}, headers=KEY)
        assert (other.status_code, other.json["code"]) == (409, "KEY_STILL_RUNNING")
        hold.on.set()
        assert first.result().status_code == 201
        assert self.send(gate).data == first.result().data

    @pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
    def test_where_writers_take_turns_whoever_waits_too_long_may_come_again(
        self, gate: Gate, hold: Hold, threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engine, "_SQLITE_SETTINGS", ("PRAGMA busy_timeout = 200",))
        first = threads.submit(self.send, gate)
        assert hold.begun.wait(60)
        second = self.send(gate)
        assert (second.status_code, second.json["code"]) == (503, "UNAVAILABLE")
        hold.on.set()
        assert first.result().status_code == 201
        assert self.send(gate).data == first.result().data
