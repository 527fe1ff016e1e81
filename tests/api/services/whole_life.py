"""Somebody of whom there is a row in every table, with a canary wherever words can stand."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from matcher.vocabulary import EndReason, Evidence, HardshipCategory, ReferralState, StudentState, Way
from models.aid_payment import AidPayment, AidSource
from models.consent import ConsentWithdrawal
from models.hardship import Hardship
from models.household import Household
from models.job import Job, JobKind
from models.match_run import MatchRun, MatchRunList
from models.opening import Opening
from models.personal_link import PersonalLink
from models.placement import Placement, PlacementProof, Retention, RetentionCheck
from models.plan import DistrictPlan, PlanItem, PlanOrder
from models.pledge import Pledge
from models.referral import ReferralMove
from models.relief_payment import ReliefPayment, ReliefPurpose
from models.school_term import SchoolTerm
from models.schooling_event import SchoolingEvent, SchoolingKind
from models.service_event import Service, ServiceEvent
from models.student import Student
from models.vault import Vault
from tests.canaries import CANARIES
from tests.models.samples import a_company, a_consent, a_referral, a_shortlist, a_student, an_opening

NOW = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
PLAIN = "鹓雒技工学校"
CANARIES_OF_ONE = {**CANARIES, "plain words": PLAIN, "sealed words": "鹓雒说的话"}
SAID = CANARIES_OF_ONE["sealed words"]


def a_whole_life(session: Session, vault: Vault) -> Student:
    """The student; the first placement is over, the second one was found elsewhere and is over too."""
    student = _registered(vault)
    companies = [a_company("云朵机械有限公司"), a_company("雨滴电子有限公司")]
    openings = [an_opening(companies[number % 2], f"焊工{number}", headcount=9) for number in range(4)]
    chosen = a_shortlist(student, *openings, refused={"HEALTH_LIMIT": 7})
    idle = a_shortlist(student, openings[0])
    consents = [a_consent(student, company, evidence=SAID, way=Way.OFFICER) for company in companies]
    session.add_all([student, chosen, idle, *consents])
    for item in [*chosen.items, *idle.items]:
        item.note, item.explanation = SAID, {"bars": [], "openings_left": 1, "distance_km": 3.0}
    session.flush()
    hired, asked = (a_referral(item, hazards_confirmed=SAID) for item in chosen.items[:2])
    session.add_all([hired, asked])
    session.flush()
    for referral, states in ((hired, "consented sent interview hired"), (asked, "consented sent")):
        for state in map(ReferralState, states.split()):
            referral.state = state
            referral.sent_at = NOW if state is ReferralState.SENT else referral.sent_at
            referral.interview_place = PLAIN
            referral.ended_at = NOW if state is ReferralState.HIRED else None
            session.add(ReferralMove(referral=referral, state=state, at=NOW, actor="account:a"))
            session.flush()
    consents[1].withdrawal = ConsentWithdrawal(at=NOW, way=Way.LINK, recorded_by="link")
    recorded = {"recorded_at": NOW, "recorded_by": "account:a"}
    over = {"ended": date(2026, 10, 1), "end_reason": EndReason.STUDENT_LEFT}
    check = {"outcome": Retention.EMPLOYED, "checked_on": date(2026, 9, 9), "recorded_by": "account:a"}
    proof = {"evidence": Evidence.CONTRACT, "seen_on": date(2026, 6, 1), "words": SAID}
    begun = {"started": date(2026, 6, 1), "evidence": Evidence.CONTRACT, "student": student}
    placements = [
        Placement(opening=openings[0], referral=hired, **begun | over | recorded),
        Placement(employer=SAID, **begun | over | recorded),
    ]
    for placement in placements:
        placement.proofs = [PlacementProof(**proof | recorded)]
        placement.checks = [RetentionCheck(months=3, **check)]
    done = {"kind": Service.GUIDANCE, "at": NOW, "note": SAID}
    session.add_all([*placements, ServiceEvent(student=student, **done | recorded), *_at_school(student)])
    session.add_all([*_of_a_run(student), *_in_a_plan(student, openings[0]), _link(student)])
    session.commit()
    return student


def _registered(vault: Vault) -> Student:
    household = Household(number=SAID, number_blind=b"n" * 32, head=CANARIES["guardian"])
    words = {f"{name}_words": PLAIN for name in ("state", "education", "completion", "graduation")}
    words |= {f"{name}_words": PLAIN for name in ("major", "skills", "certificates", "wished", "wage")}
    return a_student(
        vault,
        id_number=CANARIES["ID number"],
        name=CANARIES["name"],
        phone=CANARIES["phone"],
        address=CANARIES["address"],
        guardian=CANARIES["guardian"],
        guardian_phone=CANARIES["guardian's phone"],
        note=CANARIES["reason"],
        experience=SAID,
        limits_words=SAID,
        household=household,
        hardships=[Hardship(category=HardshipCategory.ORPHAN, words=SAID)],
        place="320205001",
        state=StudentState.SEEKING,
        graduation=date(2026, 6, 30),
        school=PLAIN,
        majors=["630302"],
        fields=["accounting"],
        skills=["会计核算"],
        wished_places=["320205"],
        wished_places_words=PLAIN,
        wage_floor=4000,
        may_relocate=True,
        **words,
    )


def _at_school(student: Student) -> list[object]:
    term = SchoolTerm(student=student, term="2025-2026-2", school=PLAIN, tuition_due=100, note=SAID)
    term.payments = [AidPayment(source=AidSource.GRANT, amount=60, note=SAID)]
    day = {"day": date(2026, 3, 1), "at": NOW, "actor": "account:a", "note": SAID}
    paid = {"amount": 40, "paid_on": date(2026, 3, 2), "note": SAID}
    return [
        term,
        SchoolingEvent(student=student, kind=SchoolingKind.ATTENDED, **day),
        ReliefPayment(student=student, purpose=ReliefPurpose.STUDY, term=term, **paid),
        Pledge(student=student, company=a_company("晴天公司"), amount=100, from_term="2025-2026-2"),
    ]


def _of_a_run(student: Student) -> list[object]:
    job = Job(kind=JobKind.RUN, actor="account:a", params={}, queued_at=NOW)
    run = MatchRun(job=job, as_of=NOW.date(), k=5, policy="p", snapshot="s", code="c", at=NOW)
    return [run, MatchRunList(run_id=1, student=student, considered=1, eligible=1, items=[])]


def _in_a_plan(student: Student, opening: Opening) -> list[object]:
    job = Job(kind=JobKind.PLAN, actor="account:a", params={}, queued_at=NOW)
    plan = DistrictPlan(job=job, as_of=NOW.date(), candidates=50, at=NOW)
    pinned = {"student": student, "opening": opening, "pinned": True}
    plan.orders = [PlanOrder(**pinned)]
    return [plan, PlanItem(plan_id=1, score=7_000, rank=1, regret=0, others=0, **pinned)]


def _link(student: Student) -> PersonalLink:
    made = {"made_at": NOW, "made_by": "account:a", "expires_at": NOW.replace(year=2027)}
    return PersonalLink(student=student, secret_mac=b"s" * 32, **made)
