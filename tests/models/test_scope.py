"""Everybody sees their own and nothing else, by whatever statement they ask."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, delete, false, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from models.audit import Act, find_break, record
from models.audit_event import AuditEvent
from models.base import Base
from models.company import Company
from models.engine import make_session
from models.errors import OutOfScope
from models.hardship import Hardship
from models.household import Household
from models.opening import Opening
from models.principal import Principal, Role
from models.scope import area_of, scoped_session, whole_registry
from models.service_event import Service, ServiceEvent
from models.student import Student
from models.tables import TABLES
from models.vault import Vault
from models.visibility import SCOPE, WRITES
from tests.models.samples import a_company, a_consent, a_student, an_opening

OURS, THEIRS = "320205001", "320205002"
OFFICER = Principal(Role.OFFICER, "account:a")
STREET = Principal(Role.STREET_OFFICER, "account:b", area=OURS)
LEADER = Principal(Role.LEADER, "account:c")
AUDITOR = Principal(Role.AUDITOR, "account:d")
ADMINISTRATOR = Principal(Role.ADMINISTRATOR, "account:e")
COMPANY = Principal(Role.COMPANY, "company:f", company=1)
STUDENT = Principal(Role.STUDENT, "link:h", student=1)
EVERYBODY = [OFFICER, STREET, LEADER, AUDITOR, ADMINISTRATOR, COMPANY, STUDENT, Principal.operator("g")]


@pytest.fixture(autouse=True)
def district(engine: Engine, vault: Vault) -> None:
    """Two streets, two companies; the first of each is ours."""
    with make_session(engine, vault) as session:
        for number, place in enumerate((OURS, THEIRS, THEIRS)):
            household = Household(number=f"{number}", number_blind=bytes([number]))
            id_number = f"32020520060901{number:03}X"
            session.add(a_student(vault, id_number=id_number, place=place, household=household))
        for number, name in enumerate(("云朵", "雨滴"), start=1):
            company = a_company(name, id=number)
            session.add_all([an_opening(company, title=f"{name}{each}") for each in range(number)])
        session.flush()
        record(session, OFFICER, Act("look"), datetime(2026, 11, 1, tzinfo=UTC))
        session.commit()


@contextmanager
def open_for(engine: Engine, vault: Vault, who: Principal) -> Iterator[Session]:
    with scoped_session(engine, vault, who) as session:
        yield session


def rows(session: Session, table: type[Base]) -> int:
    """How many are seen, asked in several ways that must agree."""
    another = aliased(table)
    ways = {
        len(session.scalars(select(table)).all()),
        len(session.execute(select(table.id)).all()),  # type: ignore[attr-defined]
        len(session.scalars(select(another)).all()),
        session.scalars(select(func.count()).select_from(table)).one(),
        session.scalars(select(func.count()).select_from(select(table).subquery())).one(),
    }
    (count,) = ways
    return count


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (OFFICER, (3, 3, 3, 2, 3, None)),
        (STREET, (1, 1, 1, 2, 3, None)),
        (LEADER, (None, None, None, None, None, None)),
        (AUDITOR, (None, None, None, None, None, 1)),
        (ADMINISTRATOR, (None, None, None, 2, None, None)),
        (COMPANY, (None, None, None, 1, 1, None)),
        (STUDENT, (1, None, None, 0, 0, None)),
        (Principal.operator("g"), (3, 3, 3, 2, 3, 1)),
    ],
    ids=lambda value: value.role if isinstance(value, Principal) else "",
)
def test_everybody_sees_their_own(
    engine: Engine, vault: Vault, who: Principal, seen: tuple[int | None, ...]
) -> None:
    """How many rows, None where the table may not be asked at all."""
    tables = (Student, Hardship, Household, Company, Opening, AuditEvent)
    with open_for(engine, vault, who) as session:
        for table, count in zip(tables, seen, strict=True):
            if count is not None:
                assert rows(session, table) == count
            else:
                with pytest.raises(OutOfScope):
                    rows(session, table)
                hidden = select(func.count()).select_from(select(table).subquery())
                with suppress(OutOfScope):  # however deep it stands, nothing of it is told
                    assert session.scalars(hidden).one() == 0


HOUSE = {
    "accounts",
    "api_keys",
    "audit_events",
    "audit_head",
    "erasures",
    "login_sessions",
    "tallies",
    "report_editions",
}
OF_ROLES = {
    Role.ADMINISTRATOR: {
        "companies",
        "data_keys",
        "change_counter",
        "accounts",
        "login_sessions",
        "api_keys",
        "jobs",
    },
    Role.AUDITOR: {"audit_events", "audit_head", "accounts", "broken_glass", "data_keys"},
    Role.LEADER: set(),
    Role.COMPANY: {
        "companies",
        "openings",
        "title_corrections",
        "idempotency_keys",
        "referrals",
        "data_keys",
        "change_counter",
    },
    Role.STUDENT: {
        "students",
        "companies",
        "openings",
        "shortlist_items",
        "referrals",
        "referral_moves",
        "consents",
        "consent_withdrawals",
        "personal_links",
        "placements",
        "service_events",
        "data_keys",
        "change_counter",
    },
}
WRITTEN = {
    Role.ADMINISTRATOR: {"accounts", "api_keys", "jobs", "login_sessions", "data_keys"},
    Role.AUDITOR: set(),
    Role.LEADER: set(),
    Role.COMPANY: {"openings", "idempotency_keys", "referrals"},
    Role.STUDENT: {
        "students",
        "referrals",
        "referral_moves",
        "consents",
        "consent_withdrawals",
        "service_events",
    },
}


def names(tables: Iterable[type[Base]]) -> set[str]:
    return {table.__tablename__ for table in tables}


def test_who_sees_and_writes_what_is_said_here_once_more() -> None:
    """Whoever gives a role another table changes it in two places, on purpose."""
    assert set(SCOPE) == set(WRITES) == set(Role)
    for role, tables in OF_ROLES.items():
        assert names(SCOPE[role]) == tables, role
        assert names(WRITES[role]) == WRITTEN[role], role
    everything = names(TABLES)
    assert names(SCOPE[Role.OPERATOR]) == names(WRITES[Role.OPERATOR]) == everything
    nobodys = HOUSE - {"accounts"} | {"idempotency_keys", "import_changes"}
    assert names(SCOPE[Role.OFFICER]) == everything - nobodys - {"broken_glass"}
    assert names(SCOPE[Role.STREET_OFFICER]) <= everything - nobodys
    by_workers = {"import_batches", "import_problems", "match_runs", "match_run_lists", "plan_items"}
    for role in (Role.OFFICER, Role.STREET_OFFICER):
        assert names(SCOPE[role]) - names(WRITES[role]) == by_workers | {"accounts", "lawful_moves"}


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who.role)
def test_no_door_leads_to_a_table_that_is_not_listed(engine: Engine, vault: Vault, who: Principal) -> None:
    for table in TABLES:
        with open_for(engine, vault, who) as session:
            seen = table in SCOPE[who.role]
            with nullcontext() if seen else pytest.raises(OutOfScope):
                session.scalars(select(table)).unique().all()
            if who.role is not Role.OPERATOR:  # whom triggers keep from the trail
                with nullcontext() if table in WRITES[who.role] else pytest.raises(OutOfScope):
                    session.execute(delete(table).where(false()))


def test_what_may_be_seen_may_not_all_be_changed(engine: Engine, vault: Vault) -> None:
    with open_for(engine, vault, ADMINISTRATOR) as session:
        session.scalars(select(Company).limit(1)).one().name = "改名"
        with pytest.raises(OutOfScope):
            session.commit()
    with open_for(engine, vault, COMPANY) as session:
        session.delete(session.scalars(select(Opening)).one().company)
        with pytest.raises((OutOfScope, IntegrityError)):
            session.commit()


def test_a_role_that_is_not_listed_sees_nothing(
    engine: Engine, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(SCOPE, Role.OFFICER)
    with open_for(engine, vault, OFFICER) as session, pytest.raises(OutOfScope):
        session.scalars(select(Company)).all()


def test_joins_and_relationships_are_narrowed_too(engine: Engine, vault: Vault) -> None:
    with open_for(engine, vault, STREET) as session:
        joined = session.execute(select(Student.ref, Hardship.ref).join(Hardship.student)).all()
        assert len(joined) == 1
        assert len(session.scalars(select(Student)).one().hardships) == 1
    with open_for(engine, vault, COMPANY) as session:
        company = session.scalars(select(Company)).one()
        assert [opening.title for opening in company.openings] == ["云朵0"]
        assert session.get(Opening, 2) is None


@pytest.mark.parametrize(
    "statement",
    [
        update(Opening).values(headcount=9),
        delete(Opening),
        update(Student).values(place=None),
        delete(Student),
    ],
)
def test_no_statement_reaches_what_is_not_ones_own(engine: Engine, vault: Vault, statement: object) -> None:
    with open_for(engine, vault, COMPANY) as session, suppress(OutOfScope):
        session.execute(statement)  # type: ignore[call-overload]
        session.commit()
    with make_session(engine, vault, read_only=True) as session:
        assert (
            len(session.scalars(select(Opening).where(Opening.company_id == 2, Opening.headcount == 1)).all())
            == 2
        )
        assert len(session.scalars(select(Student).where(Student.place.is_not(None))).all()) == 3


def _post_for_another(session: Session) -> None:
    with whole_registry(session):
        other = session.scalars(select(Company).where(Company.id == 2)).one()
    session.add(an_opening(other, title="偷发"))


def _hand_over_to_another(session: Session) -> None:
    session.scalars(select(Opening)).one().company_id = 2


@pytest.mark.parametrize("act", [_post_for_another, _hand_over_to_another])
def test_nothing_is_written_where_one_may_not(
    engine: Engine, vault: Vault, act: Callable[[Session], None]
) -> None:
    with open_for(engine, vault, COMPANY) as session:
        act(session)
        with pytest.raises(OutOfScope):
            session.commit()
    with make_session(engine, vault, read_only=True) as session:
        assert session.scalars(select(func.count()).where(Opening.company_id == 2)).one() == 2


def test_a_street_officer_registers_in_their_street_only(engine: Engine, vault: Vault) -> None:
    with open_for(engine, vault, STREET) as session:
        session.add(a_student(vault, id_number="320205200609019999", place=OURS))
        session.commit()
        session.add(a_student(vault, id_number="320205200609018888", place=THEIRS))
        with pytest.raises(OutOfScope):
            session.commit()


def test_a_statement_that_cannot_be_narrowed_is_refused(engine: Engine, vault: Vault) -> None:
    with open_for(engine, vault, COMPANY) as session, pytest.raises(OutOfScope):
        session.execute(select(Student.__table__))
    with open_for(engine, vault, OFFICER) as session, pytest.raises(OutOfScope):
        session.execute(select(Student.__table__))


def test_whoever_may_not_read_the_trail_still_writes_it(engine: Engine, vault: Vault) -> None:
    with open_for(engine, vault, COMPANY) as session:
        record(session, COMPANY, Act("openings.read"), datetime(2026, 11, 1, tzinfo=UTC))
        session.commit()
    with make_session(engine, vault, read_only=True) as session:
        assert find_break(session) is None
        assert rows(session, AuditEvent) == 2


def test_the_scope_is_lifted_for_a_while_only(engine: Engine, vault: Vault) -> None:
    with open_for(engine, vault, STREET) as session:
        with whole_registry(session):
            assert rows(session, Student) == 3
        assert rows(session, Student) == 1


def test_what_all_share_is_narrowed_to_the_area(engine: Engine, vault: Vault) -> None:
    areas = {STREET: OURS, OFFICER: None}
    for who, area in areas.items():
        with open_for(engine, vault, who) as session:
            assert area_of(session, Student) == area
    with open_for(engine, vault, COMPANY) as session, pytest.raises(OutOfScope):
        area_of(session, Student)


def test_a_broken_glass_shows_one_student_beyond_the_street(engine: Engine, vault: Vault) -> None:
    with make_session(engine, vault, read_only=True) as session:
        theirs = session.scalars(
            select(Student.ref).where(Student.place == THEIRS).order_by(Student.id)
        ).all()
    with open_for(engine, vault, replace(STREET, opened=(theirs[0],))) as session:
        assert rows(session, Student) == rows(session, Hardship) == rows(session, Household) == 2
        assert theirs[1] not in session.scalars(select(Student.ref)).all()


def _a_service(student: Student) -> ServiceEvent:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    return ServiceEvent(student=student, kind=Service.GUIDANCE, at=now, recorded_at=now, recorded_by="b")


def _rename(session: Session, student: Student) -> None:
    student.name = "改名"


def _draw_into_the_street(session: Session, student: Student) -> None:
    student.place = OURS


def _link(session: Session, student: Student) -> None:
    consent = a_consent(student, session.scalars(select(Company).limit(1)).one())
    session.add(consent)


def _remove(session: Session, student: Student) -> None:
    session.delete(student.hardships[0])


def _act_and_commit(session: Session, student: Student, act: Callable[[Session, Student], None]) -> None:
    act(session, student)
    session.commit()


def _change_by_a_statement(session: Session, student: Student) -> None:
    changed = session.execute(update(Student).where(Student.id == student.id).values(phone_sealed=None))
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise OutOfScope


@pytest.mark.parametrize("act", [_rename, _draw_into_the_street, _link, _remove, _change_by_a_statement])
def test_a_broken_glass_lets_nothing_be_written_but_a_contact(
    engine: Engine, vault: Vault, act: Callable[[Session, Student], None]
) -> None:
    with make_session(engine, vault, read_only=True) as session:
        ref = session.scalars(select(Student.ref).where(Student.place == THEIRS).order_by(Student.id)).first()
    assert ref is not None
    with open_for(engine, vault, replace(STREET, opened=(ref,))) as session:
        session.add(_a_service(session.scalars(select(Student).where(Student.ref == ref)).one()))
        session.commit()
    for opened in ((ref,), ()):
        with open_for(engine, vault, replace(STREET, opened=opened)) as session:
            own = session.scalars(select(Student).where(Student.place == OURS)).one()
            session.add(_a_service(own))
            _rename(session, own)
            session.commit()  # in the street all goes on
    with open_for(engine, vault, replace(STREET, opened=(ref,))) as session:
        student = session.scalars(select(Student).where(Student.ref == ref)).one()
        with pytest.raises(OutOfScope):
            _act_and_commit(session, student, act)
