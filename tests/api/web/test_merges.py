"""Two records of one student on the desk: found, put side by side, and made one."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from models.audit_event import AuditEvent
from models.engine import make_engine, make_session
from models.principal import Role
from models.queries import students
from models.student import Student
from models.vault import Vault
from tests.api.web.conftest import Desk
from tests.api.web.crawler import parse
from tests.api.web.filled_forms import send
from tests.api.web.invented import Invented, form_token, log_in
from tests.models.samples import a_student

NAME = "赵小满"
OURS, THEIRS = "13800000001", "13800000002"


@pytest.fixture
def engine_of(desk: Desk) -> Iterator[Engine]:
    engine = make_engine(desk.settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    desk.client.get("/students?lang=en")
    return desk.client


@pytest.fixture
def here(desk: Desk, engine_of: Engine) -> Iterator[str]:
    """Where a student and a second record of theirs, with another phone, stand side by side."""
    vault = Vault(desk.settings.keys)
    with make_session(engine_of, vault) as session:
        known = students.get(session, desk.refs[NAME])
        assert known is not None
        known.phone = OURS
        twin = a_student(vault, name=NAME, phone=THEIRS, hardships=[])
        session.add(twin)
        session.commit()
        ref = twin.ref
    yield f"/students/{desk.refs[NAME]}/merge/{ref}"
    with make_session(engine_of, vault) as session:
        for left in session.scalars(select(Student).where(Student.ref == ref, Student.erased_at.is_(None))):
            session.delete(left)
        session.commit()


def test_whoever_has_the_same_name_is_found_at_once(client: FlaskClient, here: str, desk: Desk) -> None:
    own = desk.refs[NAME]
    page = client.get(f"/students/{own}/merge").text
    assert "Found: 1" in page
    assert f'href="{here}"' in page
    assert f"/merge/{own}" not in page
    assert "Registered twice?" in client.get(f"/students/{own}").text
    assert client.get(f"/students/{own}/merge/{own}").status_code == 404


def test_both_stand_side_by_side_and_the_look_is_kept(
    client: FlaskClient, here: str, engine_of: Engine, desk: Desk
) -> None:
    page = client.get(here).text
    assert "This cannot be undone" in page
    assert OURS in page
    assert THEIRS in page
    with make_session(engine_of, Vault(desk.settings.keys), read_only=True) as session:
        newest = select(AuditEvent).order_by(AuditEvent.id.desc())
        event = session.scalars(newest).first()
        assert event is not None
        assert event.act == "students.compared"
        assert "phone" in event.fields


def test_what_is_not_chosen_is_asked_for_and_what_was_stays(client: FlaskClient, here: str) -> None:
    answer = send(client, here, here, **{"take:phone": "", "take:id_number": "drop"})
    assert answer.status_code == 409
    assert "choose for each field which one holds" in answer.text
    ticked = {
        each.get("name"): each.get("value")
        for each in parse(answer.text).iter("input")
        if each.get("type") == "radio" and "checked" in each.attrib
    }
    assert ticked == {"take:id_number": "drop"}


def test_a_record_that_changed_meanwhile_is_looked_at_again(client: FlaskClient, here: str) -> None:
    page = client.get(here).text
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None
    for ours, theirs in (("99", "1"), (found[1], "99")):
        told = {"csrf_token": form_token(page), "back": here, "version": ours, "other_version": theirs}
        answer = client.post(here, data=told, follow_redirects=True)
        assert "Make one of the two" in answer.text
        assert 'role="alert"' in answer.text


def test_the_two_are_one(client: FlaskClient, here: str) -> None:
    keep, _, drop = here.removeprefix("/students/").partition("/merge/")
    page = send(client, here, here, **{"take:phone": "drop", "take:id_number": "keep"}).text
    assert "The two records are one now." in page
    assert THEIRS in page
    assert OURS not in page
    for rest in ("", "/edit", "/study-aid", "/merge"):
        answer = client.get(f"/students/{drop}{rest}")
        assert (answer.status_code, answer.location) == (303, f"/students/{keep}{rest}")
    assert "This record was merged into another one" in client.get(f"/students/{keep}").text
    assert client.get(here).location == f"/students/{keep}"  # back to where the two stood
    token = form_token(client.get(f"/students/{keep}/edit").text)
    answer = client.post(f"/students/{drop}/edit", data={"csrf_token": token, "name": "赵小小"})
    assert (answer.status_code, answer.location) == (303, f"/students/{keep}")  # nothing of it is taken over
    assert "赵小小" not in client.get(f"/students/{keep}").text
    assert "Nobody else is found" in client.get(f"/students/{keep}/merge").text


@pytest.mark.xdist_group("invented")
def test_a_street_officer_merges_nobody(invented: Invented) -> None:
    client = invented.app().test_client()
    role = Role.STREET_OFFICER.value
    log_in(client, role, invented.passwords[role])
    assert client.get("/students/none/merge").status_code == 403
    assert client.get("/students/none/merge/other").status_code == 403


def test_a_file_says_that_another_of_this_name_and_birth_date_is_registered(
    client: FlaskClient, here: str, desk: Desk, engine_of: Engine
) -> None:
    keep, _, twin = here.removeprefix("/students/").partition("/merge/")
    sentence = "Somebody of the same name, with the same birth date or phone, is registered as well"
    with make_session(engine_of, Vault(desk.settings.keys)) as session:
        known, other = students.get(session, keep), students.get(session, twin)
        assert known is not None
        assert other is not None
        other.birth_date = known.birth_date - timedelta(days=1)
        session.commit()
        assert sentence not in client.get(f"/students/{keep}").text
        other.phone = OURS
        session.commit()
        page = client.get(f"/students/{keep}").text
        assert sentence in page
        assert f'href="{here}"' in page
        other.phone, other.birth_date = THEIRS, known.birth_date
        session.commit()
        assert sentence in client.get(f"/students/{twin}").text
