"""What only the database refuses is a conflict at a field, and the log learns of no value."""

import logging
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select, text

from api.access import open_to
from api.extensions import writing
from models.engine import make_session
from models.opening import Opening
from models.principal import Role
from models.title_correction import TitleCorrection
from tests.api.rest.gate import OFFICER, OURS, WHOLE, Gate

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@open_to(Role.OFFICER)
def correct() -> str:
    """Leaves the writing to the commit, which comes after the view."""
    writing().add(TitleCorrection(title_key="焊工", title="焊工", occupation="1", actor="a", at=NOW))
    return ""


@open_to(Role.OFFICER)
def suspend() -> str:
    writing().connection().execute(text("UPDATE companies SET status = 'sleeping'"))
    return ""


def broken(caplog: pytest.LogCaptureFixture) -> list[str | None]:
    return [record.__dict__["constraint"] for record in caplog.records if record.msg == "constraint_broken"]


def test_who_posts_what_somebody_else_is_posting_is_told_the_field(
    gate: Gate, engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("api.services.openings.post_opening._PostingDesk._find", lambda *_: None)
    with caplog.at_level(logging.WARNING):
        assert gate.post(OURS, "/openings", WHOLE).status_code == 201
        refused = gate.post(OURS, "/openings", WHOLE)
    assert (refused.status_code, refused.content_type) == (409, "application/problem+json")
    assert refused.json is not None
    assert refused.json["code"] == "CONFLICT"
    assert [(each["field"], each["code"]) for each in refused.json["errors"]] == [("external_ref", "TAKEN")]
    assert broken(caplog) == ["uq_openings_company_id_external_ref"]
    assert str(WHOLE["external_ref"]) not in caplog.text
    with make_session(engine, None, read_only=True) as session:
        assert session.scalar(select(func.count(Opening.id))) == 1


def test_a_word_that_no_vocabulary_knows_is_told_at_its_field(
    gate: Gate, caplog: pytest.LogCaptureFixture
) -> None:
    _route(gate.app, suspend)
    refused = gate.post(OFFICER, "/suspend")
    assert refused.json is not None
    assert refused.status_code == 409
    assert [(each["field"], each["code"]) for each in refused.json["errors"]] == [("status", "INVALID")]
    assert broken(caplog) == ["ck_companies_status"]


def test_what_breaks_in_the_commit_is_a_conflict_too(gate: Gate, caplog: pytest.LogCaptureFixture) -> None:
    _route(gate.app, correct)
    assert gate.post(OFFICER, "/correct").status_code == 200
    refused = gate.post(OFFICER, "/correct")
    assert refused.json is not None
    assert (refused.status_code, refused.json["code"]) == (409, "CONFLICT")
    assert "errors" not in refused.json  # a key is no field of a form
    assert len(broken(caplog)) == 1


def _route(app: Flask, view: object) -> None:
    app.add_url_rule(f"/api/v1/{view.__name__}", view_func=view, methods=["POST"])  # type: ignore[attr-defined,type-var]
