"""Study aid and relief of a student on the desk: entered, taken back, and what was typed comes back."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.clock import today
from api.i18n import speaking
from api.presenters.study_aid import term_name
from api.presenters.study_aid_choices import study_aid_choices
from models.school_calendar import SchoolCalendar
from tests.api.web.conftest import Desk
from tests.api.web.invented import form_token

RUNNING = SchoolCalendar().term_of(today())


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    desk.client.get("/students?lang=en")
    return desk.client


@pytest.fixture
def file(desk: Desk) -> str:
    return f"/students/{desk.refs['赵小满']}"


@pytest.fixture
def page(file: str) -> str:
    return f"{file}/study-aid"


def found(pattern: str, text: str) -> str:
    """What the group of a pattern holds in the text."""
    match = re.search(pattern, text)
    assert match is not None, pattern
    return match[1]


def term_called(name: str, text: str) -> str:
    """The reference of the term under a heading of the page."""
    return found(r'name="form" value="payment:(\w+)"', text.partition(f"{name}</h2>")[2])


def send(client: FlaskClient, page: str, to: str | None = None, **fields: Any) -> tuple[int, str]:
    """Post one of a page's forms; the status, and what the page says then."""
    token = form_token(client.get(page).text)
    answer = client.post(to or page, data={"csrf_token": token, "back": page, **fields})
    return answer.status_code, unescape(client.get(page).text if answer.status_code == 303 else answer.text)


def refused(client: FlaskClient, page: str, **fields: Any) -> str:
    status, text = send(client, page, **fields)
    assert status in (409, 412, 422), text
    return text


def test_a_term_is_added_paid_corrected_and_taken_back(client: FlaskClient, page: str) -> None:
    assert "No term is registered yet" in client.get(page).text
    status, text = send(client, page, form="term", term=RUNNING, tuition_due="4700", lodging_due="800")
    assert status == 303
    assert "Saved." in text
    assert term_name_in(client) in text
    assert '<dd class="gap">¥5,500</dd>' in text

    term = found(r'value="payment:(\w+)"', text)
    _, text = send(client, page, form=f"payment:{term}", source="grant", amount="1650.50", paid_on=today())
    assert '<dd class="gap">¥3,849.50</dd>' in text
    _, text = send(client, page, form=f"payment:{term}", source="school", amount="900")
    assert "<dt>Promised</dt><dd>¥900</dd>" in text

    promise = found(r'action="/aid-payments/(\w+)/paid"', text)
    version = found(r'name="version" value="(\d+)"', text.partition("/paid")[2])
    _, text = send(client, page, f"/aid-payments/{promise}/paid", paid_on=today(), version=version)
    assert "<dt>Promised</dt><dd>¥0</dd>" in text
    assert '<dd class="gap">¥2,949.50</dd>' in text

    _, text = send(client, page, f"/terms/{term}/take-back", reason="mistyped")
    assert "take that back first" in text
    _, text = send(client, page, f"/aid-payments/{promise}/take-back", reason="entered_twice")
    assert "taken back: entered twice" in text
    assert '<dd class="gap">¥3,849.50</dd>' in text

    version = found(
        rf'name="version" value="(\d+)">\s*<input type="hidden" name="form" value="dues:{term}"', text
    )
    changed = {"form": f"dues:{term}", "version": version, "tuition_due": "5000"}
    _, text = send(client, page, **changed)
    assert "<dt>Lodging</dt><dd>—</dd>" in text  # a blank takes it back
    assert "<dt>Missing</dt><dd >unknown</dd>" in text


def term_name_in(client: FlaskClient) -> str:
    with client.application.test_request_context("/?lang=en"):
        return term_name(RUNNING)


def test_what_cannot_be_read_comes_back_with_what_was_typed(client: FlaskClient, page: str) -> None:
    text = refused(client, page, form="term", term="2024-2025-1", school="某职校", tuition_due="a lot")
    assert 'value="某职校"' in text
    assert 'value="a lot"' in text
    assert "This does not read as an amount of money" in text
    assert "2024–2025, first term</h2>" not in text


