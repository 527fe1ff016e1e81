"""An act that cannot be audited does not happen, a look tells nothing: whatever the act, whoever does it.

The database itself refuses rows of the trail, as it would on a full disk; all its other rows are compared.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from api.app import create_app
from api.authentication import authenticate
from api.clock import today
from api.services.access import accounts, api_keys
from api.services.acting import Acting
from api.services.imports.uploads import Uploads
from api.services.matching.market import Market
from api.services.perform_job import Performer
from api.settings import Settings
from models.audit import find_break, signed_head
from models.base import Base
from models.company import Company
from models.engine import make_session
from models.job import Job, JobKind, JobState
from models.placement import Placement
from models.principal import Principal, Role
from models.referral import Referral
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student
from models.tally import Tally
from tests.api.rest.gate import AUDITOR, LEADER, OURS, WHOLE
from tests.api.rest.officer_door import OFFICER, Door
from tests.api.services.registry_desk import id_number
from tests.api.web.test_login import OWN, post
from tests.conftest import FULL_FIGURES
from tests.figures import Figure
from tests.models.samples import a_student

FAILING = 500  # acts of each database
OPERATOR = Principal.operator("test")
NAMES = ("赵小满", "钱立夏", "锡东暖心机械厂")
FILE = "姓名,身份证号,困难类别\n云小星,{},低保\n云小月,123,低保\n"


class World:
    """A small district, whoever asks there, and an account that its owner sets up."""

    def __init__(self, door: Door, staff: FlaskClient, performer: Performer) -> None:
        self.door, self.staff, self.performer = door, staff, performer
        with self.session() as session:
            session.scalars(select(Company)).one().verified = True
            wang, self.password = accounts.create_account(
                Acting(session, OPERATOR, datetime.now(UTC)), "wang", Role.STREET_OFFICER, area="320206001"
            )
            self.wang = Principal(Role.STREET_OFFICER, "account:wang", area="320206001", account=wang.id)
            twin = a_student(door.vault, name="钱立夏", hardships=[])
            session.add(twin)
            session.flush()
            self.twin = twin.ref
        self.job = ""

    @contextmanager
    def session(self) -> Iterator[Session]:
        with make_session(self.door.engine, self.door.vault) as session:
            yield session
            session.commit()

    def ask(self, who: Principal, method: str, path: str, **options: Any) -> TestResponse:
        self.door.ask_as(who)
        return self.door.client.open(f"/api/v1{path}", method=method, **options)

    def look(self, path: str, who: Principal = OFFICER) -> TestResponse:
        return self.ask(who, "GET", path.format(**self.door.refs, company=self.company, job=self.job))

    @property
    def company(self) -> str:
        with self.session() as session:
            return session.scalars(select(Company.ref).order_by(Company.id)).first() or ""

    @property
    def opening(self) -> str:
        return str(self.ask(OURS, "GET", "/openings/A-1").get_json()["ref"])

    @property
    def secret(self) -> pyotp.TOTP:
        with self.session() as session:
            return pyotp.TOTP(accounts.find_account(session, "wang").totp_secret)

    def change_company(self, method: str, path: str, json: Any = None) -> TestResponse:
        return self.ask(OFFICER, method, f"/companies/{self.company}{path}", json=json, headers=IF_ANY)

    def serve(self, service: Callable[..., object], kind: str = "account") -> None:
        """What the command line does with an account or with a company's keys."""
        with self.session() as session:
            company = session.scalars(select(Company).order_by(Company.id)).first()
            subject = accounts.find_account(session, "wang") if kind == "account" else company
            service(Acting(session, OPERATOR, datetime.now(UTC)), subject)

    def add_account(self) -> None:
        with self.session() as session:
            accounts.create_account(Acting(session, OPERATOR, datetime.now(UTC)), "li", Role.LEADER)

    def revoke_key(self) -> None:
        with self.session() as session:
            key = api_keys.all_keys(session)[0].ref
            api_keys.revoke_key(Acting(session, OPERATOR, datetime.now(UTC)), key)

    def keep_shortlist(self) -> TestResponse:
        return self.ask(OFFICER, "POST", f"/students/{self.door.refs['赵小满']}/shortlists", json={})

    @property
    def kept(self) -> str:
        with self.session() as session:
            return session.scalars(select(Shortlist.ref)).one()

    def edit_item(self, **told: Any) -> TestResponse:
        with self.session() as session:
            item = session.scalars(select(ShortlistItem.ref).limit(1)).one()
        path = f"/shortlists/{self.kept}/items/{item}"
        return self.ask(OFFICER, "PATCH", path, json=told, headers=IF_ANY)

    def decide(self, act: str) -> TestResponse:
        return self.ask(OFFICER, "POST", f"/shortlists/{self.kept}/{act}", headers=IF_ANY)

    def refer(self, act: str, **told: Any) -> TestResponse:
        """An act on the one referral that there is."""
        with self.session() as session:
            ref = session.scalars(select(Referral.ref)).one()
        return self.ask(OFFICER, "POST", f"/referrals/{ref}/{act}", json=told or None, headers=IF_ANY)

    def propose(self) -> TestResponse:
        with self.session() as session:
            item = session.scalars(select(ShortlistItem.ref).limit(1)).one()
        path = f"/shortlists/{self.kept}/items/{item}/referral"
        return self.ask(OFFICER, "POST", path, json={}, headers=IF_ANY)

    def of_student(self, path: str, *, name: str = "赵小满", **told: Any) -> TestResponse:
        return self.ask(OFFICER, "POST", f"/students/{self.door.refs[name]}/{path}", json=told)

    def follow(self, act: str, *, name: str = "赵小满", **told: Any) -> TestResponse:
        """An act on a student's one placement."""
        with self.session() as session:
            placements = select(Placement).join(Placement.student)
            ref = session.scalars(placements.where(Student.ref == self.door.refs[name])).one().ref
        return self.ask(OFFICER, "POST", f"/placements/{ref}/{act}", json=told, headers=IF_ANY)

    def order_import(self) -> TestResponse:
        data = {"kind": "students", "file": (BytesIO(FILE.format(id_number(1)).encode()), "a.csv")}
        answer = self.ask(OFFICER, "POST", "/imports", data=data, content_type="multipart/form-data")
        self.job = answer.get_json().get("ref", self.job)
        return answer

    def apply_import(self) -> JobState:
        """As the worker does it; that it failed is kept with the job."""
        with self.session() as session:
            params = {"kind": "students", "file": "a.csv"}
            ordered = datetime.now(UTC)
            job = Job(kind=JobKind.IMPORT, actor=OFFICER.name, params=params, queued_at=ordered)
            session.add(job)  # without its order, which the trail would refuse before a worker comes
            session.flush()
            self.job = job.ref
        self.performer.uploads.keep(self.job, BytesIO(FILE.format(id_number(2)).encode()))
        self.performer.perform(self.job)
        with self.session() as session:
            return session.scalars(select(Job.state).where(Job.ref == self.job)).one()

    def order_run(self) -> TestResponse:
        answer = self.ask(OFFICER, "POST", "/runs", json={"k": 5, "as_of": "2026-11-23"})
        self.job = answer.get_json().get("ref", self.job)
        return answer

    def perform_run(self) -> None:
        self.performer.perform(self.job)

    def break_glass(self) -> TestResponse:
        self.door.ask_as(self.wang)
        form = {"student": self.door.refs["赵小满"], "reason": "家中失火，连夜安置"}
        return self.door.client.post("/break-glass", data=form)

    def enter_code(self, code: str) -> TestResponse:
        return post(self.staff, "/login/code", "/login/code", code=code)

    def set_up_factor(self) -> TestResponse:
        return post(self.staff, "/account/code", "/account", code=self.secret.now())

    def change_password(self) -> TestResponse:
        fields = {"old": self.password, "new": OWN, "again": OWN}
        return post(self.staff, "/account/password", "/account", **fields)

    def later_code(self) -> str:
        return self.secret.at(datetime.now(UTC) + timedelta(seconds=30))


