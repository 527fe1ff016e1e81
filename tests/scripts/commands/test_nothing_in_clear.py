"""People who go through every door of a production instance lie nowhere in clear afterwards."""

import json
import logging
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pyotp
import pytest
from sqlalchemy import select, text

from api.logs import json_lines
from api.settings import load_settings
from models.account import Account
from models.engine import make_engine, make_session
from models.sealed_file import new_pair
from models.student import Student
from models.vault import Vault
from tests.canaries import CANARIES, CONTROL, search_files
from tests.conftest import Databases
from tests.databases import PostgresDatabases
from tests.figures import Figure
from tests.scripts.commands.conftest import Run, document
from tests.scripts.commands.serving import make_production, serving

STUDENTS = {
    "姓名": "name",
    "身份证号": "ID number",
    "手机号": "phone",
    "居住地": "address",
    "监护人": "guardian",
    "监护人电话": "guardian's phone",
    "户主": "guardian",
    "备注": "reason",
}
REFUSED = {**STUDENTS, "姓名": "refused name", "身份证号": "refused ID number"}
COMPANY = {"企业名称": "云朵机械有限公司", "统一社会信用代码": "91320205MA1CANARYN"}
CONTACT = {"联系人": CANARIES["contact"], "联系电话": CANARIES["contact's phone"]}
OPENING = {
    "external_ref": "A-1",
    "title": "会计",
    "headcount": 1,
    "place": "无锡市锡山区",
    "wage": "6000-8000",
    "education": "不限",
    "valid_to": "2099-12-31",
    "duties": "记账",
}


