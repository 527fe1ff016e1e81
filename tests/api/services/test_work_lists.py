"""What waits in the morning: who is on each list, and who is not, on either side of its days."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count, product
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.presenters.placements import placement_row
from api.services.acting import Acting
from api.services.placing.ask_correction import ask_correction
from api.services.placing.log_service import log_service, take_back_service
from api.services.placing.settle_correction import settle_correction
from api.services.work_lists import Morning, WorkList, load_work
from matcher.lifecycle import OVER
from matcher.vocabulary import (
    Completion,
    EndReason,
    Evidence,
    HardshipCategory,
    ReferralState,
    StudentState,
    Way,
)
from models.consent import ConsentWithdrawal
from models.hardship import Hardship
from models.placement import Placement, Retention, RetentionCheck
from models.principal import Principal, Role
from models.queries.listed_placements import WantedPlacements, list_placements
from models.queries.service_promise import PROMISE
from models.referral import Referral, ReferralMove
from models.school_term import SchoolTerm
from models.scope import scoped_session
from models.service_event import Service
from models.student import Student
from models.taking_back import Mistake
from models.vault import Vault
from tests.models.samples import a_company, a_consent, a_referral, a_shortlist, a_student, an_opening

NOW = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 2)
EMPLOYED = {"state": StudentState.EMPLOYED}


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


class District:
    """Students made as a test needs them, and what waits for them."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self.session = session
        self.vault = vault
        self.numbers = count()
        self.company = a_company()

    def student(self, **facts: Any) -> Student:
        id_number = f"32020520060901{next(self.numbers):03}X"
        made = a_student(self.vault, id_number=id_number, **{"place": "320205001", **EMPLOYED} | facts)
        self.add(made)
        return made

    def add(self, *rows: Any) -> None:
        self.session.add_all(rows)
        self.session.flush()

    def referral(self, student: Student, sent: datetime | None, **facts: Any) -> Referral:
        """Sent at a moment, or consented and not sent yet."""
        title = f"焊工{next(self.numbers)}"
        (item,) = a_shortlist(student, an_opening(self.company, title)).items
        consent = a_consent(student, self.company, given_at=(sent or NOW) - timedelta(days=1))
        referral = a_referral(item)
        self.add(item.shortlist, consent, referral)
        referral.state = ReferralState.CONSENTED
        self.session.flush()
        if sent is not None:
            referral.state, referral.sent_at = ReferralState.SENT, sent
            self.session.flush()
        for name, value in facts.items():
            setattr(referral, name, value)
        self.session.flush()
        return referral

    def moved(self, state: ReferralState, at: datetime, actor: str = "account:a", **facts: Any) -> Student:
        """The student of a referral that came into a state at a moment."""
        referral = self.referral(facts.pop("student", None) or self.student(), None, **facts)
        if state is not referral.state:
            referral.state = state
            if state in OVER:
                referral.ended_at = at
        self.add(ReferralMove(referral=referral, state=state, at=at, actor=actor))
        return referral.student

    def placement(self, started: date, **facts: Any) -> Placement:
        ended = facts.get("ended")
        known = {"employer": "家门口超市", "evidence": Evidence.CONTRACT, "started": started}
        recorded = {"recorded_at": NOW, "recorded_by": "account:a"}
        reason = {"end_reason": EndReason.UNKNOWN} if ended else {}
        student = facts.pop("student", None) or self.student()
        made = Placement(student=student, **known | recorded | reason | facts)
        self.add(made)
        return made

    def waiting(self, name: WorkList) -> list[str]:
        """References of the students on a list."""
        return [work.student for work in load_work(Morning(self.session, PROMISE, NOW), name)]


@pytest.fixture
def district(session: Session, vault: Vault) -> District:
    return District(session, vault)


@pytest.mark.parametrize(
    ("facts", "listed"),
    [
        ({"state": None, "graduation": day(-180)}, True),
        ({"state": StudentState.NOT_CONTACTED, "graduation": day(60)}, True),
        ({"state": None, "graduation": day(-181)}, False),
        ({"state": None, "graduation": day(61)}, False),
        ({"state": None, "graduation": None}, False),
        ({"state": StudentState.SEEKING, "graduation": day(-1)}, False),
    ],
)
def test_new_graduates(district: District, facts: Mapping[str, Any], listed: bool) -> None:
    student = district.student(**facts)
    assert district.waiting(WorkList.NEW_GRADUATES) == [student.ref] * listed