IF_ANY = {"If-Match": "*"}
DAY = today().isoformat()
BATCH = {"items": [{**WHOLE, "external_ref": "B-1"}, {**WHOLE, "external_ref": "B-2", "wage": None}]}
ACTS: dict[str, Callable[[World], object]] = {
    "students are listed": lambda world: world.look("/students"),
    "a student is read": lambda world: world.look("/students/{赵小满}"),
    "a student's shortlist": lambda world: world.look("/students/{赵小满}/shortlist"),
    "an opening's shortlist": lambda world: world.look("/openings/{会计}/shortlist"),
    "an explanation": lambda world: world.look("/students/{赵小满}/openings/{会计}/explanation"),
    "a shortlist is kept": World.keep_shortlist,
    "kept shortlists are listed": lambda world: world.look("/students/{赵小满}/shortlists"),
    "a kept shortlist": lambda world: world.look(f"/shortlists/{world.kept}"),
    "an item is pinned": lambda world: world.edit_item(pinned=True),
    "an item is dropped": lambda world: world.edit_item(dropped_reason="wage"),
    "an item is taken back": lambda world: world.edit_item(dropped_reason=None),
    "an item is moved": lambda world: world.edit_item(position=1),
    "an item is noted": lambda world: world.edit_item(note="本周面谈"),
    "a shortlist is approved": lambda world: world.decide("approve"),
    "an approval is taken back": lambda world: world.decide("reopen"),
    "it is approved again": lambda world: world.decide("approve"),
    "a referral is proposed": World.propose,
    "a student agrees": lambda world: world.of_student(
        "consents", company=world.company, signer="student", evidence="档案柜"
    ),
    "consents are listed": lambda world: world.look("/students/{赵小满}/consents"),
    "a referral is sent": lambda world: world.refer("send"),
    "a company is asked again": lambda world: world.refer("chase"),
    "an interview": lambda world: world.refer("interview", at="2099-12-31T09:00:00+08:00", place="一楼"),
    "an offer": lambda world: world.refer("offer"),
    "referrals are listed": lambda world: world.look("/referrals"),
    "a student is hired": lambda world: world.refer("hire", started=DAY),
    "a placement is proved": lambda world: world.follow("proofs", evidence="contract", seen_on=DAY),
    "a placement is over": lambda world: world.follow("end", on=DAY, reason="never_started"),
    "work elsewhere": lambda world: world.of_student(
        "placements", name="钱立夏", employer="家门口超市", started="2024-01-01"
    ),
    "one asks again": lambda world: world.follow("checks", name="钱立夏", months=12, outcome="employed"),
    "placements are listed": lambda world: world.look("/placements"),
    "a student thinks better of it": lambda world: world.of_student(
        "consents/withdraw", company=world.company
    ),
    "a company is read": lambda world: world.look("/companies/{company}"),
    "somebody is not let in": lambda world: world.look("/students", LEADER),
    "a post": lambda world: world.ask(OURS, "POST", "/openings", json=WHOLE),
    "a review": lambda world: world.ask(
        OFFICER, "POST", f"/openings/{world.opening}/review", json={"decision": "approve"}, headers=IF_ANY
    ),
    "a company is trusted": lambda world: world.ask(
        OFFICER, "POST", f"/companies/{world.company}/trust", json={"trusted": False}, headers=IF_ANY
    ),
    "a company is corrected": lambda world: world.change_company("PATCH", "", {"contact": "雨某"}),
    "a company is suspended": lambda world: world.change_company("POST", "/suspend", {"reason": "拖欠"}),
    "a company is taken up again": lambda world: world.change_company("POST", "/resume"),
    "a company is registered": lambda world: world.ask(OFFICER, "POST", "/companies", json={"name": "新店"}),
    "a student is corrected": lambda world: world.ask(
        OFFICER,
        "PATCH",
        f"/students/{world.door.refs['钱立夏']}",
        json={"id_number": id_number(5)},
        headers=IF_ANY,
    ),
    "a student is added": lambda world: world.ask(
        OFFICER,
        "POST",
        "/students",
        json={"name": "孙小雪", "id_number": id_number(6), "hardship": "低保"},
    ),
    "an opening for a company": lambda world: world.ask(
        OFFICER, "POST", f"/companies/{world.company}/openings", json={**WHOLE, "external_ref": "O-1"}
    ),
    "two records are compared": lambda world: world.look(
        f"/students/{world.door.refs['钱立夏']}/merge/{world.twin}"
    ),
    "two records are merged": lambda world: world.ask(
        OFFICER,
        "POST",
        f"/students/{world.door.refs['钱立夏']}/merge",
        json={"drop": world.twin},
        headers=IF_ANY,
    ),
    "posts": lambda world: world.ask(OURS, "POST", "/openings/batch", json=BATCH),
    "a change": lambda world: world.ask(
        OURS, "PATCH", "/openings/A-1", json={"wage": "7000-9000"}, headers=IF_ANY
    ),
    "an officer's change": lambda world: world.ask(
        OFFICER, "PATCH", f"/openings/{world.opening}", json={"wage": "8000-9000"}, headers=IF_ANY
    ),
    "a withdrawal": lambda world: world.ask(OURS, "DELETE", "/openings/A-1?reason=FILLED", headers=IF_ANY),
    "an import is ordered": World.order_import,
    "an import is called off": lambda world: world.ask(OFFICER, "POST", f"/imports/{world.job}/cancel"),
    "an import": World.apply_import,
    "its problems": lambda world: world.look("/imports/{job}"),
    "an import is undone": lambda world: world.ask(
        OFFICER, "POST", f"/imports/{world.job}/undo", json={"reason": "trial"}
    ),
    "a run is ordered": World.order_run,
    "a run is called off": lambda world: world.ask(OFFICER, "POST", f"/runs/{world.job}/cancel"),
    "a glass is broken": World.break_glass,
    "broken glasses are read": lambda world: world.look("/broken-glass", AUDITOR),
    "an account is made": World.add_account,
    "an account is shut": lambda world: world.serve(
        lambda acting, account: accounts.disable_account(acting, account, "离职")
    ),
    "an account is opened": lambda world: world.serve(accounts.enable_account),
    "a second factor is reset": lambda world: world.serve(accounts.reset_totp),
    "a key is issued": lambda world: world.serve(api_keys.issue_key, "company"),
    "a key is rotated": lambda world: world.serve(api_keys.rotate_key, "company"),
    "a key is revoked": World.revoke_key,
    "a wrong password": lambda world: post(world.staff, "/login", login="wang", password="wrong"),
    "a password": lambda world: post(world.staff, "/login", login="wang", password=world.password),
    "a password is changed": World.change_password,
    "a second factor is set up": World.set_up_factor,
    "a password again": lambda world: post(world.staff, "/login", login="wang", password=OWN),
    "a wrong code": lambda world: world.enter_code("000000"),
    "a code": lambda world: world.enter_code(world.later_code()),
    "a password is reset": lambda world: world.serve(accounts.reset_password),
}
KEPT_APART = {"an import": ("jobs",)}  # that a job failed is kept with the job


