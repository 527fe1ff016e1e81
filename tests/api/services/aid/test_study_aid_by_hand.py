"""What officers enter of study aid: once, known as an import knows it, and handed over at graduation."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.schemas.problems import ProblemCode
from api.services.acting import Acting
from api.services.aid.fee_gaps import gaps_open
from api.services.aid.log_schooling import log_schooling_event
from api.services.aid.pledge import make_pledge
from api.services.aid.record_relief import add_income, add_relief
from api.services.aid.record_study_aid import add_payment, add_term, correct_term
from api.services.not_possible import NotPossible
from api.services.placing.hand_over import graduate_student
from api.services.told_fields import FieldsRefused
from matcher.vocabulary import Completion, Education, StudentState
from models.audit_event import AuditEvent
from models.change_counter import ChangeCounter
from models.household import Household
from models.principal import Principal, Role
from models.relief_payment import ReliefPayment
from models.schooling_event import SchoolingEvent, SchoolingKind
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_company, a_student

OFFICER = Principal(Role.OFFICER, "account:a")
NOW = datetime(2026, 6, 30, 17, tzinfo=UTC)  # already the first of July where the districts are
TERM = {"term": "2025-2026-2", "school": "一中", "education": "高中"}


def by(session: Session) -> Acting:
    return Acting(session, OFFICER, NOW)


@pytest.fixture
def student(session: Session, vault: Vault) -> Student:
    made = a_student(vault, completion=Completion.IN_SCHOOL)
    session.add(made)
    session.flush()
    return made


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))


def graduate(session: Session, student: Student, day: date = date(2026, 6, 30)) -> tuple[str, ...]:
    return graduate_student(by(session), student, day).to_ask


def test_a_graduate_seeks_with_everything_known(session: Session, student: Student) -> None:
    add_term(by(session), student, TERM)
    student.skills = ["焊接"]
    student.limits = []
    to_ask = graduate(session, student)
    assert (student.completion, student.graduation) == (Completion.GRADUATED, date(2026, 6, 30))
    assert (student.state, student.school) == (StudentState.SEEKING, "一中")
    assert student.education is Education.HIGH_SCHOOL
    assert "phone" in to_ask
    assert not {"skills", "limits", "education"} & set(to_ask)
    assert acts(session)[-1] == "student.graduated"


def test_nobody_under_sixteen_is_handed_over_to_the_search_for_work(session: Session, vault: Vault) -> None:
    today = by(session).today
    child = a_student(vault, birth_date=today.replace(year=today.year - 16, day=today.day + 1))
    session.add(child)
    session.flush()
    with pytest.raises(NotPossible, match="TOO_YOUNG"):
        graduate(session, child)
    assert (child.completion, child.graduation, child.state) == (None, None, None)
    child.birth_date = today.replace(year=today.year - 16)
    graduate(session, child)
    assert child.state is StudentState.SEEKING


def test_what_is_known_of_a_graduate_stays(session: Session, student: Student) -> None:
    add_term(by(session), student, TERM)
    student.state, student.school = StudentState.ARMY, "二中"
    graduate(session, student)
    graduate(session, student)
    assert (student.state, student.school) == (StudentState.ARMY, "二中")
    kinds = session.scalars(select(SchoolingEvent.kind)).all()
    assert kinds == [SchoolingKind.GRADUATED]


def test_the_day_is_that_of_the_district(session: Session, student: Student) -> None:
    log_schooling_event(by(session), student, SchoolingKind.VISIT, date(2026, 7, 1))
    with pytest.raises(FieldsRefused) as refused:
        graduate(session, student, date(2026, 7, 2))
    assert refused.value.findings[0].code is ProblemCode.DAY_TO_COME


def test_an_import_that_compares_meanwhile_has_to_look_again(session: Session, student: Student) -> None:
    def counter() -> int:
        return session.scalars(select(ChangeCounter.value)).one()

    before = counter()
    term = add_term(by(session), student, TERM)
    added = counter()
    add_payment(by(session), term, {"source": "grant", "amount": "1"})
    paid = counter()
    add_relief(by(session), student, {"purpose": "living", "amount": "1", "paid_on": "2026-06-01"})
    assert before < added < paid < counter()


def test_what_is_told_again_changes_nothing_and_leaves_no_trace(session: Session, student: Student) -> None:
    term = add_term(by(session), student, TERM)
    assert correct_term(by(session), term, {"school": "一中"}) == ()
    assert correct_term(by(session), term, {"school": None, "education": "大专"}) == (
        "education",
        "school",
    )
    assert acts(session) == ["term.added", "term.corrected"]


def test_money_of_the_fund_is_the_payment_that_stands_in_the_ledger(
    session: Session, student: Student
) -> None:
    student.household = Household(number="1", number_blind=b"1")
    term = add_term(by(session), student, TERM)
    told = {"amount": "500", "paid_on": "2026-03-02", "note": "代领"}
    first = add_relief(by(session), student.household, {"purpose": "study", "decision": "1", **told})
    aid = {"source": "救助基金", **told}
    assert add_payment(by(session), term, aid) is first
    assert first.term is term
    with pytest.raises(NotPossible, match="PAYMENT_KNOWN"):
        add_payment(by(session), term, aid)
    assert session.scalar(select(func.count(ReliefPayment.id))) == 1


def test_income_is_booked_once(session: Session) -> None:
    told = {"amount": "500000", "received_on": "2026-06-21", "source": "budget", "document": "D1"}
    add_income(by(session), told)
    with pytest.raises(NotPossible, match="PAYMENT_KNOWN"):
        add_income(by(session), told)
    company = a_company()
    session.add(company)
    session.flush()
    gift = told | {"source": "company"}
    for other in (told | {"document": "D2"}, told | {"amount": "1"}, told | {"received_on": "2026-06-22"}):
        add_income(by(session), other)
    add_income(by(session), gift)
    add_income(by(session), gift, company=company)
    with pytest.raises(NotPossible, match="PAYMENT_KNOWN"):
        add_income(by(session), gift, company=company)


def test_gaps_come_by_day_then_by_size_and_unknown_ones_last(session: Session, vault: Vault) -> None:
    told = {
        "known": {"tuition_due": "100", "lodging_due": "0"},
        "large": {"tuition_due": "900", "lodging_due": "0"},
        "untold": {"tuition_due": "900"},
        "covered": {"tuition_due": "0", "lodging_due": "0"},
    }
    for number, (name, due) in enumerate(told.items()):
        student = a_student(vault, id_number=f"32020520060901{number:03}X", school=name)
        session.add(student)
        session.flush()
        for term in ("2024-2025-2", "2025-2026-2", "2026-2027-1"):
            add_term(by(session), student, {"term": term, "school": name, **due})
    gaps = gaps_open(session, date(2026, 8, 20))
    assert [(gap.term.school, gap.days_left) for gap in gaps] == [
        *((name, -172) for name in ("large", "known", "untold")),
        *((name, 12) for name in ("large", "known", "untold")),
    ]


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (("2025-2026-1", None), ("2027-2028-1", None), True),
        (("2025-2026-1", "2025-2026-2"), ("2026-2027-1", None), False),
        (("2025-2026-1", "2025-2026-2"), ("2025-2026-2", "2026-2027-1"), True),
        (("2026-2027-1", None), ("2025-2026-1", "2025-2026-2"), False),
    ],
)
def test_pledges_for_one_purpose_do_not_overlap(
    session: Session,
    student: Student,
    *,
    first: tuple[str, str | None],
    second: tuple[str, str],
    overlap: bool,
) -> None:
    company = a_company()
    session.add(company)
    session.flush()

    def pledge(terms: tuple[str, str | None], whom: Student | None) -> None:
        make_pledge(by(session), company, whom, amount=1, from_term=terms[0], until_term=terms[1])

    pledge(first, student)
    pledge(second, None)  # for the fund: another purpose
    if overlap:
        with pytest.raises(NotPossible, match="PLEDGE_OVERLAPS"):
            pledge(second, student)
    else:
        pledge(second, student)


def test_a_company_is_named_where_it_is_the_source_only(session: Session, student: Student) -> None:
    company = a_company()
    term = add_term(by(session), student, TERM)
    with pytest.raises(FieldsRefused):
        add_payment(by(session), term, {"source": "grant", "amount": "1"}, company=company)
    with pytest.raises(FieldsRefused):
        add_income(
            by(session), {"source": "budget", "amount": "1", "received_on": "2026-01-01"}, company=company
        )


@pytest.mark.parametrize(
    ("term", "is_told"),
    [
        ("2010-2011-1", False),
        ("2010-2011-2", True),
        ("2027-2028-2", True),
        ("2028-2029-1", False),
        ("2050-2051-1", False),
    ],
)
def test_a_term_long_ago_or_far_ahead_is_a_slip(
    session: Session, student: Student, term: str, *, is_told: bool
) -> None:
    company = a_company()
    session.add(company)
    session.flush()

    def pledge() -> None:
        make_pledge(by(session), company, student, amount=1, from_term=term, until_term=None)

    def enter() -> None:
        add_term(by(session), student, {"term": term})

    for act, field in ((enter, "term"), (pledge, "from_term")):
        if is_told:
            act()
            continue
        with pytest.raises(FieldsRefused) as refused:
            act()
        (finding,) = refused.value.findings
        assert (finding.field, finding.code) == (field, ProblemCode.OUT_OF_RANGE)
        assert finding.params == {"min": "2010-2011-2", "max": "2027-2028-2"}
