"""A student's record edited and a student added on the desk: nothing that was typed is lost."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from api.app import create_app
from api.clock import today
from api.presenters.record_forms import student_form
from models.audit_event import AuditEvent
from models.engine import make_engine, make_session
from models.principal import Principal, Role
from models.vault import Vault
from tests.api.askers import Asker
from tests.api.web.conftest import Desk
from tests.api.web.invented import form_token

NEW = {
    "name": "孙白露",
    "id_number": "32020520040101001X",
    "place": "锡山区安镇街道",
    "hardship": ["低保", "孤儿"],
    "skills": "Excel、会计",
    "state": "求职中",
}


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    desk.client.get("/students?lang=en")
    return desk.client


@pytest.fixture
def address(desk: Desk) -> str:
    return f"/students/{desk.refs['赵小满']}/edit"


def filled(page: str, **otherwise: Any) -> dict[str, Any]:
    """What a browser would post of the form for the record, with some of it typed otherwise."""
    form = html5lib.parse(page, namespaceHTMLElements=False).find(".//form[@class='record']")
    assert form is not None
    told: dict[str, Any] = {}
    for entry in form.iter("input"):
        kind, name = entry.get("type"), str(entry.get("name"))
        if kind not in ("checkbox", "radio"):
            told[name] = entry.get("value", "")
        elif entry.get("checked") is not None:
            told.setdefault(name, []).append(entry.get("value"))
    for entry in form.iter("textarea"):
        told[str(entry.get("name"))] = "".join(entry.itertext()).replace("\n", "\r\n")
    for entry in form.iter("select"):
        chosen = [each.get("value") for each in entry.iter("option") if each.get("selected") is not None]
        told[str(entry.get("name"))] = (chosen or [""])[0]
    return told | otherwise


@pytest.fixture
def looks(desk: Desk) -> Iterator[Any]:
    """Ask for the acts of one kind that the trail holds."""
    engine = make_engine(desk.settings.database_url)

    def ask(act: str) -> list[AuditEvent]:
        query = select(AuditEvent).where(AuditEvent.act == act).order_by(AuditEvent.id)
        with make_session(engine, Vault(desk.settings.keys), read_only=True) as session:
            return list(session.scalars(query))

    yield ask
    engine.dispose()


def test_the_form_has_every_field_of_a_record(client: FlaskClient, address: str) -> None:
    officer = Principal(Role.OFFICER, "account:a")
    with client.application.test_request_context("/?lang=en"):
        names = student_form(None, officer, today()).names
    for page in (client.get(address).text, client.get("/students/new").text):
        assert {name for name in names if f'name="{name}"' not in page} <= {"hardship"}
        assert page.count('name="hardship"') >= 10


def test_what_is_posted_as_it_stands_changes_nothing(client: FlaskClient, address: str, looks: Any) -> None:
    before = len(looks("student.corrected"))
    answer = client.post(address, data=filled(client.get(address).text))
    assert answer.status_code == 303
    assert answer.headers["Location"] == address.removesuffix("/edit")
    assert len(looks("student.corrected")) == before


def test_what_is_typed_otherwise_is_saved(client: FlaskClient, address: str) -> None:
    form = filled(client.get(address).text, phone="13800138000", note="第一行\r\n第二行")
    assert client.post(address, data=form).status_code == 303
    page = client.get(address.removesuffix("/edit")).text
    assert "Saved." in page
    assert "13800138000" in page
    assert filled(client.get(address).text)["note"] == "第一行\r\n第二行"


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    client: FlaskClient, address: str, looks: Any
) -> None:
    form = filled(client.get(address).text, graduation="sometime", school="新校名学院", name="")
    before = len(looks("student.form"))
    answer = client.post(address, data=form)
    assert answer.status_code == 422
    assert 'id="graduation-wrong"' in answer.text
    assert 'id="name-wrong"' in answer.text
    typed = filled(answer.text)
    assert (typed["graduation"], typed["school"], typed["name"]) == ("sometime", "新校名学院", "")
    assert typed["was.name"] == "赵小满"
    assert len(looks("student.form")) == before + 1  # it shows the record
    assert "新校名学院" not in client.get(address).text


def test_whoever_was_slower_chooses_between_the_two_and_loses_nothing(
    client: FlaskClient, address: str
) -> None:
    mine = filled(client.get(address).text)
    theirs = filled(client.get(address).text, school="他校", guardian="赵大山")
    assert client.post(address, data=theirs).status_code == 303
    answer = client.post(address, data=mine | {"school": "我校", "wage_floor": "4321"})
    assert answer.status_code == 412
    assert "Somebody has changed this record" in answer.text
    assert "School: " in answer.text
    choices = re.findall(r'type="radio" name="(\w+)" value="([^"]*)"', unescape(answer.text))
    assert choices == [("school", "他校"), ("school", "我校")]
    again = filled(answer.text)
    assert again["wage_floor"] == "4321"  # mine alone
    assert again["guardian"] == "赵大山"  # theirs alone
    assert client.post(address, data=again | {"school": "我校"}).status_code == 303
    saved = filled(client.get(address).text)
    assert (saved["school"], saved["wage_floor"], saved["guardian"]) == ("我校", "4321", "赵大山")


def test_two_who_changed_different_fields_have_nothing_to_choose(client: FlaskClient, address: str) -> None:
    mine = filled(client.get(address).text)
    theirs = filled(client.get(address).text, guardian_phone="13900139000")
    assert client.post(address, data=theirs).status_code == 303
    answer = client.post(address, data=mine | {"wished_places": "无锡"})
    assert answer.status_code == 412
    assert "You changed other fields" in answer.text
    again = filled(answer.text)
    assert (again["guardian_phone"], again["wished_places"]) == ("13900139000", "无锡")
    assert client.post(address, data=again).status_code == 303


def test_a_student_is_registered_by_hand_once(client: FlaskClient) -> None:
    token = form_token(client.get("/students/new").text)
    answer = client.post("/students/new", data={**NEW, "csrf_token": token})
    assert answer.status_code == 303, answer.text
    page = client.get(answer.headers["Location"]).text
    for words in ("孙白露", "orphan", "minimum living allowance"):
        assert words in page
    again = client.post("/students/new", data={**NEW, "csrf_token": token})
    assert again.status_code == 422
    assert f'href="{answer.headers["Location"]}"' in again.text
    assert filled(again.text)["hardship"] == ["低保", "孤儿"]


def test_who_is_added_needs_a_name_and_a_number(client: FlaskClient, desk: Desk) -> None:
    token = form_token(client.get("/students/new").text)
    answer = client.post("/students/new", data={"school": "某校", "csrf_token": token})
    assert answer.status_code == 422
    for name in ("name", "id_number", "hardship"):
        assert f'id="{name}-wrong"' in answer.text
    assert filled(answer.text)["school"] == "某校"


def test_where_a_student_stands_is_changed_on_the_file(client: FlaskClient, address: str, desk: Desk) -> None:
    file = address.removesuffix("/edit")
    version = filled(client.get(address).text)["version"]
    form = {"csrf_token": form_token(client.get(file).text), "back": file, "version": version}
    answer = client.post(f"{file}/state", data=form | {"state": "暂不就业", "reason": "备考"})
    assert answer.status_code == 303
    assert "not seeking now" in client.get(file).text
    assert filled(client.get(address).text)["state"] == "暂不就业（备考）"
    slower = client.post(
        f"{file}/state", data=form | {"form": "state", "state": "求职中", "reason": "另有打算"}
    )
    assert slower.status_code == 412
    assert "Somebody has changed this" in slower.text
    assert 'value="另有打算"' in slower.text


def test_whom_nobody_knows_cannot_be_edited(client: FlaskClient) -> None:
    assert client.get("/students/nobody/edit").status_code == 404
    token = form_token(client.get("/students/new").text)
    for act in ("edit", "state"):
        assert client.post(f"/students/nobody/{act}", data={"csrf_token": token}).status_code == 404


def test_a_look_at_the_form_is_kept(client: FlaskClient, address: str, looks: Any) -> None:
    before = len(looks("student.form"))
    client.get(address)
    assert len(looks("student.form")) == before + 1
    assert {"id_number", "hardship", "limits"} <= set(looks("student.form")[-1].fields)


def test_an_officer_of_a_street_leaves_names_and_hardship_to_the_district(
    desk: Desk, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = Asker()
    asker.who = Principal(Role.STREET_OFFICER, "account:b", area="320205")
    monkeypatch.setattr("api.app.authenticate", asker.authenticate)
    client = create_app(desk.settings).test_client()
    page = client.get(f"{address}?lang=en").text
    form = filled(page)
    assert "s to change" in page
    assert not {"name", "id_number", "hardship", "household"} & set(form)
    assert client.post(address, data=form | {"phone": "13700137000"}).status_code == 303
    meant = client.post(address, data=filled(client.get(address).text, name="赵大满"))
    assert meant.status_code == 303  # a field that is not theirs is not read
    assert "赵小满" in client.get(address).text
    assert 'name="street"' not in client.get("/students").text


def test_an_officer_of_another_street_has_no_such_student(
    desk: Desk, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = Asker()
    asker.who = Principal(Role.STREET_OFFICER, "account:b", area="320206001")
    monkeypatch.setattr("api.app.authenticate", asker.authenticate)
    client = create_app(desk.settings).test_client()
    file = address.removesuffix("/edit")
    for part in ("", "/edit", "/study-aid", "/relief"):
        assert client.get(f"{file}{part}").status_code == 404
    assert "Found: 0" in client.get("/students?lang=en").text
