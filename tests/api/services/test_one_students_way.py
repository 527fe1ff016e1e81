"""One student from a term at school to a year at work, by the services and nothing else."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.clock import local_day
from api.services.acting import Acting
from api.services.aid.fee_gaps import gaps_open
from api.services.aid.record_study_aid import add_payment, add_term
from api.services.matching.approve_shortlist import approve_shortlist
from api.services.matching.keep_shortlist import keep_shortlist
from api.services.matching.make_shortlist import shortlist_for_student
from api.services.matching.market import Market
from api.services.placing.answer_referral import invite, offer
from api.services.placing.disclose import introduce
from api.services.placing.give_consent import give_consent, withdraw_consent
from api.services.placing.hand_over import graduate_student
from api.services.placing.log_service import log_service
from api.services.placing.place_student import check_retention, end_placement, hire, prove
from api.services.placing.refer_student import propose_referral, send_referral
from api.services.work_lists import Morning, WorkList, load_work
from matcher.lifecycle import RETENTION
from matcher.policy import STANDARD
from matcher.vocabulary import Education, EndReason, Evidence, Signer, StudentState, Way
from models.audit import find_break
from models.engine import make_session
from models.opening import Opening
from models.placement import Placement, Retention
from models.principal import Principal, Role
from models.queries.service_promise import read_promise
from models.referral import Referral
from models.service_event import Service
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_company, a_student, an_opening

OFFICER = Principal(Role.OFFICER, "account:a")
PROMISE = read_promise("1,1,3,1")


@dataclass(frozen=True)
class StudentsWay:
    """A student, the opening that will be theirs, and the desk at any day."""

    session: Session
    student: Student
    opening: Opening
    market: Market

    def at(self, day: date) -> Acting:
        return Acting(self.session, OFFICER, datetime(day.year, day.month, day.day, 2, tzinfo=UTC))

    def waiting(self, day: date, name: WorkList) -> bool:
        """Whether the student stands on a list on the morning of a day."""
        assert PROMISE is not None
        work = load_work(Morning(self.session, PROMISE, self.at(day).now), name)
        return self.student.ref in {each.student for each in work}


def at_school(way: StudentsWay) -> None:
    """Fees are due; a loan covers a part, the relief fund the rest."""
    before = way.at(date(2025, 2, 10))
    told = {"term": "2024-2025-2", "school": "锡山试验学院", "tuition_due": "4800", "lodging_due": "1200"}
    term = add_term(before, way.student, told | {"education": "大专"})
    loan = {"source": "助学贷款", "amount": "4000", "paid_on": "2025-02-05"}
    add_payment(before, term, loan)
    (gap,) = gaps_open(way.session, local_day(before.now))
    assert (gap.term.gap, way.waiting(date(2025, 2, 10), WorkList.FEE_GAPS)) == (200_000, True)
    fund = {"source": "救助基金", "amount": "2000", "paid_on": "2025-02-09"}
    add_payment(before, term, fund)
    assert gaps_open(way.session, local_day(before.now)) == []


def graduates(way: StudentsWay) -> None:
    """The desk takes over with everything that is known."""
    handed = graduate_student(way.at(date(2025, 7, 1)), way.student, date(2025, 6, 30))
    assert (way.student.state, way.student.education) == (StudentState.SEEKING, Education.COLLEGE)
    assert {"education", "skills"} <= set(handed.known)
    assert "phone" in handed.to_ask
    for kind in (Service.BRIEFING, Service.GUIDANCE, Service.TRAINING):
        log_service(way.at(date(2025, 7, 2)), way.student, kind)


def is_introduced(way: StudentsWay) -> Referral:
    """A shortlist, a person's word, the student's word, and only then a name."""
    listing = way.at(date(2025, 7, 3))
    made = shortlist_for_student(way.session, way.market, way.student.ref, as_of=local_day(listing.now), k=5)
    kept = keep_shortlist(listing, made, k=5)
    approve_shortlist(listing, kept)
    referral = propose_referral(listing, kept.items[0], STANDARD)
    assert introduce(way.session, referral, listing.now) is None
    give_consent(listing, way.student, way.opening.company, signer=Signer.STUDENT, way=Way.LINK)
    send_referral(way.at(date(2025, 7, 4)), referral, STANDARD)
    told_of = introduce(way.session, referral, way.at(date(2025, 7, 5)).now)
    assert told_of is not None
    assert (told_of.name, told_of.skills) == (way.student.name, ("会计核算",))
    assert way.waiting(date(2025, 7, 12), WorkList.UNANSWERED_REFERRALS)
    return referral


def is_hired(way: StudentsWay, referral: Referral) -> Placement:
    """The company's answer, the first day, and what proves it."""
    answering = way.at(date(2025, 7, 12))
    invite(answering, referral, answering.now + timedelta(days=2), "二楼会议室")
    offer(way.at(date(2025, 7, 15)), referral)
    started = date(2025, 8, 1)
    placement = hire(way.at(date(2025, 7, 20)), referral, STANDARD, started=started, wage=5600)
    way.session.refresh(way.opening)
    assert (way.student.state, way.opening.filled) == (StudentState.TO_START, 1)
    assert way.waiting(started, WorkList.STARTS)
    for evidence, day in (
        (Evidence.AGREEMENT, date(2025, 7, 22)),
        (Evidence.CONTRACT, date(2025, 8, 2)),
        (Evidence.INSURANCE, date(2025, 9, 20)),
    ):
        prove(way.at(day), placement, evidence, day)
    assert way.student.state is StudentState.EMPLOYED
    return placement


def stays(way: StudentsWay, placement: Placement) -> None:
    """Three times somebody asks."""
    for months, day in {3: date(2025, 11, 3), 6: date(2026, 2, 2), 12: date(2026, 8, 3)}.items():
        assert way.waiting(day, WorkList.RETENTION_CHECKS)
        check_retention(way.at(day), placement, months, Retention.EMPLOYED, day)
        assert placement.evidence is RETENTION[months]
        assert not way.waiting(day, WorkList.RETENTION_CHECKS)


def moves_on(way: StudentsWay, referral: Referral, placement: Placement) -> None:
    """What was agreed to can be taken back, and what was taken is given back."""
    withdraw_consent(way.at(date(2026, 9, 1)), way.student, way.opening.company, Way.LINK)
    assert introduce(way.session, referral, way.at(date(2026, 9, 1)).now) is None
    end_placement(way.at(date(2026, 9, 2)), placement, date(2026, 9, 1), EndReason.BETTER_JOB)
    way.session.refresh(way.opening)
    assert (way.student.state, way.opening.filled) == (StudentState.SEEKING, 0)


def test_from_school_fees_to_a_year_at_work(engine: Engine, vault: Vault, tmp_path: Path) -> None:
    opening = an_opening(
        a_company(),
        "会计",
        valid_to=date(2025, 12, 31),
        education=Education.COLLEGE,
        occupation="2-06-03-00",
        occupation_confidence=1.0,
        skills=["会计核算"],
        place="320205",
        hazards=[],
    )
    student = a_student(vault, birth_date=date(2003, 5, 1), place="320205001", skills=["会计核算"])
    with make_session(engine, vault) as session:
        session.add_all([student, opening])
        session.flush()
        way = StudentsWay(session, student, opening, Market(tmp_path, STANDARD))
        at_school(way)
        graduates(way)
        referral = is_introduced(way)
        placement = is_hired(way, referral)
        stays(way, placement)
        moves_on(way, referral, placement)
        assert find_break(session) is None
        session.commit()
