"""An invented district with three years of everything that the yearly report counts."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.vocabulary import Completion, Education, EndReason, Evidence, HardshipCategory, StudentState
from matcher.vocabulary import ReferralState as State
from models.aid_payment import AidPayment, AidSource
from models.company import Company, CompanyStatus
from models.engine import make_engine, make_session
from models.hardship import Hardship
from models.household import Household
from models.opening import Opening
from models.placement import Placement, Retention, RetentionCheck
from models.referral import Referral, ReferralMove
from models.relief_income import IncomeSource, ReliefIncome
from models.relief_payment import ReliefPayment, ReliefPurpose
from models.school_term import SchoolTerm
from models.schooling_event import LeavingReason, SchoolingEvent, SchoolingKind
from models.sealing import vault_of
from models.service_event import Service, ServiceEvent
from models.student import Student
from models.vault import Vault
from tests.conftest import KEYS
from tests.databases import set_up
from tests.models.samples import a_company, a_consent, a_referral, a_shortlist, a_student, an_opening

TODAY = date(2026, 11, 20)
YEAR = 2026
FIRST = date(2024, 1, 1)
STREETS = ("320205001", "320205002", "320205103", None)
SERVICES = tuple(kind for kind in Service if kind is not Service.CORRECTION)
MADE = {"recorded_by": "account:a"}


def fill_district(session: Session, seed: int, students: int = 120) -> None:
    """Fill an empty database; the same seed gives the same district."""
    rng = Random(seed)
    openings = _market(session, rng)
    households = [Household(number=f"H{n}", number_blind=f"h{n}".encode()) for n in range(students // 3)]
    session.add_all(households)
    people = [_student(session, rng, number, households) for number in range(students)]
    session.add_all(people)
    session.flush()
    for student in people:
        _seek(session, rng, student, openings)
        _work(session, rng, student, openings)
        _study(session, rng, student)
    for _ in range(60):
        session.add(_relief(rng, households, people))
    income = {"source": IncomeSource.BUDGET, "amount": 9_000_000_00, "received_on": date(2025, 3, 1)}
    session.add_all([ReliefIncome(**income), ReliefIncome(**income)])
    session.flush()
    _strike_out(session, Random(seed))
    session.commit()


def reported(url: str) -> None:
    """Make an empty database the district of seed 1, sealed with the keys of tests."""
    set_up(url)
    engine = make_engine(url)
    with make_session(engine, Vault(KEYS)) as session:
        fill_district(session, seed=1)
    engine.dispose()


def _strike_out(session: Session, rng: Random) -> None:
    """Take some of the books back: terms with what was paid for them, payments, events, half the income."""
    for term in session.scalars(select(SchoolTerm).order_by(SchoolTerm.id)):
        relief = session.scalars(select(ReliefPayment).where(ReliefPayment.term_id == term.id)).all()
        if rng.random() < 0.1:
            _take_back(term, *term.payments, *relief)
    for table in (AidPayment, ReliefPayment, SchoolingEvent):
        rows = session.scalars(select(table).order_by(table.id)).all()
        _take_back(*rng.sample(rows, k=len(rows) // 5))
    _take_back(session.scalars(select(ReliefIncome).order_by(ReliefIncome.id.desc())).first())
    session.flush()


def _take_back(*rows: Any) -> None:
    for row in rows:
        row.taken_back_at, row.taken_back_by = datetime(2026, 11, 1, tzinfo=UTC), "account:a"


def day(rng: Random, first: date = FIRST, last: date = TODAY) -> date:
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def moment(rng: Random) -> datetime:
    return datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=rng.randrange(1_500_000))


def _market(session: Session, rng: Random) -> list[Opening]:
    companies: list[Company] = []
    for number in range(8):
        joined = rng.choice([None, day(rng), date(2027, 1, 1)])
        companies.append(a_company(f"云朵{number}", joined=joined))
    companies[0].suspend("歇业", datetime(2026, 1, 1, tzinfo=UTC))
    assert companies[0].status is CompanyStatus.SUSPENDED
    openings = [
        an_opening(
            rng.choice(companies),
            f"岗位{number}",
            headcount=rng.randint(1, 9),
            published=rng.choice([None, day(rng), date(2026, 12, 1)]),
            valid_to=day(rng, date(2026, 6, 1), date(2027, 6, 1)),
            occupation=rng.choice([None, "2-06-03-00", "6-18-02-04"]),
        )
        for number in range(12)
    ]
    session.add_all([*companies, *openings])
    return openings


def _student(session: Session, rng: Random, number: int, households: list[Household]) -> Student:
    categories = rng.sample(list(HardshipCategory), k=rng.choice((0, 1, 1, 2)))
    over = {"valid_from": None, "valid_to": rng.choice([None, date(2025, 1, 1)])}
    return a_student(
        vault_of(session),
        id_number=f"32020520060901{number:04}",
        hardships=[Hardship(category=category.value, words=None, **over) for category in categories],
        household=rng.choice([None, *rng.sample(households, k=4)]),
        place=rng.choice(STREETS),
        state=rng.choice([None, *StudentState]),
        education=rng.choice([None, *Education]),
        completion=rng.choice([None, Completion.GRADUATED, *Completion]),
        graduation=rng.choice([None, day(rng), day(rng, date(YEAR, 1, 1), date(YEAR, 12, 31))]),
        fields=rng.choice([[], ["accounting"], ["accounting", "nursing"]]),
    )


def _seek(session: Session, rng: Random, student: Student, openings: list[Opening]) -> None:
    for kind in rng.choices(SERVICES, k=rng.choice((0, 4, 60))):
        taken = {"taken_back_at": moment(rng), "taken_back_by": "account:a"} if rng.random() < 0.2 else {}
        at = moment(rng)
        session.add(ServiceEvent(student=student, kind=kind, at=at, recorded_at=at, **MADE, **taken))
    for opening in rng.sample(openings, k=rng.choice((0, 0, 1, 2))):
        shortlist = a_shortlist(student, opening)
        referral = a_referral(shortlist.items[0])
        session.add_all(
            [
                shortlist,
                a_consent(student, opening.company, given_at=datetime(2023, 12, 1, tzinfo=UTC)),
                referral,
            ]
        )
        session.flush()
        _walk(session, rng, referral)


def _walk(session: Session, rng: Random, referral: Referral) -> None:
    """Some way from the proposal on, by lawful moves."""
    at = moment(rng)
    for state in (State.CONSENTED, State.SENT, *rng.choice([(), (State.INTERVIEW,), (State.OFFER,)])):
        referral.state = state
        if state is State.SENT:
            referral.sent_at = at
        session.add(ReferralMove(referral=referral, state=state, at=at, actor="account:a"))
        session.flush()
        at += timedelta(days=rng.randrange(40))


def _work(session: Session, rng: Random, student: Student, openings: list[Opening]) -> None:
    started = day(rng, FIRST, date(2024, 9, 1))
    while rng.random() < 0.6 and started <= TODAY:
        ended = started + timedelta(days=rng.randrange(500))
        placement = Placement(
            student=student,
            opening=rng.choice(openings),
            internship=rng.random() < 0.1,
            started=started,
            ended=ended,
            end_reason=rng.choice([EndReason.STUDENT_LEFT, EndReason.NEVER_STARTED]),
            evidence=rng.choice(list(Evidence)),
            recorded_at=moment(rng),
            **MADE,
        )
        if ended > TODAY:
            placement.ended, placement.end_reason = None, None
        for months in rng.sample((3, 6, 12), k=rng.randrange(4)):
            outcome = rng.choice(list(Retention))
            check = RetentionCheck(months=months, outcome=outcome, checked_on=TODAY, **MADE)
            placement.checks.append(check)
        session.add(placement)
        session.flush()
        started = ended + timedelta(days=rng.randrange(1, 200))


def _study(session: Session, rng: Random, student: Student) -> None:
    for term in rng.sample(("2024-2025-2", "2025-2026-1", "2025-2026-2", "2026-2027-1"), k=rng.randrange(4)):
        due = {name: rng.choice([None, 0, 120_050, 500_000]) for name in ("tuition_due", "lodging_due")}
        kept = SchoolTerm(student=student, term=term, **due)
        for source in rng.sample([each for each in AidSource if each is not AidSource.RELIEF_FUND], k=2):
            paid_on = rng.choice([None, day(rng)])
            kept.payments.append(AidPayment(source=source, amount=rng.randint(1, 400_000), paid_on=paid_on))
        session.add(kept)
        if rng.random() < 0.2:
            paid = {"purpose": ReliefPurpose.STUDY, "amount": 90_000, "paid_on": day(rng)}
            session.add(ReliefPayment(student=student, term=kept, **paid))
    if rng.random() < 0.5:
        reason = rng.choice([None, *LeavingReason])
        at = {"day": day(rng), "at": moment(rng), "actor": "account:a"}
        session.add(SchoolingEvent(student=student, kind=SchoolingKind.LEFT_SCHOOL, reason=reason, **at))


def _relief(rng: Random, households: list[Household], people: list[Student]) -> ReliefPayment:
    payee = {"household": rng.choice(households)}
    if rng.random() < 0.2:
        payee = {"student": rng.choice([each for each in people if each.household is None])}
    purpose = rng.choice(list(ReliefPurpose))
    return ReliefPayment(purpose=purpose, amount=rng.randint(1, 3_000_000), paid_on=day(rng), **payee)
