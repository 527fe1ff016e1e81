"""A student's file on the desk: what it tells, what can be done there, and what of it is kept."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, Select, event, select

from api.clock import today
from api.services.work_lists import WorkList
from api.web.students import DONE_ON
from models.audit_event import AuditEvent
from models.consent import Consent
from models.engine import make_engine, make_session
from models.schooling_event import SchoolingEvent
from models.service_event import ServiceEvent
from models.student import Student
from models.vault import Vault
from tests.api.web.conftest import Desk
from tests.api.web.invented import form_token

Kept = Callable[[Select[Any]], list[Any]]
WHOLE = "32020520030401900X"


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    desk.client.get("/students?lang=en")
    return desk.client


@pytest.fixture
def kept(desk: Desk) -> Iterator[Kept]:
    """Ask what the desk keeps by now."""
    engine = make_engine(desk.settings.database_url)

    def ask(query: Select[Any]) -> list[Any]:
        with make_session(engine, Vault(desk.settings.keys), read_only=True) as session:
            return list(session.scalars(query))

    yield ask
    engine.dispose()


@pytest.fixture
def file(desk: Desk) -> str:
    """The address of a seeker's file."""
    return f"/students/{desk.refs['赵小满']}"


def send(client: FlaskClient, file: str, act: str, **fields: Any) -> tuple[str, str]:
    """Post a form of the file; where that leads to, and what the file says then or as it comes back."""
    data = {"csrf_token": form_token(client.get(file).text), "back": file, **fields}
    answer = client.post(f"{file}/{act}", data=data)
    if answer.status_code >= 400:
        return file, answer.text
    return answer.headers["Location"], client.get(file).text


def test_what_waits_leads_to_where_it_is_done(client: FlaskClient, file: str) -> None:
    assert set(DONE_ON) == set(WorkList)
    assert '<a href="#log">Services that are promised and owed</a>' in client.get(file).text


def test_a_file_says_who_it_is_and_names_what_is_unknown(client: FlaskClient, file: str) -> None:
    page = client.get(file).text
    for words in ("赵小满", "seeking", "锡山试验学院", "会计", "college diploma", "¥4,000 a month"):
        assert words in page
    assert "Not known: Phone, Guardian, and Guardian" in page
    assert "Nothing has been recorded yet" in page


def test_a_file_names_nobody_in_its_title(client: FlaskClient, file: str) -> None:
    assert "赵小满" not in client.get(file).text.partition("</title>")[0]


def test_of_an_id_number_only_the_ends_stand_there_until_somebody_asks(
    client: FlaskClient, file: str, kept: Kept
) -> None:
    page = client.get(file).text
    assert WHOLE not in page
    assert "320 … 0X" in page
    looks = select(AuditEvent).where(AuditEvent.act == "student.read").order_by(AuditEvent.id)
    assert all("id_number" not in look.fields for look in kept(looks))
    answer = client.post(file, data={"csrf_token": form_token(page)})
    assert WHOLE in answer.text
    assert any(look.fields == ["id_number"] for look in kept(looks))


def test_a_look_at_a_file_is_kept(client: FlaskClient, file: str, kept: Kept) -> None:
    client.get(file)
    look = kept(select(AuditEvent).order_by(AuditEvent.id))[-1]
    assert (look.act, look.subject_ref) == ("student.read", file.removeprefix("/students/"))
    assert {"name", "phone", "hardships", "history"} <= set(look.fields)


def test_nobody_has_a_file_of_another_reference(client: FlaskClient, file: str) -> None:
    assert client.get("/students/nobody").status_code == 404
    for act in ("services", "consents", "consents/withdraw", "schooling", "graduation", "state"):
        token = form_token(client.get(file).text)
        assert client.post(f"/students/nobody/{act}", data={"csrf_token": token}).status_code == 404


def test_a_service_is_logged_by_the_button_of_its_kind(client: FlaskClient, file: str, kept: Kept) -> None:
    back, page = send(client, file, "services", kind="guidance", day=str(today()), note="想做会计")
    assert back == file
    assert "Logged." in page
    assert "Career guidance" in page
    assert "想做会计" in page
    assert "<span>guidance talks</span> <strong>1 / 1</strong>" in page
    assert kept(select(ServiceEvent.kind)) == ["guidance"]


def test_a_second_click_logs_nothing(client: FlaskClient, file: str, kept: Kept) -> None:
    told = {"kind": "contact", "note": "电话未接"}
    before = len(kept(select(ServiceEvent.kind)))
    send(client, file, "services", **told)
    assert "This was noted already, a moment ago" in send(client, file, "services", **told)[1]
    assert len(kept(select(ServiceEvent.kind))) == before + 1


