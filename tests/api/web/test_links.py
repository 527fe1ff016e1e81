"""A personal link is shown once, by the host that the officer has asked."""

import re

import pytest
from flask import Flask

from api.web.link_pages import only_here
from tests.api.web.placement_desk import GROWN_UP, PlacementDesk

LOOPBACK = ("127.0.0.1:8765", "localhost", "[::1]:8765")


@pytest.mark.parametrize("host", LOOPBACK[:2])
def test_the_link_has_the_host_that_was_asked(placing: PlacementDesk, host: str) -> None:
    page, base = f"/students/{placing.refs[GROWN_UP]}/link", f"http://{host}"
    token = re.search(r'name="csrf_token" value="([^"]+)"', placing.client.get(page, base_url=base).text)
    assert token is not None
    told = {"csrf_token": token[1]}
    shown = placing.client.post(f"{page}?lang=en", data=told, base_url=base).text
    assert f"<code>http://{host}/s/" in shown
    assert "This address leads to this machine alone" in shown


@pytest.mark.parametrize(
    ("host", "here"),
    [*((host, True) for host in LOOPBACK), ("desk.xishan.example", False), ("10.0.0.7", False)],
)
def test_a_name_by_which_others_reach_the_desk_is_told_apart(host: str, here: bool) -> None:
    with Flask("links").test_request_context(base_url=f"https://{host}"):
        assert only_here() is here
