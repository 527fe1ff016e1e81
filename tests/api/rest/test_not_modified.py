"""Whoever has it already is told so, and that they looked is kept all the same."""

import pytest

from tests.api.rest.officer_door import OFFICER, Door
from tests.api.rest.test_officer_routes import routes

KINDS = ("student", "company", "student shortlist", "opening shortlist")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_known_already_is_not_sent_again_and_the_look_is_kept(door: Door, kind: str) -> None:
    path = routes(door)[kind]
    first = door.client.get(path)
    seen = len(door.trail())
    known = {"If-None-Match": first.headers["ETag"]}
    again = door.client.get(path, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    (event,) = door.trail()[seen:]
    assert (event.actor, bool(event.fields)) == (OFFICER.name, True)
    assert door.client.get(path, headers={"If-None-Match": '"another"'}).data == first.data


def test_what_has_changed_is_sent(door: Door) -> None:
    paths = routes(door)
    known = {kind: door.client.get(paths[kind]).headers["ETag"] for kind in ("student", "student shortlist")}
    change = {"name": "赵小曼"}
    assert door.client.patch(paths["student"], json=change, headers={"If-Match": "*"}).status_code == 200
    for kind, etag in known.items():
        answer = door.client.get(paths[kind], headers={"If-None-Match": etag})
        assert answer.status_code == 200, kind
        assert "赵小曼" in answer.text


def test_somebody_without_a_right_learns_nothing_by_a_tag(door: Door) -> None:
    path = routes(door)["student"]
    known = {"If-None-Match": door.client.get(path).headers["ETag"]}
    door.ask_as(None)
    assert door.client.get(path, headers=known).status_code == 401