def rows(engine: Engine, kept_apart: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Every row of every table; how often something was tried counts whatever comes of it."""
    with engine.connect() as connection:
        return {
            table.name: sorted(repr(row) for row in connection.execute(select(table)))
            for table in Base.metadata.sorted_tables
            if table.name not in {"tallies", *kept_apart}
        }


@contextmanager
def no_space_for_the_trail(engine: Engine) -> Iterator[None]:
    on_sqlite = engine.dialect.name == "sqlite"
    refuse = "BEGIN SELECT RAISE(ABORT, 'no space left'); END"
    if not on_sqlite:
        refuse = "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TRIGGER no_space BEFORE INSERT ON audit_events {refuse}"))
    yield
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER no_space" + ("" if on_sqlite else " ON audit_events")))


def is_refused(world: World, act: Callable[[World], object]) -> bool:
    """Whether an act fails on our side, and tells no name."""
    with world.session() as session:
        session.execute(delete(Tally))  # limits are not under test
    try:
        answer = act(world)
    except DBAPIError:
        return True
    if isinstance(answer, TestResponse):
        return answer.status_code >= 500 and not any(name in answer.text for name in NAMES)
    return answer is JobState.FAILED


@pytest.fixture
def world(door: Door, production: Settings, monkeypatch: pytest.MonkeyPatch) -> World:
    with monkeypatch.context() as patch:
        patch.setattr("api.app.authenticate", authenticate)
        staff = create_app(production).test_client()
    market = Market(production.market, production.policy)
    uploads = Uploads(production.uploads, door.vault)
    return World(door, staff, Performer(door.engine, door.vault, market, uploads, None, {}))


@pytest.mark.slow
def test_what_cannot_be_audited_is_not_done(world: World, figure: Figure) -> None:
    engine, failed = world.door.engine, 0
    for name, act in ACTS.items():
        apart = KEPT_APART.get(name, ())
        before = rows(engine, apart)
        with no_space_for_the_trail(engine):
            for _ in range(-(-FAILING // len(ACTS)) if FULL_FIGURES else 1):
                assert is_refused(world, act), name
                assert rows(engine, apart) == before, name
                failed += 1
        with make_session(engine, world.door.vault, read_only=True) as session:
            events = signed_head(session).events
        assert not is_refused(world, act), name  # it was the trail that was in the way
        with make_session(engine, world.door.vault, read_only=True) as session:
            assert signed_head(session).events > events, name
            assert find_break(session) is None
    assert failed >= (FAILING if FULL_FIGURES else len(ACTS))
    figure(6, f"{failed} acts of {len(ACTS)} kinds without a trail: all failed, nothing changed")
