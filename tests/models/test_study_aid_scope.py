"""Study aid and relief: a street officer sees those of the street, nobody else but officers anything."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models.aid_payment import AidPayment, AidSource
from models.base import Base
from models.constraints import Broken, Rule
from models.engine import make_session
from models.household import Household
from models.pledge import Pledge
from models.principal import Principal, Role
from models.relief_income import IncomeSource, ReliefIncome
from models.relief_payment import ReliefPayment, ReliefPurpose
from models.school_term import SchoolTerm
from models.schooling_event import LeavingReason, SchoolingEvent, SchoolingKind
from models.scope import scoped_session
from models.vault import Vault
from tests.models.samples import a_company, a_student
from tests.models.test_constraints import refusal

OURS, THEIRS = "320205001", "320205002"
TABLES: tuple[type[Base], ...] = (
    SchoolTerm,
    AidPayment,
    ReliefPayment,
    SchoolingEvent,
    Pledge,
    ReliefIncome,
)
DAY = date(2026, 9, 10)


@pytest.fixture(autouse=True)
def district(engine: Engine, vault: Vault) -> None:
    """One student of our street in a household, one of theirs without; each with all there is."""
    with make_session(engine, vault) as session:
        company = a_company()
        household = Household(number="1", number_blind=b"1")
        ours = a_student(vault, place=OURS, household=household)
        theirs = a_student(vault, id_number="320205200609019999", place=THEIRS)
        for student, payee in ((ours, {"household": household}), (theirs, {"student": theirs})):
            term = SchoolTerm(student=student, term="2026-2027-1", note="住校")
            session.add_all(
                [
                    term,
                    AidPayment(term=term, source=AidSource.COMPANY, amount=1, company=company, note="现金"),
                    ReliefPayment(
                        purpose=ReliefPurpose.STUDY, amount=1, paid_on=DAY, term=term, note="代领", **payee
                    ),
                    SchoolingEvent(
                        student=student,
                        day=DAY,
                        kind=SchoolingKind.LEFT_SCHOOL,
                        reason=LeavingReason.FEES,
                        note="家访得知",
                        actor="account:a",
                        at=datetime(2026, 9, 11, tzinfo=UTC),
                    ),
                    Pledge(company=company, student=student, amount=1, from_term="2026-2027-1"),
                ]
            )
        session.add_all(
            [
                Pledge(company=company, amount=1, from_term="2026-2027-1"),
                ReliefIncome(source=IncomeSource.BUDGET, amount=1, received_on=DAY),
            ]
        )
        session.commit()


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (Principal(Role.OFFICER, "account:a"), (2, 2, 2, 2, 3, 1)),
        (Principal.operator("b"), (2, 2, 2, 2, 3, 1)),
        (Principal(Role.STREET_OFFICER, "account:c", area=OURS), (1, 1, 1, 1, 1, 0)),
        (Principal(Role.STREET_OFFICER, "account:d", area=THEIRS), (1, 1, 1, 1, 1, 0)),
        (Principal(Role.LEADER, "account:e"), (0, 0, 0, 0, 0, 0)),
        (Principal(Role.AUDITOR, "account:f"), (0, 0, 0, 0, 0, 0)),
        (Principal(Role.ADMINISTRATOR, "account:g"), (0, 0, 0, 0, 0, 0)),
        (Principal(Role.COMPANY, "company:h", company=1), (0, 0, 0, 0, 0, 0)),
    ],
    ids=lambda value: f"{value.role}-{value.area}" if isinstance(value, Principal) else "",
)
def test_everybody_sees_their_own(
    engine: Engine, vault: Vault, who: Principal, seen: tuple[int, ...]
) -> None:
    with scoped_session(engine, vault, who) as session:
        counts = [session.scalars(select(func.count()).select_from(table)).one() for table in TABLES]
        assert tuple(counts) == seen


def test_notes_open_by_the_key_of_whom_they_are_about(session: Session) -> None:
    told = [session.scalars(select(table)).first() for table in (SchoolTerm, AidPayment, SchoolingEvent)]
    assert [row and row.note for row in told] == ["住校", "现金", "家访得知"]
    assert [row.note for row in session.scalars(select(ReliefPayment))] == ["代领", "代领"]


def test_the_relief_funds_money_stands_in_one_ledger_only(session: Session) -> None:
    term = session.scalars(select(SchoolTerm)).first()
    twice = AidPayment(term=term, source=AidSource.RELIEF_FUND, amount=1)
    assert refusal(session, twice) == Broken("source", Rule.NOT_ALLOWED)


def test_a_household_or_a_student_is_paid_and_not_both(session: Session) -> None:
    student = session.scalars(select(SchoolTerm)).first().student  # type: ignore[union-attr]
    both = ReliefPayment(
        purpose=ReliefPurpose.LIVING, amount=1, paid_on=DAY, student=student, household=student.household
    )
    assert refusal(session, both) == Broken("household", Rule.NOT_ALLOWED)


def test_only_who_stays_away_has_a_reason(session: Session) -> None:
    student = session.scalars(select(SchoolTerm)).first().student  # type: ignore[union-attr]
    event = SchoolingEvent(
        student=student,
        day=DAY,
        kind=SchoolingKind.VISIT,
        reason=LeavingReason.FEES,
        actor="account:a",
        at=datetime(2026, 9, 11, tzinfo=UTC),
    )
    assert refusal(session, event) == Broken("reason", Rule.NOT_ALLOWED)
