"""Who asks an officers' route, and what stands behind it."""

from collections.abc import Callable
from typing import NamedTuple

from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from models.audit_event import AuditEvent
from models.engine import make_session
from models.principal import Principal, Role
from models.vault import Vault

OFFICER = Principal(Role.OFFICER, "account:a")
STREET = Principal(Role.STREET_OFFICER, "account:b", area="320205001")
ELSEWHERE = Principal(Role.STREET_OFFICER, "account:c", area="320206001")
OTHERS = (
    Principal(Role.LEADER, "account:d"),
    Principal(Role.AUDITOR, "account:e"),
    Principal(Role.ADMINISTRATOR, "account:f"),
    Principal(Role.COMPANY, "company:g", company=1),
)


class Door(NamedTuple):
    """The app, who asks it, and the references of its rows."""

    client: FlaskClient
    ask_as: Callable[[Principal | None], None]
    refs: dict[str, str]
    engine: Engine
    vault: Vault

    def trail(self) -> list[AuditEvent]:
        with make_session(self.engine, self.vault, read_only=True) as session:
            return list(session.scalars(select(AuditEvent).order_by(AuditEvent.id)))