def test_a_recommendation_is_counted_by_a_referral_alone(client: FlaskClient, file: str, kept: Kept) -> None:
    assert 'value="recommendation"' not in client.get(file).text
    send(client, file, "services", kind="recommendation")
    assert "recommendation" not in kept(select(ServiceEvent.kind))


@pytest.mark.parametrize(
    "refused",
    [
        ("services", {"kind": "guidance", "day": "2099-01-01"}, "This day has not come yet"),
        ("services", {"kind": "a wish", "day": "2026-01-01"}, "Some fields cannot be accepted"),
        ("services", {"kind": "guidance", "day": "yesterday"}, "Some fields cannot be accepted"),
        ("consents", {"signer": "student", "evidence": "A-1", "company": "无名公司"}, "Some fields cannot"),
        ("consents", {"signer": "student", "company": "锡东暖心机械厂"}, "This must be filled in"),
        ("schooling", {"kind": "attended", "day": "2099-01-01"}, "Some fields cannot be accepted"),
        ("schooling", {"kind": "attended", "day": "2026-01-05", "reason": "fees"}, "Some fields cannot"),
        ("graduation", {"graduated_on": "2026-01-05", "version": "0"}, "Somebody has changed this"),
    ],
)
def test_what_cannot_be_is_said_on_the_file_and_not_kept(
    client: FlaskClient, file: str, kept: Kept, refused: tuple[str, dict[str, str], str]
) -> None:
    act, fields, says = refused
    before = [len(kept(select(each))) for each in (ServiceEvent, Consent, SchoolingEvent)]
    back, page = send(client, file, act, **fields)
    assert back == file
    assert says in page
    assert [len(kept(select(each))) for each in (ServiceEvent, Consent, SchoolingEvent)] == before


def test_a_consent_on_paper_is_recorded_and_taken_back(client: FlaskClient, file: str, kept: Kept) -> None:
    company = "锡东暖心机械厂"
    _, page = send(client, file, "consents", company=company, signer="student", evidence="柜3-17")
    assert f"Agrees to be named to {company}" in page
    assert "Consents that hold: 1" in page
    _, page = send(client, file, "consents/withdraw", company=company)
    assert "Consents that hold" not in page
    assert f"Takes back the consent to be named to {company}" in page
    (evidence,) = kept(select(Consent.evidence_sealed))
    assert evidence is not None


def test_what_happened_at_school_is_logged(client: FlaskClient, file: str) -> None:
    _, page = send(client, file, "schooling", kind="absent_long", day="2024-03-01", reason="illness")
    assert "Absent for long: illness" in page


def test_whoever_is_in_school_can_be_handed_over(client: FlaskClient, desk: Desk) -> None:
    ref = desk.refs["钱立夏"]
    file = f"/students/{ref}"
    assert "hand over to the search" not in client.get(file).text
    engine = make_engine(desk.settings.database_url)
    with make_session(engine, Vault(desk.settings.keys)) as session:
        student = session.scalars(select(Student).where(Student.ref == ref)).one()
        student.completion, student.graduation = None, today().replace(year=today().year + 1, day=1)
        session.commit()
        version = student.version
    engine.dispose()
    assert "hand over to the search" in client.get(file).text
    _, page = send(client, file, "graduation", graduated_on=str(today()), version=str(version))
    assert "Handed over to the search for work" in page
    assert "hand over to the search" not in page


def test_the_file_speaks_chinese(client: FlaskClient, file: str) -> None:
    page = client.get(f"{file}?lang=zh_CN").text
    for words in ("登记服务", "今年的服务", "未知：手机号", "求职中"):
        assert words in page
    client.get(f"{file}?lang=en")


def test_a_longer_history_asks_the_database_no_oftener(client: FlaskClient, file: str) -> None:
    asked: list[str] = []

    def note(*args: Any) -> None:
        asked.append(args[2])

    def questions() -> int:
        asked.clear()
        client.get(file)
        return len(asked)

    send(client, file, "services", kind="contact", day="2026-01-05")
    event.listen(Engine, "before_cursor_execute", note)
    before = questions()
    for number in range(5):
        send(client, file, "services", kind="contact", day=f"2026-01-1{number}")
        send(client, file, "schooling", kind="visit", day=f"2024-01-1{number}")
    after = questions()
    event.remove(Engine, "before_cursor_execute", note)
    assert 0 < after <= before