def test_services_owed(district: District) -> None:
    seeker = district.student(state=StudentState.SEEKING, completion=Completion.GRADUATED)
    district.student()
    assert district.waiting(WorkList.SERVICES_OWED) == [seeker.ref]


WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("sent", "facts", "listed"),
    [
        (NOW - WEEK, {}, True),
        (NOW - WEEK + timedelta(minutes=1), {}, False),
        (NOW - 3 * WEEK, {"chased_at": NOW - WEEK}, True),
        (NOW - 3 * WEEK, {"chased_at": NOW - timedelta(days=2)}, False),
        (NOW - 3 * WEEK, {"state": ReferralState.INTERVIEW}, False),
        (NOW - 3 * WEEK, {"state": ReferralState.EXPIRED}, False),
    ],
)
def test_unanswered_referrals(
    district: District, sent: datetime, facts: Mapping[str, Any], listed: bool
) -> None:
    student = district.student()
    district.referral(student, sent, **facts)
    assert district.waiting(WorkList.UNANSWERED_REFERRALS) == [student.ref] * listed


def test_the_longest_silence_comes_first(district: District) -> None:
    students = [district.student() for _ in range(3)]
    for student, weeks in zip(students, (2, 4, 3), strict=True):
        district.referral(student, NOW - weeks * WEEK)
    waiting = district.waiting(WorkList.UNANSWERED_REFERRALS)
    assert waiting == [students[number].ref for number in (1, 2, 0)]


def test_whoever_agreed_waits_to_be_sent_the_longest_first(district: District) -> None:
    agreed = [district.moved(ReferralState.CONSENTED, NOW - timedelta(days=days)) for days in (1, 3, 2)]
    district.referral(district.student(), NOW)  # was sent
    works = load_work(Morning(district.session, PROMISE, NOW), WorkList.REFERRALS_TO_SEND)
    assert [work.student for work in works] == [agreed[number].ref for number in (1, 2, 0)]
    assert [work.at for work in works] == [NOW - timedelta(days=days) for days in (3, 2, 1)]


@pytest.mark.parametrize(
    ("at", "actor", "listed"),
    [
        (NOW - WEEK, "link:abc", True),
        (NOW - WEEK - timedelta(minutes=1), "link:abc", False),
        (NOW - WEEK, "account:a", False),
    ],
)
def test_a_student_who_withdraws_by_the_link_is_told_for_a_week(
    district: District, at: datetime, actor: str, listed: bool
) -> None:
    student = district.moved(ReferralState.WITHDRAWN, at, actor)
    assert district.waiting(WorkList.REFUSALS_BY_LINK) == [student.ref] * listed
    assert district.waiting(WorkList.REFERRALS_TO_SEND) == []


@pytest.mark.parametrize(
    ("facts", "listed"),
    [
        ({"interview_at": NOW}, True),
        ({"interview_at": NOW - timedelta(minutes=1)}, False),
        ({"interview_at": NOW + WEEK, "interview_told_at": NOW}, False),
        ({"interview_at": NOW + WEEK, "state": ReferralState.OFFER}, False),
    ],
)
def test_interviews_to_tell(district: District, facts: Mapping[str, Any], listed: bool) -> None:
    student = district.student()
    district.referral(student, NOW, **{"state": ReferralState.INTERVIEW} | facts)
    assert district.waiting(WorkList.INTERVIEWS_TO_TELL) == [student.ref] * listed