class Server:
    """A production instance that is served, with its worker; whoever asks brings cookies or a key."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def ask(self, method: str, path: str, *, key: str | None = None, body: Any = None, **headers: str) -> Any:
        """The answer's status and what it says; a body is JSON unless it is bytes."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if key is not None:
            headers["Authorization"] = f"Bearer {key}"
        if body is not None and not isinstance(body, bytes):
            headers, body = {"Content-Type": "application/json", **headers}, json.dumps(body).encode()
        request = Request(self.address + path, body, headers, method=method)
        try:
            with self._browser.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def fill_in(self, path: str, form_on: str | None = None, **fields: str) -> Any:
        """Fill in a form as a browser does."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.ask("GET", form_on or path)[1])
        assert token is not None
        body = urlencode({"csrf_token": token[1], **fields}).encode()
        return self.ask("POST", path, body=body, Content_Type="application/x-www-form-urlencoded")

    def upload(self, key: str, kind: str, rows: list[Mapping[str, str]]) -> Any:
        """Order an import and wait for its end."""
        table = "\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows)])
        part = '--x\r\nContent-Disposition: form-data; name="'
        body = f'{part}kind"\r\n\r\n{kind}\r\n{part}file"; filename="a.csv"\r\n\r\n{table}\r\n--x--\r\n'
        sent = {"body": body.encode(), "Content_Type": "multipart/form-data; boundary=x"}
        status, said = self.ask("POST", "/api/v1/imports", key=key, **sent)
        assert status == 202, said
        return self.wait_for(key, f"/api/v1/imports/{json.loads(said)['ref']}")

    def wait_for(self, key: str, path: str) -> Any:
        until = time.monotonic() + 60
        while (job := json.loads(self.ask("GET", path, key=key)[1]))["state"] in ("queued", "running"):
            assert time.monotonic() < until
            time.sleep(0.1)
        return job


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def server(run: Run, database_url: str, log: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """What it says of itself goes to `log`."""
    make_production(monkeypatch, database_url)
    monkeypatch.setenv("AIXIN_BACKUP_KEY", new_pair()[1].hex())
    with serving(log, "--workers", "1", "--with-worker") as address:
        yield Server(address)


@pytest.fixture
def kept(databases: Databases, database_url: str) -> Callable[[], list[Path]]:
    """The files of the database."""
    if isinstance(databases, PostgresDatabases):
        return databases.files
    file = Path(database_url.removeprefix("sqlite:///"))
    return lambda: sorted(file.parent.glob(f"{file.name}*"))


def people(columns: Mapping[str, str]) -> dict[str, str]:
    return {"困难类别": "低保", **{header: CANARIES[name] for header, name in columns.items()}}


def go_through_the_imports(server: Server, key: str) -> None:
    counts = server.upload(key, "companies", [{**COMPANY, **CONTACT}])["counts"]
    assert counts["created"] == 1
    counts = server.upload(key, "students", [people(STUDENTS), people(REFUSED)])["counts"]
    assert (counts["created"], counts["rejected"]) == (1, 1)
    without_headers = [dict(zip(CANARIES, CANARIES.values(), strict=True))]
    headers = [dict.fromkeys(CANARIES.values(), "x")]
    for rows in (without_headers, headers):
        assert server.upload(key, "students", rows)["error"]["code"] == "HEADERS_MISSING"


def go_through_the_routes(server: Server, key: str, company: str) -> None:
    name, number, phone = (quote(CANARIES[each]) for each in ("name", "ID number", "phone"))
    found = json.loads(server.ask("GET", f"/api/v1/students?q={name}", key=key)[1])
    (student,) = found["items"]
    assert student["name"] == CANARIES["name"]
    assert server.ask("POST", "/api/v1/openings", key=company, body=OPENING)[0] == 201
    for path in ("", "/shortlist"):
        status, said = server.ask("GET", f"/api/v1/students/{student['ref']}{path}", key=key)
        assert (status, CANARIES["name"] in said) == (200, True)
    status, said = server.ask("POST", "/api/v1/runs", key=key, body={"k": 5})
    assert server.wait_for(key, f"/api/v1/runs/{json.loads(said)['ref']}")["state"] == "done"
    for path in (
        f"/students/{number}",
        f"/students?{name}={phone}",
        f"/{name}",
        f"/students?q={number}&page=x",
    ):
        assert server.ask("GET", f"/api/v1{path}", key=key)[0] in (404, 422)
    for told in (
        {**OPENING, CANARIES["name"]: CANARIES["phone"]},
        {**OPENING, "headcount": CANARIES["ID number"]},
        CANARIES["name"].encode(),
        {"external_ref": [dict(CANARIES)]},
    ):
        sent = {"body": told, "Content_Type": "application/json"}
        assert server.ask("POST", "/api/v1/openings", key=company, **sent)[0] in (400, 422)
    server.ask("GET", "/api/v1/students", key=CANARIES["phone"])
    server.ask("GET", f"/{name}", User_Agent=CANARIES["phone"], Cookie=f"session={number}")
    server.ask(CANARIES["phone"], "/")


def go_through_the_pages(server: Server, login: Mapping[str, str]) -> None:
    secret = totp_secret()
    for wrong in (CANARIES["phone"], "li"):
        server.fill_in("/login", login=wrong, password=CANARIES["password"])
    server.fill_in("/login", login=login["login"], password=login["password"])
    new = CANARIES["password"]
    assert "/account" in server.ask("GET", "/account")[1]
    status, _ = server.fill_in("/account/password", "/account", old=login["password"], new=new, again=new)
    assert status == 200
    server.fill_in("/account/code", "/account", code=CANARIES["phone"])
    server.fill_in("/account/code", "/account", code=secret.now())
    told = {"student": CANARIES["ID number"], "reason": CANARIES["reason"]}
    status, said = server.fill_in("/break-glass", **told)
    assert status == 201, said


def totp_secret() -> pyotp.TOTP:
    with opened() as (engine, vault), make_session(engine, vault, read_only=True) as session:
        account = session.scalars(select(Account).where(Account.login == "li")).one()
        return pyotp.TOTP(account.totp_secret)


@contextmanager
def opened() -> Iterator[tuple[Any, Vault]]:
    settings = load_settings()
    engine = make_engine(settings.database_url)
    try:
        yield engine, Vault(settings.keys)
    finally:
        engine.dispose()


def fail_in_the_database() -> None:
    """The same student twice, and a row that a rule refuses: a server likes to quote such rows."""
    with opened() as (engine, vault), make_session(engine, vault) as session:
        known = session.scalars(select(Student)).one()
        for changes in ({"id_number_blind": known.id_number_blind}, {"version": None}):
            twin = Student(name=CANARIES["name"], id_number=CANARIES["ID number"], **changes)
            session.add(twin)
            with pytest.raises(Exception, match=r"UNIQUE|NOT NULL|unique|null value"):
                session.flush()
            session.rollback()


@pytest.mark.slow
@pytest.mark.xdist_group("server")
def test_whoever_went_through_every_door_lies_nowhere_in_clear(
    server: Server, run: Run, log: Path, kept: Callable[[], list[Path]], figure: Figure
) -> None:
    with logged(log):
        run("user", "add", "chen", "--role", "officer")
        login = document(
            run("user", "add", "li", "--role", "street_officer", "--area", "320205001", "--json")
        )
        key = document(run("key", "issue", "--account", "chen", "--json"))["key"]
        go_through_the_imports(server, key)
        company = document(run("key", "issue", "--company", COMPANY["统一社会信用代码"], "--json"))["key"]
        go_through_the_routes(server, key, company)
        go_through_the_pages(server, login)
        fail_in_the_database()
        with opened() as (engine, _), engine.begin() as connection:
            connection.execute(text("CREATE TABLE control (words TEXT)"))
            connection.execute(text("INSERT INTO control VALUES (:words)"), {"words": CONTROL})
    made = document(run("backup", "--json"))
    assert Path(made["file"]).is_relative_to(load_settings().instance)
    places = [load_settings().instance, log, Path(tempfile.gettempdir()), *kept()]
    secrets = {**CANARIES, "key": key, "company's key": company, "first password": login["password"]}
    assert search_files(*places, canaries=secrets) == []
    assert search_files(*kept(), canaries={"control": CONTROL}) != []
    assert "request_done" in log.read_text("utf-8")
    files = {file for place in places for file in [place, *place.rglob("*")] if file.is_file()}
    figure(5, f"{len(secrets)} canaries searched for in {len(files)} files: 0 found")


@contextmanager
def logged(log: Path) -> Iterator[None]:
    """What this process says goes to the log as well, with all that other programs have to say."""
    handler, root = logging.FileHandler(log), logging.getLogger()
    handler.setFormatter(json_lines())
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
