"""A company of the placement desk that has logged in, and whom it was sent."""

from datetime import UTC, datetime
from typing import NamedTuple

from flask.testing import FlaskClient
from sqlalchemy import select

from api.app import create_app
from api.services.access.accounts import create_account
from api.services.acting import Acting
from api.services.placing.give_consent import give_consent, withdraw_consent
from api.services.placing.refer_student import propose_referral, send_referral
from matcher.policy import STANDARD
from matcher.vocabulary import Signer, Way
from models.company import Company
from models.opening import Opening
from models.principal import Principal, Role
from models.referral import Referral
from models.student import Student
from tests.api.web.invented import log_in
from tests.api.web.placement_desk import GROWN_UP, PlacementDesk
from tests.models.samples import a_shortlist

OFFICER = Principal(Role.OFFICER, "account:wang")
OURS, THEIRS = "雨滴电子有限公司", "云朵机械有限公司"
TITLE = "会计"


class Site(NamedTuple):
    """The company's browser, and the instance behind it."""

    client: FlaskClient
    desk: PlacementDesk

    def text(self, address: str) -> str:
        """A page that is there."""
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.text

    def sent(self, *, company: str = OURS, title: str = TITLE, student: str | None = None) -> str:
        """Somebody agrees and is sent to a company; the referral's handle. A student by reference."""
        with self.desk.session() as session:
            acting = Acting(session, OFFICER, datetime.now(UTC))
            ref = student or self.desk.refs[GROWN_UP]
            person = session.scalars(select(Student).where(Student.ref == ref)).one()
            firm = session.scalars(select(Company).where(Company.name == company)).one()
            opening = session.scalars(select(Opening).where(Opening.title == title)).one()
            kept = a_shortlist(person, opening, made_by=OFFICER.name)
            session.add(kept)
            session.flush()
            referral = propose_referral(acting, kept.items[0], STANDARD)
            both = Signer.STUDENT_AND_GUARDIAN
            give_consent(acting, person, firm, signer=both, way=Way.OFFICER, evidence="第3号卷宗")
            send_referral(acting, referral, STANDARD)
            session.commit()
            return referral.ref

    def take_consent_back(self) -> None:
        """The student does not agree any more."""
        with self.desk.session() as session:
            referral = session.scalars(select(Referral)).one()
            acting = Acting(session, OFFICER, datetime.now(UTC))
            withdraw_consent(acting, referral.student, referral.company, Way.LINK)
            session.commit()


def open_site(desk: PlacementDesk) -> Site:
    """Somebody of the company logs in, and reads English."""
    with desk.session() as session:
        for number, company in enumerate(session.scalars(select(Company).order_by(Company.id))):
            company.uscc, company.verified, company.trusted = f"{number}" * 18, True, True
        ours = session.scalars(select(Company).where(Company.name == OURS)).one()
        _, password = create_account(
            Acting(session, OFFICER, datetime.now(UTC)), "yu", Role.COMPANY, company=ours
        )
        session.commit()
    client = create_app(desk.settings).test_client()
    log_in(client, "yu", password)
    client.set_cookie("locale", "en")
    return Site(client, desk)