def test_a_correction_waits_until_somebody_settles_it(district: District) -> None:
    student = district.student()
    who = Principal(Role.STUDENT, "link:abc", student=student.id)
    officer = Principal(Role.OFFICER, "account:a")
    asked = [
        ask_correction(Acting(district.session, who, NOW), student, words) for words in ("一", "二", "三")
    ]
    log_service(Acting(district.session, officer, NOW), student, Service.CONTACT)
    works = load_work(Morning(district.session, PROMISE, NOW), WorkList.CORRECTIONS)
    assert [(work.student, work.params["words"]) for work in works] == [
        (student.ref, words) for words in ("一", "二", "三")
    ]
    settle_correction(Acting(district.session, officer, NOW), asked[0])
    take_back_service(Acting(district.session, officer, NOW), asked[1], Mistake.WRONG_PERSON)
    assert district.waiting(WorkList.CORRECTIONS) == [student.ref]
    assert district.waiting(WorkList.SERVICES_OWED) == []


def checked(months: int, outcome: Retention) -> RetentionCheck:
    return RetentionCheck(months=months, outcome=outcome, checked_on=TODAY, recorded_by="account:a")


@pytest.mark.parametrize(
    ("started", "checks", "due"),
    [
        (date(2026, 8, 2), [], [3]),
        (date(2026, 8, 3), [], []),
        (date(2026, 5, 2), [], [3, 6]),
        (date(2026, 5, 2), [(3, Retention.EMPLOYED)], [6]),
        (date(2026, 8, 2), [(3, Retention.UNKNOWN)], [3]),
        (date(2026, 8, 2), [(3, Retention.EMPLOYED)], []),
        (date(2025, 11, 2), [(3, Retention.EMPLOYED), (6, Retention.EMPLOYED)], [12]),
        (date(2025, 11, 3), [(3, Retention.EMPLOYED), (6, Retention.EMPLOYED)], []),
        (date(2025, 11, 2), [(6, Retention.UNKNOWN), (12, Retention.EMPLOYED)], []),
        (date(2025, 11, 2), [(3, Retention.UNKNOWN), (6, Retention.EMPLOYED)], [12]),
        (date(2025, 11, 2), [(6, Retention.EMPLOYED), (12, Retention.UNKNOWN)], [12]),
    ],
)
def test_retention_checks(
    district: District, started: date, checks: list[tuple[int, Retention]], due: list[int]
) -> None:
    district.placement(started, checks=[checked(*each) for each in checks])
    waiting = load_work(Morning(district.session, PROMISE, NOW), WorkList.RETENTION_CHECKS)
    assert [work.params["months"] for work in waiting] == [due] * bool(due)


def test_the_list_and_each_placement_agree_on_when_to_ask(district: District) -> None:
    found = (None, Retention.EMPLOYED, Retention.UNKNOWN)
    for outcomes in product(found, repeat=3):
        answers = [checked(*each) for each in zip((3, 6, 12), outcomes, strict=True) if each[1] is not None]
        district.placement(date(2026, 1, 1), checks=answers)
    page = list_placements(district.session, WantedPlacements(check_due=True), TODAY)
    due = {placement.ref for placement in page.items}
    rows = list_placements(district.session, WantedPlacements(), TODAY).items
    asked = {
        row["ref"] for row in map(placement_row, rows) if row["next_check"] and row["next_check"] <= TODAY
    }
    assert due == asked
    assert 0 < len(due) < len(rows) == 27


def test_nobody_is_asked_about_a_placement_that_is_over(district: District) -> None:
    district.placement(date(2026, 1, 1), ended=date(2026, 2, 1))
    assert district.waiting(WorkList.RETENTION_CHECKS) == []


@pytest.mark.parametrize(
    ("state", "started", "listed"),
    [
        (StudentState.TO_START, day(0), True),
        (StudentState.TO_START, day(1), False),
        (StudentState.EMPLOYED, day(0), False),
    ],
)
def test_starts(district: District, state: StudentState, started: date, listed: bool) -> None:
    student = district.student(state=state)
    district.placement(started, student=student)
    assert district.waiting(WorkList.STARTS) == [student.ref] * listed


@pytest.mark.parametrize(
    ("until", "later", "listed"),
    [
        (day(14), None, True),
        (day(0), None, True),
        (day(15), None, False),
        (day(-1), None, False),
        (day(14), day(90), False),
        (day(14), day(14), True),
        (day(14), day(3), True),
    ],
)
def test_consents_expiring(district: District, until: date, later: date | None, listed: bool) -> None:
    student = district.student()
    for last in filter(None, (until, later)):
        district.add(a_consent(student, district.company, until=last))
    assert district.waiting(WorkList.CONSENTS_EXPIRING) == [student.ref] * listed


