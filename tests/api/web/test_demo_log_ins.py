"""In a demo one may be anybody: each log-in opens what its role opens, and nothing else."""

import re

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from models.engine import make_engine
from models.principal import ACCOUNT_ROLES, Role
from scripts.demo_log_ins import have_log_ins, log_ins_path
from tests.api.web.conftest import Desk
from tests.api.web.invented import Invented
from tests.api.web.invented import log_in as enter

OPEN = {  # role → the desk's students, the API's students, the trail
    Role.ADMINISTRATOR: (False, 403, 403),
    Role.OFFICER: (True, 200, 403),
    Role.STREET_OFFICER: (True, 200, 403),
    Role.LEADER: (False, 403, 403),
    Role.AUDITOR: (False, 403, 200),
    Role.COMPANY: (False, 403, 403),
}


@pytest.fixture(scope="module")
def passwords(desk: Desk) -> dict[str, str]:
    engine = make_engine(desk.settings.database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE students SET place = '320205001'")
        connection.exec_driver_sql("UPDATE companies SET verified = 1")
    made = have_log_ins(desk.settings, engine)
    assert have_log_ins(desk.settings, engine) == made
    engine.dispose()
    assert log_ins_path(desk.settings.instance).stat().st_mode & 0o777 == 0o600
    return {each["login"]: each["password"] for each in made["accounts"]}


def log_in(desk: Desk, login: str, password: str) -> FlaskClient:
    client = create_app(desk.settings).test_client()
    form = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/login").text)
    assert form is not None
    fields = {"login": login, "password": password, "csrf_token": form[1]}
    assert client.post("/login", data=fields, follow_redirects=True).status_code == 200
    return client


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_each_role_gets_what_is_its_own(desk: Desk, passwords: dict[str, str], role: Role) -> None:
    client = log_in(desk, role.value, passwords[role.value])
    answers = (client.get("/api/v1/students").status_code, client.get("/api/v1/audit-events").status_code)
    assert client.get("/", follow_redirects=True).status_code == 200
    assert ("赵小满" in client.get("/students").text, *answers) == OPEN[role]


def test_nothing_is_to_be_set_up_in_a_demo(desk: Desk, passwords: dict[str, str]) -> None:
    client = log_in(desk, "auditor", passwords["auditor"])
    page = client.get("/account?lang=en").text
    assert "Not needed here: this is a demo." in page
    assert "Set up what follows first" not in page


def test_a_wrong_password_opens_nothing_new(desk: Desk, passwords: dict[str, str]) -> None:
    client = log_in(desk, "auditor", passwords["leader"])
    assert client.get("/api/v1/audit-events").status_code == 403


def test_whoever_does_not_log_in_is_an_officer_still(desk: Desk, passwords: dict[str, str]) -> None:
    assert desk.client.get("/api/v1/students").status_code == 200


@pytest.mark.xdist_group("invented")
def test_a_demos_company_has_somebody_to_answer(invented: Invented) -> None:
    client = invented.app().test_client()
    enter(client, Role.COMPANY.value, invented.passwords[Role.COMPANY.value])
    assert "Nobody waits for your answer" not in client.get("/company/today?lang=en").text
