"""Which rows of which tables each role sees, and which tables it writes; what is not listed is closed.

The sessions of `models.scope` hold to it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, exists, false, select, true
from sqlalchemy.orm import InstrumentedAttribute

from models.account import Account
from models.aid_payment import AidPayment
from models.api_key import ApiKey
from models.audit_event import AuditEvent, AuditHead
from models.base import Base
from models.broken_glass import BrokenGlass
from models.change_counter import ChangeCounter
from models.column_mapping import ColumnMapping
from models.company import Company
from models.consent import Consent, ConsentWithdrawal
from models.data_key import DataKey
from models.hardship import Hardship
from models.household import Household
from models.idempotency_key import IdempotencyKey
from models.import_batch import ImportBatch
from models.import_problem import ImportProblem
from models.job import Job, JobKind
from models.login_session import LoginSession
from models.match_run import MatchRun, MatchRunList
from models.opening import Opening
from models.personal_link import PersonalLink
from models.placement import Placement, PlacementProof, RetentionCheck
from models.plan import DistrictPlan, PlanItem, PlanOrder
from models.pledge import Pledge
from models.principal import Principal, Role
from models.referral import LawfulMove, Referral, ReferralMove
from models.relief_income import ReliefIncome
from models.relief_payment import ReliefPayment
from models.school_term import SchoolTerm
from models.schooling_event import SchoolingEvent
from models.service_event import ServiceEvent
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student
from models.tables import TABLES
from models.title_correction import TitleCorrection

Narrowed = Callable[[Principal], ColumnElement[bool]]
ALL: Narrowed = lambda _: true()  # noqa: E731 -- as short as the rows of a table want it
NOTHING: Narrowed = lambda _: false()  # noqa: E731


def _lives_in_area(who: Principal) -> ColumnElement[bool]:
    in_area = Student.place.startswith(who.area or "", autoescape=True)
    return in_area | Student.ref.in_(who.opened) if who.opened else in_area


def _is_about_area(table: Any) -> Narrowed:
    """The rows of a table that belong to students of the area."""

    def narrowed(who: Principal) -> ColumnElement[bool]:
        students = select(Student.id).where(Student.id == table.student_id, _lives_in_area(who))
        return exists(students.correlate(table))

    return narrowed


def _is_of(table: Any, column: InstrumentedAttribute[int], parent: Any, narrowed: Narrowed) -> Narrowed:
    """The rows of a table whose parent is seen; `column` names the parent."""

    def of_parent(who: Principal) -> ColumnElement[bool]:
        parents = select(parent.id).where(parent.id == column, narrowed(who))
        return exists(parents.correlate(table))

    return of_parent


def _is_shortlist_in_area(who: Principal) -> ColumnElement[bool]:
    own = Shortlist.opening_id.is_not(None) & (Shortlist.made_by == who.name)
    return own | _is_about_area(Shortlist)(who)


def _is_sent_to_oneself(who: Principal) -> ColumnElement[bool]:
    return (Referral.company_id == who.company) & Referral.sent_at.is_not(None)


def _has_child_in_area(who: Principal) -> ColumnElement[bool]:
    children = select(Student.id).where(Student.household_id == Household.id, _lives_in_area(who))
    return exists(children.correlate(Household))


def _is_relief_in_area(who: Principal) -> ColumnElement[bool]:
    of_household = Student.household_id == ReliefPayment.household_id
    payees = select(Student.id).where(
        of_household | (Student.id == ReliefPayment.student_id), _lives_in_area(who)
    )
    return exists(payees.correlate(ReliefPayment))


def _is_own_batch(who: Principal) -> ColumnElement[bool]:
    return ImportBatch.actor == who.name


def _is_for_all_or_own_job(who: Principal) -> ColumnElement[bool]:
    return Job.kind.in_((JobKind.RUN, JobKind.PLAN)) | (Job.actor == who.name)


def _is_own_account(who: Principal) -> ColumnElement[bool]:
    return Account.id == who.account


def _broken_by_oneself(who: Principal) -> ColumnElement[bool]:
    return BrokenGlass.account_id == who.account


def _is_of_oneself(table: Any) -> Narrowed:
    return lambda who: table.student_id == who.student


def _is_company_of_oneself(who: Principal) -> ColumnElement[bool]:
    """The companies that a student was proposed to, or has agreed to be named to."""
    agreed = select(Consent.id).where(Consent.company_id == Company.id, Consent.student_id == who.student)
    return _is_proposed_to_oneself(Company, Referral.company_id)(who) | exists(agreed.correlate(Company))


def _is_proposed_to_oneself(table: Any, column: InstrumentedAttribute[int]) -> Narrowed:
    """The companies or openings that a student was ever proposed to; `column` of a referral names them."""

    def narrowed(who: Principal) -> ColumnElement[bool]:
        referrals = select(Referral.id).where(column == table.id, Referral.student_id == who.student)
        return exists(referrals.correlate(table))

    return narrowed


Table = type[Base]
_IN_EMERGENCY = frozenset({ServiceEvent})  # written of a student whom a broken glass opens: that one was met


def as_writer(who: Principal, table: Table) -> Principal:
    """Whose rows of a table somebody writes: a broken glass opens looking, and logging a contact, alone."""
    return who if not who.opened or table in _IN_EMERGENCY else replace(who, opened=())


SCOPE: dict[Role, Mapping[Table, Narrowed]] = {
    Role.STREET_OFFICER: {
        Student: _lives_in_area,
        Hardship: _is_about_area(Hardship),
        Household: _has_child_in_area,
        Company: ALL,
        Opening: ALL,
        SchoolTerm: _is_about_area(SchoolTerm),
        AidPayment: _is_of(AidPayment, AidPayment.term_id, SchoolTerm, _is_about_area(SchoolTerm)),
        ReliefPayment: _is_relief_in_area,
        Pledge: _is_about_area(Pledge),
        SchoolingEvent: _is_about_area(SchoolingEvent),
        ImportBatch: _is_own_batch,
        ImportProblem: _is_of(ImportProblem, ImportProblem.batch_id, ImportBatch, _is_own_batch),
        TitleCorrection: ALL,
        DataKey: ALL,  # opens nothing without the row that it belongs to
        ChangeCounter: ALL,
        Account: _is_own_account,
        BrokenGlass: _broken_by_oneself,
        Job: _is_for_all_or_own_job,
        MatchRun: ALL,
        MatchRunList: _is_about_area(MatchRunList),
        DistrictPlan: ALL,
        PlanOrder: _is_about_area(PlanOrder),
        PlanItem: _is_about_area(PlanItem),
        Shortlist: _is_shortlist_in_area,
        ShortlistItem: _is_about_area(ShortlistItem),
        Consent: _is_about_area(Consent),
        ConsentWithdrawal: _is_of(
            ConsentWithdrawal, ConsentWithdrawal.consent_id, Consent, _is_about_area(Consent)
        ),
        PersonalLink: _is_about_area(PersonalLink),
        Referral: _is_about_area(Referral),
        ReferralMove: _is_of(ReferralMove, ReferralMove.referral_id, Referral, _is_about_area(Referral)),
        Placement: _is_about_area(Placement),
        PlacementProof: _is_of(
            PlacementProof, PlacementProof.placement_id, Placement, _is_about_area(Placement)
        ),
        RetentionCheck: _is_of(
            RetentionCheck, RetentionCheck.placement_id, Placement, _is_about_area(Placement)
        ),
        ServiceEvent: _is_about_area(ServiceEvent),
        LawfulMove: ALL,
    },
    Role.COMPANY: {
        Company: lambda who: Company.id == who.company,
        Opening: lambda who: Opening.company_id == who.company,
        TitleCorrection: ALL,  # what an opening is coded by
        IdempotencyKey: lambda who: IdempotencyKey.company_id == who.company,
        Referral: _is_sent_to_oneself,  # of the student nothing but what `disclose` tells
        DataKey: ALL,
        ChangeCounter: ALL,
    },
    Role.STUDENT: {
        Student: lambda who: Student.id == who.student,
        Company: _is_company_of_oneself,
        Opening: _is_proposed_to_oneself(Opening, Referral.opening_id),
        ShortlistItem: _is_of_oneself(ShortlistItem),  # why it is proposed
        Referral: _is_of_oneself(Referral),
        ReferralMove: _is_of(ReferralMove, ReferralMove.referral_id, Referral, _is_of_oneself(Referral)),
        Consent: _is_of_oneself(Consent),
        ConsentWithdrawal: _is_of(
            ConsentWithdrawal, ConsentWithdrawal.consent_id, Consent, _is_of_oneself(Consent)
        ),
        PersonalLink: _is_of_oneself(PersonalLink),
        Placement: _is_of_oneself(Placement),
        ServiceEvent: _is_of_oneself(ServiceEvent),
        DataKey: ALL,
        ChangeCounter: ALL,
    },
    Role.ADMINISTRATOR: {
        Company: ALL,
        DataKey: ALL,
        ChangeCounter: ALL,
        Account: ALL,
        LoginSession: ALL,
        ApiKey: ALL,
        Job: ALL,  # references, codes and counts
    },
    Role.AUDITOR: {AuditEvent: ALL, AuditHead: ALL, Account: ALL, BrokenGlass: ALL, DataKey: ALL},
    Role.LEADER: {},
}
"""Role → table → the rows that it sees."""

# An officer of the district: all rows of what a street officer sees some of, and nothing of the house.
SCOPE[Role.OFFICER] = {
    **{table: ALL for table in SCOPE[Role.STREET_OFFICER] if table is not BrokenGlass},
    Account: _is_own_account,
    ReliefIncome: ALL,
    ColumnMapping: ALL,
}
SCOPE[Role.OPERATOR] = dict.fromkeys(TABLES, ALL)

_WRITTEN_BY_WORKERS = frozenset({ImportBatch, ImportProblem, MatchRun, MatchRunList, PlanItem})
_NOT_BY_OFFICERS = _WRITTEN_BY_WORKERS | {LawfulMove, Account}
WRITES: Mapping[Role, frozenset[Table]] = {
    Role.OFFICER: frozenset(SCOPE[Role.OFFICER]) - _NOT_BY_OFFICERS,
    Role.STREET_OFFICER: frozenset(SCOPE[Role.STREET_OFFICER]) - _NOT_BY_OFFICERS,
    Role.COMPANY: frozenset({Opening, IdempotencyKey, Referral}),
    Role.STUDENT: frozenset({Student, Referral, ReferralMove, Consent, ConsentWithdrawal, ServiceEvent}),
    Role.ADMINISTRATOR: frozenset({Account, DataKey, LoginSession, ApiKey, Job}),
    Role.AUDITOR: frozenset(),
    Role.LEADER: frozenset(),
    Role.OPERATOR: frozenset(TABLES),
}
"""Role → the tables in which it may write rows that it sees."""
