"""Officers read what waits; nobody else does, and every look at names is kept."""

import pytest

from api.services.work_lists import WorkList
from models.principal import Principal
from tests.api.rest.officer_door import ELSEWHERE, OTHERS, STREET, Door

PATH = "/api/v1/work-lists"


def counts(door: Door) -> dict[str, int]:
    items = door.client.get(PATH).get_json()["items"]
    return {item["code"]: item["count"] for item in items}


def test_the_lists_and_how_much_waits_on_each(door: Door) -> None:
    expected = dict.fromkeys(WorkList, 0) | {WorkList.SERVICES_OWED: 1}
    assert counts(door) == expected
    assert door.trail() == []  # numbers only
    door.ask_as(STREET)
    assert counts(door) == expected
    door.ask_as(ELSEWHERE)
    assert counts(door) == dict.fromkeys(WorkList, 0)


@pytest.mark.parametrize("name", WorkList)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_every_list_can_be_read_and_has_a_name_in_both_languages(door: Door, name: WorkList) -> None:
    names = set()
    for language in ("zh-CN", "en"):
        answer = door.client.get(f"{PATH}/{name}", headers={"Accept-Language": language})
        assert answer.status_code == 200
        names.add(answer.get_json()["list"]["name"])
    assert len(names) == 2


def test_a_list_names_students_and_the_look_is_kept(door: Door) -> None:
    listed = door.client.get(f"{PATH}/services-owed").get_json()
    (item,) = listed["items"]
    assert (item["name"], item["student"], item["day"]) == ("赵小满", door.refs["赵小满"], None)
    assert item["what"] == "政策宣讲 1、职业指导 1、岗位推荐 3、培训或见习 1"
    (event,) = door.trail()
    assert (event.act, event.details) == ("work.listed", {"refs": [door.refs["赵小满"]]})
    door.ask_as(ELSEWHERE)
    assert door.client.get(f"{PATH}/services-owed").get_json()["items"] == []


def test_a_list_that_is_none(door: Door) -> None:
    assert door.client.get(f"{PATH}/everything").status_code == 404


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: str(who.role))
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nobody_else_gets_in(door: Door, who: Principal) -> None:
    door.ask_as(who)
    for path in (PATH, f"{PATH}/services-owed"):
        assert door.client.get(path).status_code == 403
