"""A proxy is believed by its address alone."""

import pytest
from flask import Flask, request

from api.proxies import believe_proxies

FORWARDED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "desk.example",
}


@pytest.fixture
def app() -> Flask:
    app = Flask("proxied")

    @app.get("/")
    def seen() -> list[str | None]:
        return [request.remote_addr, request.scheme, request.host]

    believe_proxies(app, ["192.0.2.0/28"])
    return app


def test_a_proxy_says_who_asks_and_how(app: Flask) -> None:
    answer = app.test_client().get("/", headers=FORWARDED, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.get_json() == ["203.0.113.9", "https", "desk.example"]


def test_this_machine_is_answered_but_not_believed(app: Flask) -> None:
    answer = app.test_client().get("/", headers=FORWARDED, environ_base={"REMOTE_ADDR": "127.0.0.1"})
    assert answer.get_json() == ["127.0.0.1", "http", "localhost"]


@pytest.mark.parametrize("address", ["192.0.2.16", "203.0.113.9", "2001:db8::1"])
def test_nobody_else_gets_in_without_tls(app: Flask, address: str) -> None:
    answer = app.test_client().get("/", headers=FORWARDED, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == 403
