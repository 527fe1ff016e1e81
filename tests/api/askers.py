"""Everybody who may ask, and an app that takes a test's word for who does."""

from collections.abc import Mapping

from api.authentication import Visitor
from models.principal import Principal, Role

OURS, THEIRS = "320205001", "320205002"
PRINCIPALS: Mapping[Role, Principal] = {
    Role.OFFICER: Principal(Role.OFFICER, "account:a"),
    Role.STREET_OFFICER: Principal(Role.STREET_OFFICER, "account:b", area=OURS),
    Role.LEADER: Principal(Role.LEADER, "account:c"),
    Role.AUDITOR: Principal(Role.AUDITOR, "account:d"),
    Role.ADMINISTRATOR: Principal(Role.ADMINISTRATOR, "account:e"),
    Role.COMPANY: Principal(Role.COMPANY, "company:f", company=1),
    Role.STUDENT: Principal(Role.STUDENT, "link:g", student=1),
}


class Asker:
    """Sends requests as whoever it is told to be."""

    def __init__(self) -> None:
        self.who: Principal | None = None
        self.ready = True

    def authenticate(self) -> Visitor | None:
        """In place of api.authentication."""
        return Visitor(self.who, ready=self.ready) if self.who else None
