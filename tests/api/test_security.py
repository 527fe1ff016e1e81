import secrets
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.security import HEADERS, LARGEST_BODY
from api.settings import load_settings


def client(folder: Path, profile: str) -> FlaskClient:
    keys = {
        name: secrets.token_urlsafe(32)
        for name in ("AIXIN_SECRET_KEY", "AIXIN_MASTER_KEY", "AIXIN_BLIND_INDEX_KEY", "AIXIN_KEY_PEPPER")
    }
    settings = load_settings({**keys, "AIXIN_INSTANCE": str(folder), "AIXIN_PROFILE": profile})
    return create_app(settings).test_client()


@pytest.mark.parametrize("path", ["/", "/healthz", "/nope", "/static/aixin.css"])
def test_every_answer_carries_the_headers(tmp_path: Path, path: str) -> None:
    answer = client(tmp_path, "production").get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert ("no-store" in answer.headers.get("Cache-Control", "")) == (not path.startswith("/static"))


def test_production_shows_nothing_before_one_logs_in(tmp_path: Path) -> None:
    production = client(tmp_path, "production")
    for path in ("/", "/students/any", "/shortlists/any"):
        assert production.get(path).location == "/login"
    assert production.get("/nothing-of-the-kind").status_code == 404


def test_health_is_told_without_a_database(tmp_path: Path) -> None:
    answer = client(tmp_path, "production").get("/healthz")
    assert answer.get_json() == {"status": "ok"}
    assert not (tmp_path / "aixin.sqlite").exists()


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_no_body_without_end_is_read(tmp_path: Path, kind: str) -> None:
    answer = client(tmp_path, "production").post("/login", data=b"x" * (LARGEST_BODY + 1), content_type=kind)
    assert answer.status_code == 413


@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.1", "2001:db8::1"])
def test_a_demo_answers_this_machine_only(tmp_path: Path, address: str) -> None:
    demo = client(tmp_path, "demo")
    assert demo.get("/healthz").status_code == 200
    assert demo.get("/healthz", environ_base={"REMOTE_ADDR": address}).status_code == 403


def test_a_demo_is_not_fooled_by_a_name_that_points_here(tmp_path: Path) -> None:
    answer = client(tmp_path, "demo").get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer.headers
