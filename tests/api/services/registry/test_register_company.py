"""A company by hand is the company of an import."""

from datetime import UTC, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.registry.register_company import correct_company, register_company
from models.audit_event import AuditEvent
from models.engine import make_session
from models.principal import Principal
from models.vault import Vault
from tests.api.services.registry_desk import Desk

NOW = datetime(2026, 11, 1, tzinfo=UTC)
OPERATOR = Principal.operator("test")
TOLD = {"name": "晴天模具有限公司", "uscc": "91320205MA27X8K5G1", "contact": "晴某", "phone": "13800000000"}


def test_what_is_registered_by_hand_an_import_leaves_as_it_is(desk: Desk) -> None:
    with make_session(desk.engine, desk.vault) as session:
        register_company(Acting(session, OPERATOR, NOW), TOLD)
        session.commit()
    names = {"name": "企业名称", "uscc": "统一社会信用代码", "contact": "联系人", "phone": "联系电话"}
    result = desk.companies({names[field]: told for field, told in TOLD.items()})
    assert (result.created, result.updated, result.unchanged) == (0, 0, 1)


def test_the_trail_names_fields_and_no_values(engine: Engine, vault: Vault, session: Session) -> None:
    acting = Acting(session, OPERATOR, NOW)
    company = register_company(acting, TOLD)
    assert correct_company(acting, company, {"contact": "雨某"}) == ("contact",)
    assert correct_company(acting, company, {"contact": "雨某"}) == ()
    session.commit()
    events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [event.act for event in events] == ["company.registered", "company.corrected"]
    assert events[1].fields == ["contact"]
    assert "某" not in f"{[(event.fields, event.details) for event in events]}"
