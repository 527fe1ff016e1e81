"""Somebody who acts: who it is, at which moment, and the transaction that holds the act and its trace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from api.clock import local_day
from models.audit import Act, record
from models.change_counter import raise_change_counter, take_turn
from models.principal import Principal


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, when, and in which session; whatever is recorded is written with the act itself."""

    session: Session
    who: Principal
    now: datetime

    @property
    def today(self) -> date:
        """The day where the districts are."""
        return local_day(self.now)

    def take_turn(self) -> None:
        """Come before or after others who change what the matcher sees, but not in the middle.

        For an act that writes several such rows, or looks before it writes them; that they changed, the
        session tells by itself.
        """
        take_turn(self.session)

    def outdate_readings(self) -> None:
        """Take one's turn, and let whoever has read the registry look again before anything follows from it.

        For an act on what imports compare with and the matcher does not see, such as payments, and for one
        that writes rows past the session: of these the session tells nobody.
        """
        raise_change_counter(self.session)

    def record(
        self,
        act: str,
        subject: tuple[str, str],
        *,
        fields: Sequence[str] = (),
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Add to the audit trail what is done, after whatever it changed: codes and references, no values."""
        self.session.flush()
        record(self.session, self.who, Act(act, subject, fields, details or {}), self.now)
