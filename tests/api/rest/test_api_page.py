"""The page that shows the API: without a network, and without code in it."""

import re

import pytest

from tests.api.rest.gate import Gate

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_the_page_runs_only_what_its_nonce_lets(gate: Gate) -> None:
    client = gate.app.test_client()
    pages = [client.get("/api/docs") for _ in range(2)]
    nonces = [re.findall('nonce="([^"]+)"', page.text) for page in pages]
    assert nonces[0] != nonces[1]
    for page, found in zip(pages, nonces, strict=True):
        assert len(set(found)) == 1
        assert f"script-src 'nonce-{found[0]}';" in page.headers["Content-Security-Policy"]
        assert "unsafe" not in page.headers["Content-Security-Policy"]
        assert not re.search(r"<script[^>]*>[^<]|https?://|style=|onload=", page.text)


def test_everything_on_the_page_is_served_here(gate: Gate) -> None:
    client = gate.app.test_client()
    links = re.findall('(?:src|href)="([^"]+)"', client.get("/api/docs").text)
    assert len(links) == 5
    for link in [*links, "/api/v1/openapi.json"]:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("name", ["../__init__.py", "swagger-ui.js.map", "LICENSE"])
def test_nothing_else_of_the_package_is_served(gate: Gate, name: str) -> None:
    assert gate.app.test_client().get(f"/api/docs/{name}").status_code == 404


def test_the_document_is_made_once_when_it_is_asked_for(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    client = gate.app.test_client()
    first = client.get("/api/v1/openapi.json").json
    monkeypatch.setattr("api.rest.openapi._gathered", None)
    assert client.get("/api/v1/openapi.json").json == first
