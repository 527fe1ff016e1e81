"""All tables in one place, for whoever needs the whole schema: migrations, the data dictionary, backups."""

from sqlalchemy import MetaData

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
from models.erasure import Erasure
from models.hardship import Hardship
from models.household import Household
from models.idempotency_key import IdempotencyKey
from models.import_batch import ImportBatch
from models.import_change import ImportChange
from models.import_problem import ImportProblem
from models.job import Job
from models.login_session import LoginSession
from models.match_run import MatchRun, MatchRunList
from models.opening import Opening
from models.personal_link import PersonalLink
from models.placement import Placement, PlacementProof, RetentionCheck
from models.plan import DistrictPlan, PlanItem, PlanOrder
from models.pledge import Pledge
from models.referral import LawfulMove, Referral, ReferralMove
from models.relief_income import ReliefIncome
from models.relief_payment import ReliefPayment
from models.report_edition import ReportEdition
from models.school_term import SchoolTerm
from models.schooling_event import SchoolingEvent
from models.service_event import ServiceEvent
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student
from models.tally import Tally
from models.title_correction import TitleCorrection

TABLES: tuple[type[Base], ...] = (
    DataKey,
    Household,
    Student,
    Hardship,
    Company,
    Opening,
    SchoolTerm,
    AidPayment,
    ReliefPayment,
    ReliefIncome,
    Pledge,
    SchoolingEvent,
    ImportBatch,
    ImportProblem,
    ImportChange,
    TitleCorrection,
    ColumnMapping,
    IdempotencyKey,
    ChangeCounter,
    Job,
    MatchRun,
    MatchRunList,
    DistrictPlan,
    PlanOrder,
    PlanItem,
    Shortlist,
    ShortlistItem,
    Consent,
    ConsentWithdrawal,
    PersonalLink,
    LawfulMove,
    Referral,
    ReferralMove,
    Placement,
    PlacementProof,
    RetentionCheck,
    ServiceEvent,
    Erasure,
    ReportEdition,
    AuditEvent,
    AuditHead,
    Account,
    LoginSession,
    ApiKey,
    BrokenGlass,
    Tally,
)
METADATA: MetaData = Base.metadata