def test_a_consent_that_was_withdrawn_neither_expires_nor_goes_on(district: District) -> None:
    student = district.student()
    taken_back = [a_consent(student, district.company, until=day(days)) for days in (7, 90)]
    for consent in taken_back:
        consent.withdrawal = ConsentWithdrawal(at=NOW, way=Way.LINK, recorded_by="link")
    district.add(*taken_back)
    assert district.waiting(WorkList.CONSENTS_EXPIRING) == []
    district.add(a_consent(student, district.company, until=day(7)))
    assert district.waiting(WorkList.CONSENTS_EXPIRING) == [student.ref]


@pytest.mark.parametrize(
    ("ends", "listed"),
    [
        ([day(60)], True),
        ([day(0)], True),
        ([day(61)], False),
        ([day(-1)], False),
        ([None], False),
        ([day(10), None], False),
        ([day(10), day(50)], True),
        ([day(10), day(99)], False),
    ],
)
def test_hardships_ending(district: District, ends: list[date | None], listed: bool) -> None:
    hardships = [Hardship(category=HardshipCategory.ORPHAN, valid_to=end) for end in ends]
    student = district.student(hardships=hardships)
    assert district.waiting(WorkList.HARDSHIPS_ENDING) == [student.ref] * listed


def test_whoever_left_the_programme_is_not_on_the_list(district: District) -> None:
    hardships = [Hardship(category=HardshipCategory.ORPHAN, valid_to=day(9))]
    district.student(hardships=hardships, state=StudentState.LEFT_PROGRAMME)
    assert district.waiting(WorkList.HARDSHIPS_ENDING) == []


def test_fee_gaps(district: District) -> None:
    for term, tuition in (("2026-2027-1", 100), ("2025-2026-2", 100), ("2026-2027-2", 0)):
        district.add(SchoolTerm(student=district.student(), term=term, tuition_due=tuition, lodging_due=0))
    (work,) = load_work(Morning(district.session, PROMISE, NOW), WorkList.FEE_GAPS)
    assert (work.params["term"], work.params["gap"]) == ("2026-2027-1", 100)


def test_each_street_has_its_own_lists(district: District, engine: Engine, vault: Vault) -> None:
    for place in ("320205001", "320205002"):
        hardships = [Hardship(category=HardshipCategory.ORPHAN, valid_to=day(9))]
        student = district.student(place=place, state=None, graduation=TODAY, hardships=hardships)
        district.referral(student, NOW - WEEK)
        who = Principal(Role.STUDENT, "link:abc", student=student.id)
        ask_correction(Acting(district.session, who, NOW), student, "手机号换了")
        district.referral(student, NOW, state=ReferralState.INTERVIEW, interview_at=NOW)
        for state in (ReferralState.CONSENTED, ReferralState.WITHDRAWN):
            district.moved(state, NOW, "link:abc", student=student)
        district.add(a_consent(student, a_company(f"公司{place}"), until=day(3)))
        district.add(SchoolTerm(student=student, term="2026-2027-1", tuition_due=1, lodging_due=0))
        district.placement(date(2026, 8, 2), student=student)
        to_start = district.student(place=place, state=StudentState.TO_START)
        district.placement(TODAY, student=to_start)
        district.student(place=place, state=StudentState.SEEKING, completion=Completion.GRADUATED)
    district.session.commit()
    street = Principal(Role.STREET_OFFICER, "account:b", area="320205001")
    for who, seen in ((street, 1), (Principal(Role.OFFICER, "account:a"), 2)):
        with scoped_session(engine, vault, who, read_only=True) as session:
            lists = {name: load_work(Morning(session, PROMISE, NOW), name) for name in WorkList}
            assert {name: len(works) for name, works in lists.items()} == dict.fromkeys(WorkList, seen)
            places = {work.place for works in lists.values() for work in works}
            assert places == {"320205001", "320205002"} - ({"320205002"} if seen == 1 else set())