def test_a_term_that_is_there_is_not_added_again(client: FlaskClient, page: str) -> None:
    send(client, page, form="term", term="2023-2024-1")
    text = refused(client, page, form="term", term="2023-2024-1", school="某职校")
    assert 'role="alert"' in text
    assert 'value="某职校"' in text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"source": "grant", "amount": ""}, "This must be filled in"),
        ({"source": "grant", "amount": "12", "paid_on": "2099-01-01"}, "yet to come"),
        ({"source": "company", "amount": "12", "company": "无此公司"}, "No company goes by this"),
        ({"source": "grant", "amount": "12", "company": "锡东暖心机械厂"}, "The source is not a company"),
        ({"source": "a friend", "amount": "12"}, "Some fields cannot be accepted"),
    ],
)
def test_a_payment_that_cannot_be_comes_back(
    client: FlaskClient, page: str, fields: dict[str, str], says: str
) -> None:
    _, text = send(client, page, form="term", term="2024-2025-2", tuition_due="1")
    term = term_called("2024–2025, second term", text)
    text = refused(client, page, form=f"payment:{term}", note="每月", **fields)
    assert says in text
    assert 'value="每月"' in text


def test_of_two_who_change_what_is_due_the_second_is_told(client: FlaskClient, page: str) -> None:
    _, text = send(client, page, form="term", term="2025-2026-1", tuition_due="1")
    term = term_called("2025–2026, first term", text)
    text = refused(client, page, form=f"dues:{term}", version="0", tuition_due="777")
    assert "Somebody has changed this" in text
    assert 'value="777"' in text


def test_nobody_elses_term_is_paid_for_on_this_page(client: FlaskClient, page: str, desk: Desk) -> None:
    other = f"/students/{desk.refs['钱立夏']}/study-aid"
    _, text = send(client, other, form="term", term=RUNNING)
    term = found(r'value="payment:(\w+)"', text)
    status, _ = send(client, page, form=f"payment:{term}", source="grant", amount="1")
    assert status == 404
    assert "This request could not be understood" in send(client, page, form="gift")[1]


def test_the_terms_to_add_are_those_that_are_not_there() -> None:
    with speaking("en"):
        choices = [code for code, _ in study_aid_choices(date(2026, 11, 23), ["2026-2027-1"])["terms"]]
    assert choices[:2] == ["2026-2027-2", "2025-2026-2"]
    assert "2026-2027-1" not in choices


def test_relief_is_booked_and_taken_back(client: FlaskClient, file: str) -> None:
    ledger = f"{file}/relief"
    assert "Nothing has been paid yet" in client.get(ledger).text
    paid = {
        "form": "payment",
        "purpose": "living",
        "amount": "3200",
        "paid_on": today(),
        "decision": "锡救9号",
    }
    _, text = send(client, ledger, **paid)
    assert "In all: ¥3,200" in text
    assert "锡救9号" in text
    again = refused(client, ledger, **paid)
    assert "This payment stands in the books already" in again
    assert 'value="3200"' in again
    payment = found(r'action="/relief-payments/(\w+)/take-back"', text)
    _, text = send(client, ledger, f"/relief-payments/{payment}/take-back", reason="wrong_person")
    assert "In all: ¥0" in text
    assert "taken back: of somebody else" in text


def test_what_was_logged_is_taken_back_on_the_file(client: FlaskClient, file: str) -> None:
    send(client, file, f"{file}/services", kind="contact", day=today(), note="没打通")
    _, text = send(client, file, f"{file}/schooling", kind="visit", day="2024-05-06")
    for noun in ("services", "schooling"):
        ref = found(rf'action="/{noun}/(\w+)/take-back"', text)
        _, text = send(client, file, f"/{noun}/{ref}/take-back", reason="never_happened")
        assert f'action="/{noun}/' not in text
    assert text.count("taken back: did not take place") == 2


@pytest.mark.parametrize("noun", ["services", "schooling", "terms", "aid-payments", "relief-payments"])
def test_what_is_not_there_cannot_be_taken_back(client: FlaskClient, file: str, noun: str) -> None:
    assert send(client, file, f"/{noun}/nothing/take-back", reason="other")[0] == 404


def test_whom_nobody_knows_has_neither(client: FlaskClient) -> None:
    for page in ("study-aid", "relief"):
        assert client.get(f"/students/nobody/{page}").status_code == 404
