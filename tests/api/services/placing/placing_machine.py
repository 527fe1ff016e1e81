"""A small district that is let loose: every act in any order, and what must be true after each."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from api.clock import local_day
from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.placing.answer_referral import decline, invite, judge_decline, offer
from api.services.placing.disclose import introduce
from api.services.placing.give_consent import give_consent, withdraw_consent
from api.services.placing.place_student import (
    BY_WORD,
    check_retention,
    end_placement,
    hire,
    place_elsewhere,
    prove,
)
from api.services.placing.refer_student import (
    chase_referral,
    expire_referral,
    propose_referral,
    send_referral,
    withdraw_referral,
)
from api.services.registry.suspend_company import resume_company, suspend_company
from matcher.lifecycle import NAMED, OVER, REFERRAL_MOVES, due_on, outweighs
from matcher.policy import STANDARD
from matcher.vocabulary import (
    DeclineReason,
    Education,
    EndReason,
    Evidence,
    ReferralState,
    Side,
    Signer,
    StudentState,
    Way,
)
from models.audit import find_break
from models.audit_event import AuditEvent
from models.company import Company, CompanyStatus
from models.engine import make_session
from models.opening import Opening
from models.placement import Placement, Retention
from models.principal import Principal, Role
from models.queries.referrals import open_referrals
from models.referral import Referral, ReferralMove
from models.service_event import ServiceEvent
from models.shortlist import ShortlistItem
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_company, a_shortlist, a_student, an_opening

OFFICER = Principal(Role.OFFICER, "account:a")
BEGIN = datetime(2026, 3, 2, 1, tzinfo=UTC)
AGES = (22, 20, 17)
PICK = st.integers(0, 5)


class Placing(RuleBasedStateMachine):
    """Three students, two companies, three openings with four places."""

    def __init__(self, engine: Engine, vault: Vault, reached: Counter[str]) -> None:
        super().__init__()
        self.reached = reached  # over all walks: what came about at all
        self.vault = vault
        self.session: Session = make_session(engine, vault)
        self.now = BEGIN
        self.agreed: dict[tuple[int, int], date] = {}  # what the test itself knows of consents: the last day

    @initialize()
    def settle(self) -> None:
        """Everybody moves in, and a shortlist of every student is approved."""
        companies = [a_company("云朵机械有限公司"), a_company("雨滴电子有限公司")]
        work: dict[str, Any] = {
            "education": Education.ANY,
            "place": "320205",
            "occupation": "2-06-03-00",
            "occupation_confidence": 1.0,
            "skills": ["会计核算"],
            "hazards": [],
        }
        openings = [
            an_opening(companies[0], "文员", headcount=1, valid_to=date(2027, 6, 1), **work),
            an_opening(companies[0], "收银员", headcount=2, valid_to=date(2026, 9, 1), **work),
            an_opening(
                companies[1], "客服", headcount=1, valid_to=date(2028, 1, 1), **work | {"hazards": None}
            ),
        ]
        facts = {"place": "320205", "state": StudentState.SEEKING, "education": Education.BACHELOR}
        students = [
            a_student(
                self.vault,
                id_number=f"32020520000101{number:03}X",
                birth_date=date(2026 - age, 1, 1),
                graduation=date(2025, 6, 30),
                wished_occupations=["2-06-03-00"],
                skills=["会计核算"],
                **facts,
            )
            for number, age in enumerate(AGES)
        ]
        self.session.add_all([a_shortlist(student, *openings) for student in students])
        self.session.flush()

    @contextmanager
    def acting(self) -> Iterator[Acting]:
        """An act that is kept as a whole or not at all, as at every door."""
        step = self.session.begin_nested()
        try:
            yield Acting(self.session, OFFICER, self.now)
            self.session.flush()
        except NotPossible as refused:
            self.reached[refused.code] += 1
            step.rollback()
            self.session.expire_all()
        else:
            step.commit()

    def one(self, table: type[Any], number: int) -> Any:
        """One of the rows of a table, by a number that wraps around; None while there is none."""
        rows = self.session.scalars(select(table).order_by(table.id)).all()
        return rows[number % len(rows)] if rows else None

    def open_one(self, number: int) -> Referral | None:
        """One of the referrals that are not over; now and then another one."""
        waiting = open_referrals(self.session)
        return waiting[number % len(waiting)] if waiting and number else self.one(Referral, number)

    @rule(days=st.sampled_from([0, 1, 7, 40, 100, 200]))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days, minutes=1)

    @rule(number=st.integers(0, 8), confirmed=st.sampled_from([None, "盖章回函"]))
    def propose(self, number: int, confirmed: str | None) -> None:
        item = self.one(ShortlistItem, number)
        busy = select(Referral.id).where(
            Referral.student_id == item.student_id,
            Referral.opening_id == item.opening_id,
            Referral.state.not_in(OVER),
        )
        if self.session.scalars(busy).first() is None:
            with self.acting() as acting:
                propose_referral(acting, item, STANDARD, hazards_confirmed=confirmed, again=True)

    @rule(student=PICK, company=PICK, signer=st.sampled_from(Signer), days=st.sampled_from([0, 30, 300]))
    def agree(self, student: int, company: int, signer: Signer, days: int) -> None:
        who, whom = self.one(Student, student), self.one(Company, company)
        until = local_day(self.now) + timedelta(days=days)
        with self.acting() as acting:
            give_consent(acting, who, whom, signer=signer, way=Way.LINK, until=until)
            before = self.agreed.get((who.id, whom.id), until)
            self.agreed[who.id, whom.id] = max(before, until)

    @rule(number=st.integers(0, 8), hired=st.booleans())
    def introduce_at_once(self, number: int, hired: bool) -> None:
        """The way that most take, so that walks get far."""
        item = self.one(ShortlistItem, number)
        student, company = item.student_id - self.one(Student, 0).id, item.opening.company_id
        self.propose(number, "盖章回函")
        self.agree(student, company - self.one(Company, 0).id, Signer.STUDENT_AND_GUARDIAN, 300)
        with self.acting() as acting:
            for referral in open_referrals(self.session, student_id=item.student_id, company_id=company):
                send_referral(acting, referral, STANDARD)
                if hired:
                    hire(acting, referral, STANDARD, started=local_day(self.now))

    @rule(student=PICK, company=PICK)
    def think_better_of_it(self, student: int, company: int) -> None:
        who, whom = self.one(Student, student), self.one(Company, company)
        with self.acting() as acting:
            withdraw_consent(acting, who, whom, Way.LINK)
            self.agreed.pop((who.id, whom.id), None)

    @rule(
        number=PICK,
        act=st.sampled_from(
            [
                lambda acting, referral: send_referral(acting, referral, STANDARD),
                chase_referral,
                expire_referral,
                withdraw_referral,
                lambda acting, referral: invite(acting, referral, acting.now + timedelta(days=2), "一楼"),
                offer,
                lambda acting, referral: judge_decline(acting, referral, True),
            ]
        ),
    )
    def go_on(self, number: int, act: Callable[[Acting, Referral], None]) -> None:
        referral = self.open_one(number)
        if referral is not None:
            with self.acting() as acting:
                act(acting, referral)

    @rule(number=PICK, side=st.sampled_from(Side), reason=st.sampled_from(DeclineReason))
    def say_no(self, number: int, side: Side, reason: DeclineReason) -> None:
        referral = self.open_one(number)
        if referral is not None:
            with self.acting() as acting:
                decline(acting, referral, side, reason, words="路太远")

    @rule(number=PICK, evidence=st.sampled_from(sorted(BY_WORD)), days=st.integers(-1, 9))
    def take_on(self, number: int, evidence: Evidence, days: int) -> None:
        referral = self.open_one(number)
        if referral is not None:
            started = local_day(self.now) + timedelta(days=days)
            with self.acting() as acting:
                hire(acting, referral, STANDARD, started=started, evidence=evidence)

    @rule(number=PICK, evidence=st.sampled_from(Evidence))
    def find_work_elsewhere(self, number: int, evidence: Evidence) -> None:
        with self.acting() as acting:
            started = local_day(self.now)
            place_elsewhere(
                acting, self.one(Student, number), "家门口超市", started=started, evidence=evidence
            )

    @rule(number=PICK, evidence=st.sampled_from(Evidence))
    def bring_proof(self, number: int, evidence: Evidence) -> None:
        placement = self.one(Placement, number)
        if placement is not None:
            with self.acting() as acting:
                prove(acting, placement, evidence, local_day(self.now))

    @rule(
        number=PICK,
        months=st.sampled_from([3, 6, 12]),
        outcome=st.sampled_from(Retention),
        waits=st.booleans(),
    )
    def ask_again(self, number: int, months: int, outcome: Retention, waits: bool) -> None:
        placement = self.one(Placement, number)
        if placement is not None:
            due = due_on(placement.started, months)
            if waits:  # until it is time to ask
                self.now = max(self.now, datetime.combine(due, BEGIN.timetz()))
            today = local_day(self.now)
            with self.acting() as acting:
                check_retention(acting, placement, months, outcome, today, left_on=today)

    @rule(number=PICK, reason=st.sampled_from(EndReason), days=st.integers(0, 5))
    def leave(self, number: int, reason: EndReason, days: int) -> None:
        placement = self.one(Placement, number)
        if placement is not None:
            with self.acting() as acting:
                end_placement(acting, placement, local_day(self.now) - timedelta(days=days), reason)

    @rule(number=PICK, serious=st.sampled_from([False, False, False, True]))
    def suspend_or_resume(self, number: int, serious: bool) -> None:
        company, acting = self.one(Company, number), Acting(self.session, OFFICER, self.now)
        if company.status is CompanyStatus.ACTIVE:
            if not serious:
                return
            suspend_company(acting, company, "押金")
        else:
            resume_company(acting, company)

    @invariant()
    def no_opening_is_over_filled(self) -> None:
        taken = select(Placement.opening_id, func.count()).where(Placement.ended.is_(None))
        counts = dict(map(tuple, self.session.execute(taken.group_by(Placement.opening_id))))
        for opening in self.session.scalars(select(Opening)):
            self.session.refresh(opening)
            assert opening.filled == counts.get(opening.id, 0) <= opening.headcount

    @invariant()
    def nothing_is_open_with_a_suspended_company(self) -> None:
        suspended = select(Company.id).where(Company.status == CompanyStatus.SUSPENDED)
        waiting = select(Referral.id).where(Referral.company_id.in_(suspended), Referral.state.not_in(OVER))
        assert self.session.scalars(waiting).all() == []

    @invariant()
    def nobody_is_named_without_a_live_consent(self) -> None:
        for referral in self.session.scalars(select(Referral)):
            if introduce(self.session, referral, self.now) is not None:
                self.reached["somebody named"] += 1
                assert referral.state in NAMED
                assert self.agreed[referral.student_id, referral.company_id] >= local_day(self.now)

    @invariant()
    def every_placement_is_proved_and_known_as_well_as_its_strongest_proof(self) -> None:
        for placement in self.session.scalars(select(Placement)):
            levels = [proof.evidence for proof in placement.proofs]
            assert placement.evidence in levels
            assert not any(outweighs(level, placement.evidence) for level in levels)

    @invariant()
    def every_referral_went_by_the_legal_moves(self) -> None:
        paths: dict[int, list[ReferralState]] = {}
        for move in self.session.scalars(select(ReferralMove).order_by(ReferralMove.id)):
            paths.setdefault(move.referral_id, []).append(move.state)
        for referral in self.session.scalars(select(Referral)):
            path = paths[referral.id]
            assert path[0] is ReferralState.PROPOSED
            assert path[-1] is referral.state
            assert all(after in REFERRAL_MOVES[before] for before, after in pairwise(path))

    @invariant()
    def every_referral_that_was_sent_counts_as_one_recommendation(self) -> None:
        sent = self.session.scalars(select(Referral.id).where(Referral.sent_at.is_not(None)))
        counted = self.session.scalars(select(ServiceEvent.referral_id).order_by(ServiceEvent.referral_id))
        assert sorted(sent) == counted.all()

    @invariant()
    def whoever_is_employed_is_not_offered_about(self) -> None:
        employed = select(Placement.student_id).where(Placement.ended.is_(None))
        waiting = select(Referral.id).where(
            Referral.student_id.in_(employed),
            Referral.state.not_in(OVER),
        )
        assert self.session.scalars(waiting).all() == []

    def teardown(self) -> None:
        """The trail is whole; then the district is forgotten."""
        try:
            assert find_break(self.session) is None
            self.reached.update(self.session.scalars(select(AuditEvent.act)))
            self.reached.update(
                f"known by {each}" for each in self.session.scalars(select(Placement.evidence))
            )
        finally:
            self.session.rollback()
            self.session.close()
