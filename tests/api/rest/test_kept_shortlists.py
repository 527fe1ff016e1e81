"""Officers keep, edit and approve shortlists through the door; nobody else knows of them."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from api.services.imports.uploads import Uploads
from api.services.matching.market import Market
from api.services.perform_job import Performer
from api.settings import Settings
from matcher.vocabulary import DropReason, StudentState
from models.engine import make_session
from models.opening import Opening
from models.principal import Principal
from models.shortlist import ShortlistItem
from models.student import Student
from tests.api.rest.officer_door import ELSEWHERE, OFFICER, OTHERS, STREET, Door
from tests.models.samples import a_referral

NOBODY = "a" * 26


@pytest.fixture(autouse=True)
def district(door: Door) -> None:
    """Both students seek work, and both openings are for both."""
    with make_session(door.engine, door.vault) as session:
        for student in session.scalars(select(Student)):
            student.state = StudentState.SEEKING
        for opening in session.scalars(select(Opening)):
            opening.title, opening.occupation = "出纳", "2-06-03-00"
        session.commit()


def ask(door: Door, method: str, path: str, body: Any = None, version: int | None = None) -> TestResponse:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return door.client.open(f"/api/v1{path}", method=method, json=body, headers=headers)


def keep(door: Door, kind: str = "students", name: str = "赵小满") -> Any:
    answer = ask(door, "POST", f"/{kind}/{door.refs[name]}/shortlists", {"k": 5})
    assert answer.status_code == 201
    return answer.get_json()


def edit(door: Door, kept: Any, item: int, **told: Any) -> TestResponse:
    path = f"/shortlists/{kept['kept']}/items/{kept['items'][item]['item']}"
    return ask(door, "PATCH", path, told, kept["version"])


def decide(door: Door, kept: Any, act: str) -> TestResponse:
    return ask(door, "POST", f"/shortlists/{kept['kept']}/{act}", version=kept["version"])


@pytest.mark.parametrize(
    ("kind", "name", "shown"), [("students", "赵小满", "title"), ("openings", "会计", "name")]
)
def test_what_is_kept_is_what_is_shown(door: Door, kind: str, name: str, shown: str) -> None:
    live = ask(door, "GET", f"/{kind}/{door.refs[name]}/shortlist").get_json()
    answer = ask(door, "POST", f"/{kind}/{door.refs[name]}/shortlists", {"k": 5})
    kept = answer.get_json()
    assert len(kept["items"]) == 2
    for number, (made, item) in enumerate(zip(live.pop("items"), kept["items"], strict=True), start=1):
        assert {key: item[key] for key in made} == made
        assert item[shown]
        decided = [item[key] for key in ("position", "pinned", "dropped", "note")]
        assert decided == [number, False, None, None]
    assert {key: kept[key] for key in live} == live
    assert (kept["approved_at"], kept["made_by"], kept["k"]) == (None, OFFICER.name, 5)
    assert answer.headers["Location"] == f"/api/v1/shortlists/{kept['kept']}"
    again = door.client.get(answer.headers["Location"])
    assert (again.get_json(), again.headers["ETag"]) == (kept, answer.headers["ETag"])
    listed = ask(door, "GET", f"/{kind}/{door.refs[name]}/shortlists").get_json()
    assert (listed["total"], listed["items"][0]["kept"], listed["items"][0]["items"]) == (1, kept["kept"], 2)


def test_an_officer_edits_and_approves(door: Door) -> None:
    kept = keep(door)
    first, second = (item["item"] for item in kept["items"])
    kept = edit(door, kept, 1, pinned=True, note="本周面谈").get_json()
    assert [(item["item"], item["pinned"], item["note"]) for item in kept["items"]] == [
        (second, True, "本周面谈"),
        (first, False, None),
    ]
    kept = edit(door, kept, 1, dropped_reason="distance").get_json()
    assert kept["items"][1]["dropped"] == {"code": "distance", "name": "距离太远"}
    kept = decide(door, kept, "approve").get_json()
    assert (kept["approved_by"], kept["approved_at"] is None) == (OFFICER.name, False)
    refused = edit(door, kept, 1, dropped_reason=None)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "APPROVED")
    kept = decide(door, kept, "reopen").get_json()
    kept = edit(door, kept, 1, dropped_reason=None).get_json()
    assert [(item["dropped"], kept["approved_by"]) for item in kept["items"]] == [(None, None)] * 2
    listed = ask(door, "GET", f"/students/{door.refs['赵小满']}/shortlists").get_json()["items"]
    assert [(each["dropped"], each["version"]) for each in listed] == [(0, kept["version"])]


@pytest.mark.parametrize("reason", DropReason)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_every_reason_has_words_in_both_languages(door: Door, reason: DropReason) -> None:
    kept = edit(door, keep(door), 0, dropped_reason=reason.value).get_json()
    path = f"/api/v1/shortlists/{kept['kept']}"
    names = [
        door.client.get(path, headers={"Accept-Language": language}).get_json()["items"][0]["dropped"]["name"]
        for language in ("zh-CN", "en")
    ]
    assert names[0] != names[1]
    assert names[0] == kept["items"][0]["dropped"]["name"]


def test_once_a_referral_follows_it_stays_as_it_is(door: Door) -> None:
    kept = decide(door, keep(door), "approve").get_json()
    with make_session(door.engine, door.vault) as session:
        session.add(a_referral(session.scalars(select(ShortlistItem).limit(1)).one()))
        session.commit()
    refused = decide(door, kept, "reopen")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "REFERRED")


def test_what_cannot_be_is_refused_at_its_field(door: Door) -> None:
    kept = keep(door)
    pinned = edit(door, kept, 0, pinned=True).get_json()
    moved = edit(door, pinned, 1, position=1)
    (error,) = moved.get_json()["errors"]
    assert (moved.status_code, error["field"], error["params"]) == (422, "position", {"min": 2, "max": 2})
    for told in ({}, {"rank": 1}, {"dropped_reason": "mood"}, {"pinned": 1}, {"note": "长" * 1001}):
        assert edit(door, pinned, 0, **told).status_code == 422
    dropped = edit(door, pinned, 0, dropped_reason="other").get_json()
    refused = edit(door, dropped, 0, pinned=True)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "DROPPED")
    assert ask(door, "POST", f"/students/{door.refs['赵小满']}/shortlists", {"k": 51}).status_code == 422


def acts(kept: Any) -> list[tuple[str, str, Any]]:
    path = f"/shortlists/{kept['kept']}"
    return [
        ("PATCH", f"{path}/items/{kept['items'][0]['item']}", {"pinned": True}),
        ("POST", f"{path}/approve", None),
        ("POST", f"{path}/reopen", None),
    ]


def test_whoever_was_slower_is_told_so(door: Door) -> None:
    kept = keep(door)
    for method, path, body in acts(kept):
        assert ask(door, method, path, body).status_code == 428
        assert ask(door, method, path, body, kept["version"] + 1).status_code == 412
        kept["version"] = ask(door, method, path, body, kept["version"]).get_json()["version"]


def paths(door: Door, kept: Any) -> list[tuple[str, str, Any]]:
    student, opening = door.refs["赵小满"], door.refs["会计"]
    return [
        ("POST", f"/students/{student}/shortlists", {}),
        ("POST", f"/openings/{opening}/shortlists", {}),
        ("POST", f"/runs/{NOBODY}/students/{student}/shortlist", None),
        ("GET", f"/students/{student}/shortlists", None),
        ("GET", f"/openings/{opening}/shortlists", None),
        ("GET", f"/shortlists/{kept['kept']}", None),
        *acts(kept),
    ]


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: str(who.role))
def test_nobody_else_gets_in(door: Door, who: Principal) -> None:
    kept = keep(door)
    door.ask_as(who)
    for method, path, body in paths(door, kept):
        assert ask(door, method, path, body, 1).status_code == 403, path


def test_another_streets_are_not_even_there(door: Door) -> None:
    kept, whole = keep(door), keep(door, "openings", "会计")
    door.ask_as(STREET)
    assert ask(door, "GET", f"/shortlists/{kept['kept']}").status_code == 200
    assert ask(door, "GET", f"/shortlists/{whole['kept']}").status_code == 404  # an officer's, of all streets
    assert ask(door, "GET", f"/openings/{door.refs['会计']}/shortlists").get_json()["total"] == 0
    own = keep(door, "openings", "会计")
    assert edit(door, own, 0, pinned=True).status_code == 200
    door.ask_as(ELSEWHERE)
    missing = ask(door, "GET", f"/shortlists/{NOBODY}")
    student = f"/students/{door.refs['赵小满']}/shortlists"
    tried = [(method, path, body) for each in (kept, own) for method, path, body in acts(each)]
    tried += [("GET", f"/shortlists/{own['kept']}", None), ("GET", student, None), ("POST", student, {})]
    for method, path, body in tried:
        answer = ask(door, method, path, body, 1)
        assert (answer.status_code, answer.data) == (404, missing.data), path
    assert keep(door, "openings", "会计")["items"] == []


LOOKS: list[Callable[[Any, Door], str]] = [
    lambda kept, _: f"/shortlists/{kept['kept']}",
    lambda _, door: f"/students/{door.refs['赵小满']}/shortlists",
]


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_at_a_person_is_kept(door: Door, look: Callable[[Any, Door], str]) -> None:
    kept = keep(door)
    before = len(door.trail())
    assert ask(door, "GET", look(kept, door)).status_code == 200
    (event,) = door.trail()[before:]
    assert (event.actor, bool(event.fields)) == (OFFICER.name, True)
    assert "赵小满" not in str(event.details)


def test_a_list_of_a_run_is_kept_if_it_is_the_same_today(door: Door, production: Settings) -> None:
    market = Market(production.market, production.policy)
    performer = Performer(door.engine, door.vault, market, Uploads(production.uploads, door.vault), None, {})
    run = ask(door, "POST", "/runs", {"k": 5}).get_json()["ref"]
    path = f"/runs/{run}/students/{door.refs['赵小满']}/shortlist"
    waiting = ask(door, "POST", path)
    assert (waiting.status_code, waiting.get_json()["code"]) == (409, "RUN_NOT_OVER")
    performer.perform(run)
    listed = ask(door, "GET", f"/runs/{run}/shortlists").get_json()["items"]
    kept = ask(door, "POST", path).get_json()
    (made,) = (each["items"] for each in listed if each["student"] == door.refs["赵小满"])
    assert [{key: item[key] for key in ("rank", "ref", "score")} for item in kept["items"]] == made
    assert len(made) == 2
    assert ask(door, "POST", path.replace(door.refs["赵小满"], NOBODY)).status_code == 404
    with make_session(door.engine, door.vault) as session:
        session.scalars(select(Opening).limit(1)).one().headcount = 1
        session.commit()
    changed = ask(door, "POST", path)
    assert (changed.status_code, changed.get_json()["code"]) == (409, "RUN_OUTDATED")
    door.ask_as(ELSEWHERE)
    assert ask(door, "POST", path).status_code == 404
