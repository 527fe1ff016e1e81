import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from api.settings import load_settings
from models.audit_event import AuditEvent
from models.engine import make_engine, make_session
from models.vault import Vault
from tests.reported_district import YEAR, fill_district
from tests.scripts.commands.conftest import Run, document


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 20, 4, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def district(run: Run) -> None:
    assert run("db", "upgrade").exit_code == 0
    settings = load_settings()
    engine = make_engine(settings.database_url)
    with make_session(engine, Vault(settings.keys)) as session:
        fill_district(session, seed=1)
    engine.dispose()


def test_a_year_is_told_in_figures_and_the_trail_keeps_that_it_was(
    run: Run, district: None, tmp_path: Path
) -> None:
    result = run("report", "--year", YEAR, "--json")
    assert result.exit_code == 0, result.stderr
    told = document(result)
    assert (told["year"], told["as_of"], told["audience"]) == (YEAR, "2026-11-20", "internal")
    figures = {figure["id"]: figure["value"] for figure in told["figures"]}
    assert figures["students"] == 120
    settings = load_settings()
    engine = make_engine(settings.database_url)
    with make_session(engine, Vault(settings.keys), read_only=True) as session:
        acts = [event.act for event in session.scalars(select(AuditEvent))]
    engine.dispose()
    assert "report.made" in acts

    out = tmp_path / "report.json"
    assert run("report", "--year", YEAR, "--public", "--out", out).exit_code == 0
    public = json.loads(out.read_text("utf-8"))
    assert (public["audience"], public["fewest"]) == ("public", 10)
    inside = {figure["id"]: figure for figure in told["figures"]}
    assert all(
        inside[figure["id"]]["value"] == figure["value"] for figure in public["figures"] if figure["value"]
    )


@pytest.mark.parametrize(("locale", "words"), [("en", "Employment rate"), ("zh_CN", "就业率")])
def test_figures_are_readable_in_both_languages(run: Run, district: None, locale: str, words: str) -> None:
    shown = run("report", "--year", YEAR, "--locale", locale)
    assert shown.exit_code == 0, shown.stderr
    assert words in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--year", 2027), "YEAR_TO_COME"),
        (("--year", YEAR, "--out", "report.pdf"), "OUT_TYPE"),
    ],
)
def test_what_cannot_be_reported_is_one_clear_line(
    run: Run, arguments: tuple[object, ...], code: str
) -> None:
    result = run("report", *arguments, "--json")
    assert result.exit_code == 1
    assert document(result)["error"]["code"] == code


def test_an_empty_registry_has_an_empty_report(run: Run) -> None:
    assert run("db", "upgrade").exit_code == 0
    told = document(run("report", "--year", YEAR, "--json"))
    assert {figure["value"] for figure in told["figures"]} == {0, None}
    assert not any(figure["withheld"] for figure in told["figures"])
