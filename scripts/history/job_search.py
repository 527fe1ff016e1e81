"""The story of somebody who looks for work: proposals, answers, a hire, and what comes after."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from api.services.matching.approve_shortlist import approve_shortlist
from api.services.matching.keep_shortlist import keep_shortlist
from api.services.matching.make_shortlist import shortlist_for_student
from api.services.not_possible import NotPossible
from api.services.placing.answer_referral import decline, invite, offer
from api.services.placing.give_consent import give_consent
from api.services.placing.log_service import log_service
from api.services.placing.place_student import check_retention, end_placement, hire, place_elsewhere, prove
from api.services.placing.refer_student import expire_referral, propose_referral, send_referral
from matcher.candidate import age_on
from matcher.lifecycle import ADULT_FROM, RETENTION, WORK_FROM, due_on
from matcher.vocabulary import DeclineReason, EndReason, Evidence, Side, Signer, Way
from models.placement import Placement, Retention
from models.referral import Referral
from models.service_event import Service
from models.shortlist import ShortlistItem
from models.student import Student
from scripts.history.diary import STUDENT, Diary, Moment, act
from scripts.history.timeline import Story

Part = Generator[datetime, None, Placement | None]

LISTED = 8
TRIES = 3  # referrals at most, before work is found elsewhere or not at all
AT_ONCE = 0.55  # of those who find work, at the first or second try
ANSWERED = 0.85  # of the companies that take nobody
SERVED = {Service.BRIEFING: 0.95, Service.GUIDANCE: 0.85, Service.TRAINING: 0.6, Service.INTERNSHIP: 0.1}
"""What is done for how many, on the day of the first list."""
SAYS_NO = {
    Side.STUDENT: (DeclineReason.DISTANCE, DeclineReason.WAGE, DeclineReason.HOURS, DeclineReason.WORK),
    Side.COMPANY: (
        DeclineReason.EXPERIENCE,
        DeclineReason.SKILLS,
        DeclineReason.FILLED,
        DeclineReason.NOT_MET,
    ),
}
PROOFS = ((Evidence.AGREEMENT, 8, 0.9), (Evidence.CONTRACT, 25, 0.85), (Evidence.INSURANCE, 50, 0.8))
"""What is brought, how many days after the start, and by which share."""
LEAVES = 0.1  # between two checks
UNREACHED = 0.05
WHY = (EndReason.STUDENT_LEFT, EndReason.BETTER_JOB, EndReason.PROBATION, EndReason.CONTRACT_OVER)
EMPLOYERS = ("社区便民超市", "镇上的五金加工点", "小区物业公司", "汽修铺", "街道快递驿站", "家政服务部")


@dataclass(frozen=True, slots=True)
class Seeker:
    """Whose story it is, when it begins, and whether it ends well."""

    student: Student
    rng: Random
    begins: date
    finds_work: bool


def look_for_work(diary: Diary, seeker: Seeker) -> Story:
    """From the first shortlist to a placement, and on; or to one answer after another that is a no."""
    rng, student, moment = seeker.rng, seeker.student, Moment(seeker.rng, seeker.begins)
    yield moment.at
    made = shortlist_for_student(diary.session, diary.market, student.ref, as_of=moment.day, k=LISTED)
    kept = keep_shortlist(act(diary, moment), made, k=LISTED)
    for kind, share in SERVED.items():
        if rng.random() < share:
            log_service(act(diary, moment), student, kind)
    items = [item for item in kept.items if not item.opening.internship][:TRIES]
    placement: Placement | None = None
    if items:
        approve_shortlist(act(diary, moment), kept)
    for number, item in enumerate(items, start=1):
        works_out = seeker.finds_work and (number == len(items) or rng.random() < AT_ONCE)
        placement = yield from _introduce(diary, item, rng, moment, works_out=works_out)
        if placement is not None:
            break
    if placement is None and seeker.finds_work:
        yield moment.after(rng.randrange(5, 15))
        placement = _elsewhere(diary, student, rng, moment)
    if placement is not None:
        yield from _stay(diary, placement, rng, moment)


def _introduce(diary: Diary, item: ShortlistItem, rng: Random, moment: Moment, *, works_out: bool) -> Part:
    """One referral from the proposal to its end."""
    yield moment.after(rng.randrange(1, 5))
    student, minor = item.student, age_on(item.student.birth_date, moment.day) < ADULT_FROM
    try:
        confirmed = "企业回函：该岗位无禁忌工作" if minor else None
        referral = propose_referral(
            act(diary, moment), item, diary.market.policy, hazards_confirmed=confirmed, again=True
        )
    except NotPossible:  # filled or expired since the list was made
        return None
    yield moment.after(rng.randrange(1, 4))
    if not works_out and rng.random() < 0.15:
        decline(act(diary, moment, STUDENT), referral, Side.STUDENT, rng.choice(SAYS_NO[Side.STUDENT]))
        return None
    signer = Signer.STUDENT_AND_GUARDIAN if minor else Signer.STUDENT
    give_consent(act(diary, moment, STUDENT), student, referral.company, signer=signer, way=Way.LINK)
    yield moment.after(1)
    try:
        send_referral(act(diary, moment), referral, diary.market.policy)
    except NotPossible:
        return None
    return (yield from _answer(diary, referral, rng, moment, works_out=works_out))


def _answer(diary: Diary, referral: Referral, rng: Random, moment: Moment, *, works_out: bool) -> Part:
    """What the company makes of it."""
    yield moment.after(rng.randrange(2, 9))
    if not works_out and rng.random() > ANSWERED:
        yield moment.after(20)
        expire_referral(act(diary, moment), referral)
        return None
    if works_out or rng.random() < 0.6:
        place = f"{referral.company.name}人事部"
        invite(act(diary, moment), referral, moment.at + timedelta(days=3), place)
        yield moment.after(4)
    if not works_out:
        side = rng.choices((Side.COMPANY, Side.STUDENT), (2, 1))[0]
        decline(act(diary, moment), referral, side, rng.choice(SAYS_NO[side]))
        return None
    offer(act(diary, moment), referral)
    yield moment.after(rng.randrange(2, 6))
    if not diary.takes(moment.day.year):
        decline(act(diary, moment), referral, Side.COMPANY, DeclineReason.FILLED)
        return None
    wage = referral.opening.wage_low
    try:
        started = _first_day(referral.student, moment)
        return hire(act(diary, moment), referral, diary.market.policy, started=started, wage=wage)
    except NotPossible:
        diary.gives_back(moment.day.year)
        return None


def _elsewhere(diary: Diary, student: Student, rng: Random, moment: Moment) -> Placement | None:
    """Work that the student found without the desk."""
    old_enough = age_on(student.birth_date, moment.day) >= WORK_FROM
    if not old_enough or not diary.takes(moment.day.year):
        return None
    started = _first_day(student, moment)
    return place_elsewhere(act(diary, moment), student, rng.choice(EMPLOYERS), started=started)


def _first_day(student: Student, moment: Moment) -> date:
    """Of work that is found now; who is still at school begins after it."""
    return max(moment.day, (student.graduation or date.min) + timedelta(days=1))


def _stay(diary: Diary, placement: Placement, rng: Random, moment: Moment) -> Story:
    """What is brought as evidence, and what is found when somebody asks again."""
    for evidence, days, share in PROOFS:
        if rng.random() > share:
            break
        yield moment.on(placement.started + timedelta(days=days))
        prove(act(diary, moment), placement, evidence, moment.day)
    for months in RETENTION:
        due = due_on(placement.started, months)
        if rng.random() < LEAVES:
            yield moment.on(due - timedelta(days=rng.randrange(5, 50)))
            end_placement(act(diary, moment), placement, moment.day, rng.choice(WHY))
            return
        yield moment.on(due + timedelta(days=rng.randrange(12)))
        found = Retention.UNKNOWN if rng.random() < UNREACHED else Retention.EMPLOYED
        check_retention(act(diary, moment), placement, months, found, moment.day)
