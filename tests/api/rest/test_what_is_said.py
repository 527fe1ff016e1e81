"""A refusal says what is wrong, and nothing else."""

from typing import Any

import pytest

from tests.api.rest.officer_door import Door
from tests.api.rest.referral_desk import NOBODY, Desk


@pytest.fixture
def desk(door: Door) -> Desk:
    return Desk(door)


def said(answer: Any) -> tuple[int, str, list[tuple[str, str]]]:
    told = answer.get_json()
    return (
        answer.status_code,
        told["title"],
        [(each["field"], each["code"]) for each in told.get("errors", ())],
    )


def test_an_empty_object_says_nothing_where_nothing_is_taken(desk: Desk) -> None:
    referral = desk.proposed()
    desk.agreed()
    referral = desk.get(f"/referrals/{referral['ref']}")
    path = f"/referrals/{referral['ref']}/send"
    status, _, errors = said(desk.ask("POST", path, {"to": "all"}, referral["version"]))
    assert (status, errors) == (422, [("", "BODY_UNASKED")])
    assert desk.ask("POST", path, {}, referral["version"]).status_code == 200


def test_no_body_is_needed_where_nothing_has_to_be_said(desk: Desk) -> None:
    assert desk.ask("POST", f"/students/{desk.student}/link").status_code == 201
    status, title, _ = said(desk.ask("POST", f"/students/{desk.student}/consents"))
    assert (status, "JSON" in title) == (415, True)


def test_an_edit_that_says_nothing_is_told_what_it_may_say(desk: Desk) -> None:
    kept = desk.done(f"/students/{desk.student}/shortlists", {"k": 5})
    path = f"/shortlists/{kept['kept']}/items/{kept['items'][0]['item']}"
    answer = desk.ask("PATCH", path, {}, kept["version"])
    assert said(answer)[2] == [("", "NOTHING_TOLD")]
    assert "dropped_reason" in answer.get_json()["errors"][0]["message"]


def test_the_same_referral_twice_is_there_already(desk: Desk) -> None:
    desk.proposed()
    kept = desk.get(f"/students/{desk.student}/shortlists")["items"][0]
    shortlist = desk.get(f"/shortlists/{kept['kept']}")
    path = f"/shortlists/{kept['kept']}/items/{shortlist['items'][0]['item']}/referral"
    answer = desk.ask("POST", path, {}, shortlist["version"])
    assert answer.status_code == 409
    assert [each["message"] for each in answer.get_json()["errors"]] == ["已存在，不能重复"]


@pytest.mark.parametrize("path", [f"/students/{NOBODY}", "/nothing"])
def test_what_is_not_there_is_no_page(desk: Desk, path: str) -> None:
    status, title, _ = said(desk.ask("GET", path))
    assert (status, "页" in title) == (404, False)


def test_a_day_to_come_says_nothing_of_money(desk: Desk) -> None:
    told = {"kind": "visit", "day": "2099-12-31"}
    answer = desk.ask("POST", f"/students/{desk.student}/schooling-events", told)
    assert [each["message"] for each in answer.get_json()["errors"]] == ["这一天还没有到"]
