"""Nobody's number or words reach the log, through whatever door they come."""

import ast
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from api.access import public
from api.app import create_app
from api.logs import WITHHELD, failure, json_lines
from api.settings import load_settings

ROOT = Path(__file__).parents[2]
CANARY = "110105194912310021"
WIDE = CANARY.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
SPELLINGS = (CANARY, "11010519491231002X", WIDE, "110105 19491231 0021", "13912345678")


class Log:
    """What was written."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]


@pytest.fixture
def log() -> Iterator[Log]:
    written, root = Log(), logging.getLogger()
    handler, level = logging.StreamHandler(written.stream), root.level
    handler.setFormatter(json_lines())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_app(load_settings({"AIXIN_INSTANCE": str(tmp_path), "AIXIN_PROFILE": "demo"}))


@pytest.mark.parametrize("number", SPELLINGS)
def test_numbers_are_masked_wherever_they_stand(log: Log, number: str) -> None:
    logging.getLogger("api.test").info("looked_up", extra={"told": f"no {number}!", "count": 12})
    (line,) = log.lines()
    assert (line["event"], line["told"], line["count"]) == ("looked_up", "no *!", 12)


@given(
    digits=st.text("0123456789", min_size=11, max_size=18), between=st.sampled_from(["", " ", "-", ".", "/"])
)
def test_no_eleven_digits_in_a_row_pass(digits: str, between: str) -> None:
    record = logging.LogRecord("api.test", logging.INFO, "", 0, "looked_up", None, None)
    record.told, record.number = between.join(digits), int("9" + digits)
    line = json.loads(json_lines().format(record))
    assert (line["told"], line["number"]) == ("*", "*")


def test_objects_and_sentences_are_refused(log: Log) -> None:
    ours = logging.getLogger("api.test")
    ours.info("shown", extra={"student": {"name": "赵小满"}, "names": ["赵小满"]})
    ours.info("shown to 赵小满")
    shown, withheld = log.lines()
    assert (shown["student"], shown["names"]) == ("<dict>", "<list>")
    assert withheld["event"] == WITHHELD


def test_of_other_programs_only_their_own_words_are_kept(log: Log) -> None:
    theirs = logging.getLogger("gunicorn.error")
    theirs.warning("Invalid request from ip=%s: %s", "192.0.2.7", "赵小满")
    theirs.warning("Error handling request /students?q=赵小满")
    try:
        raise ValueError(f"赵小满 {CANARY}")
    except ValueError:
        theirs.exception("Exception in worker process")
    invalid, _, failed = log.lines()
    assert invalid["event"] == "Invalid request from ip"
    assert failed["error"] == "ValueError"
    assert failed["where"].startswith("test_logs.test_of_other_programs")
    assert "赵小满" not in log.stream.getvalue()
    assert CANARY not in log.stream.getvalue()


def test_a_failure_is_told_without_its_text() -> None:
    told = failure(ValueError(CANARY))
    assert CANARY not in json.dumps(told)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_canaries_in_every_part_of_a_request_do_not_reach_the_log(log: Log, app: Flask, method: str) -> None:
    @app.route("/fails/<ref>", methods=[method])
    @public
    def fails(ref: str) -> str:
        raise ValueError(ref)

    client = app.test_client()
    doors = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    assert doors
    for number in SPELLINGS:
        for rule in doors:
            path = "".join(number if dynamic else part for dynamic, part in rule._trace).lstrip("|")
            client.open(
                path,
                method=method,
                query_string={"q": number, number: "赵小满"},
                json={"id_number": number, "name": "赵小满", number: 1},
                headers={
                    "User-Agent": number,
                    "Authorization": f"Bearer {number}",
                    "X-Request-ID": number,
                    "Referer": f"http://localhost/{number}",
                    "Cookie": f"locale={CANARY}",
                },
            )
        client.open(f"/{number}", method=method)
    lines, text = log.lines(), log.stream.getvalue()
    assert {line["event"] for line in lines} >= {"request_done", "request_failed"}
    assert "赵小满" not in text
    for number in (CANARY, CANARY[:-1], "13912345678", "19491231"):
        assert number not in text


def test_requests_are_logged_by_route_with_the_number_that_the_answer_carries(log: Log, app: Flask) -> None:
    answer = app.test_client().get("/healthz?q=赵小满")
    (line,) = (line for line in log.lines() if line["event"] == "request_done")
    assert (line["route"], line["method"], line["status"]) == ("/healthz", "GET", 200)
    assert answer.headers["X-Request-ID"] == line["request"]


def test_every_event_of_ours_is_a_fixed_name() -> None:
    found = [
        (path.name, ast.unparse(call.args[0]))
        for room in ("api", "matcher", "models", "scripts")
        for path in (ROOT / room).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and getattr(call.func.value, "id", "") == "log"
        and call.args
    ]
    assert found
    assert [each for each in found if not each[1].strip("'").replace("_", "").isalnum()] == []
