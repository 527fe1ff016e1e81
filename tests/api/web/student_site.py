"""One student with a proposal of each of two companies, and a personal link."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.placing.personal_links import make_link
from api.services.placing.refer_student import propose_referral
from matcher.policy import STANDARD
from matcher.vocabulary import Completion, Education, StudentState
from models.engine import make_session
from models.principal import Principal, Role
from models.vault import Vault
from tests.models.samples import a_company, a_shortlist, a_student, an_opening

OFFICER = Principal(Role.OFFICER, "account:a")
WORK: dict[str, Any] = {
    "education": Education.ANY,
    "place": "320205",
    "occupation": "2-06-03-00",
    "occupation_confidence": 1.0,
    "skills": ["会计核算"],
    "hazards": [],
    "valid_to": date(2099, 6, 1),
    "wage_low": 5000,
    "wage_high": 6000,
}
BAR = {
    "criterion": "skills",
    "level": "ALL",
    "points": 3000,
    "of": 3000,
    "params": {"shared": ["会计核算"], "related": [], "missing": []},
}


class Site(NamedTuple):
    """What the page shows, and what stands behind it."""

    engine: Engine
    vault: Vault
    secret: str
    referrals: list[str]
    companies: list[str]

    def ask(self, question: Callable[[Session], Any]) -> Any:
        with make_session(self.engine, self.vault, read_only=True) as session:
            return question(session)


def make_site(engine: Engine, vault: Vault, *, born: date = date(2003, 9, 1)) -> Site:
    """Fill an empty registry."""
    moment = datetime.now(UTC)
    with make_session(engine, vault) as session:
        companies = [a_company(name) for name in ("云朵机械有限公司", "雨滴电子有限公司")]
        student = a_student(
            vault,
            birth_date=born,
            phone="13900001111",
            place="320205",
            state=StudentState.SEEKING,
            education=Education.BACHELOR,
            completion=Completion.GRADUATED,
            graduation=date(2025, 6, 30),
            school="锡山试验学院",
            wished_occupations=["2-06-03-00"],
            skills=["会计核算"],
        )
        openings = [an_opening(company, "文员", **WORK) for company in companies]
        shortlist = a_shortlist(student, *openings)
        for item in shortlist.items:
            item.explanation = {"bars": [BAR]}
        session.add(shortlist)
        session.flush()
        acting = Acting(session, OFFICER, moment)
        referrals = [propose_referral(acting, item, STANDARD).ref for item in shortlist.items]
        _, secret = make_link(acting, student)
        refs = [company.ref for company in companies]
        session.commit()
    return Site(engine, vault, secret, referrals, refs)
