"""One student who was introduced to a company, over the door that its programs use."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.placing.give_consent import give_consent, withdraw_consent
from api.services.placing.refer_student import propose_referral, send_referral
from matcher.policy import STANDARD
from matcher.vocabulary import Completion, Education, Signer, StudentState, Way
from models.audit_event import AuditEvent
from models.company import Company
from models.engine import make_session
from models.referral import Referral
from models.vault import Vault
from tests.api.rest.gate import OFFICER, OURS, Gate
from tests.models.samples import a_shortlist, a_student, an_opening

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WORK: dict[str, Any] = {
    "education": Education.ANY,
    "place": "320205",
    "occupation": "2-06-03-00",
    "occupation_confidence": 1.0,
    "skills": ["会计核算"],
    "hazards": [],
    "valid_to": date(2027, 6, 1),
}


class Case(NamedTuple):
    """One student who was introduced to the first company, and what stands behind it."""

    gate: Gate
    engine: Engine
    vault: Vault
    handle: str

    def session(self) -> Any:
        return make_session(self.engine, self.vault)

    def answer(self, **told: Any) -> Any:
        return self.gate.post(OURS, f"/referrals/{self.handle}/answer", told)

    def read(self) -> Any:
        return self.gate.get(OURS, f"/referrals/{self.handle}").json

    def trail(self) -> list[AuditEvent]:
        with self.session() as session:
            return list(session.scalars(select(AuditEvent).order_by(AuditEvent.id)))


def introduced(session: Session, vault: Vault) -> Referral:
    """A student who has agreed, and was sent to the first company."""
    company = session.get_one(Company, OURS.company)
    student = a_student(
        vault,
        phone="13900001111",
        address="锡北镇泾虹路1号",
        guardian="周叔叔",
        limits=["standing"],
        limits_words="不能久站",
        place="320205",
        state=StudentState.SEEKING,
        education=Education.BACHELOR,
        completion=Completion.GRADUATED,
        graduation=date(2025, 6, 30),
        school="锡山试验学院",
        major_words="会计学",
        wished_occupations=["2-06-03-00"],
        skills=["会计核算"],
    )
    opening = an_opening(company, "文员", external_ref="A-1", headcount=1, **WORK)
    shortlist = a_shortlist(student, opening, made_by="账户", approved_by="账户")
    session.add(shortlist)
    session.flush()
    acting = Acting(session, OFFICER, NOW)
    referral = propose_referral(acting, shortlist.items[0], STANDARD)
    give_consent(acting, student, company, signer=Signer.STUDENT, way=Way.LINK)
    send_referral(acting, referral, STANDARD)
    return referral


def change(case: Case, act: Any) -> None:
    """Let an officer do something about the one referral."""
    with case.session() as session:
        act(Acting(session, OFFICER, datetime.now(UTC)), session.scalars(select(Referral)).one())
        session.commit()


def withdraw(acting: Acting, referral: Referral) -> None:
    withdraw_consent(acting, referral.student, referral.company, Way.LINK)
