"""Households that lists of payments name: by their number, or by the ID number of the head."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from api.schemas.problems import ProblemCode
from api.services.aid.payees import Payee, known_students
from api.services.apply_changes import table_of
from api.services.import_plan import Entry, Plan
from matcher.text.normalise import fold
from models.blind_index import household_number_index, id_number_index
from models.data_key import DataKey
from models.household import Household
from models.sealing import seal_row, vault_of


class KnownHouseholds:
    """Finds whom each row of a file pays; a row with both numbers teaches who heads the household.

    Who heads none may be a student who has no household.
    """

    def __init__(self, session: Session, plan: Plan, entries: Sequence[Entry]) -> None:
        self.plan = plan
        self.vault = vault_of(session)
        table = table_of(Household)
        columns = (table.c.id, table.c.ref, table.c.number_blind, table.c.head_id_number_blind)
        query = select(*columns, DataKey.wrapped_key).join(DataKey, DataKey.owner == table.c.ref)
        households = session.execute(query).all()
        self.by_number = {row.number_blind: row for row in households}
        self.by_head = {row.head_id_number_blind: row.id for row in households if row.head_id_number_blind}
        self.heads = {number: blind for blind, number in self.by_head.items()}
        self.taught: set[int] = set()  # rows that told of a head who was not known
        self.contradicting = {entry.row for entry in entries if not self._teach(entry)}
        self.students = known_students(session, filter(None, map(_head, entries)))

    def of(self, entry: Entry) -> Payee | None:
        """Whom the row pays; None when nobody is known by its numbers, which rejects it."""
        head, named = _head(entry), self._named(entry)
        if entry.row in self.contradicting:
            self.plan.reject(entry, "head_id_number", ProblemCode.HOUSEHOLD_OTHER_HEAD)
            return None
        if "household" in entry.columns:
            if named is not None:
                return Payee("household_id", named.id)
            self.plan.reject(entry, "household", ProblemCode.HOUSEHOLD_UNKNOWN)
            return None
        assert head is not None
        household = self.by_head.get(id_number_index(self.vault, head))
        if household is not None:
            return Payee("household_id", household)
        if head in self.students:
            return self.students[head].payee
        self.plan.reject(entry, "head_id_number", ProblemCode.HOUSEHOLD_UNKNOWN)
        return None

    def _named(self, entry: Entry) -> Row[Any] | None:
        number = entry.columns.get("household")
        if not isinstance(number, str):
            return None
        return self.by_number.get(household_number_index(self.vault, fold(number)))

    def _teach(self, entry: Entry) -> bool:
        """Learn the head whom a row names beside the number; False when another one is known."""
        head, household = _head(entry), self._named(entry)
        if head is None or household is None:
            return True
        blind = id_number_index(self.vault, head)
        if self.by_head.get(blind) == household.id:
            return True
        if blind in self.by_head or household.id in self.heads:
            return False
        self.by_head[blind] = household.id
        self.heads[household.id] = blind
        self.taught.add(entry.row)
        box = self.vault.open_box(household.wrapped_key, household.ref)
        sealed = seal_row(Household, box, household.ref, {"head_id_number": head})
        self.plan.changes.update(Household, household.id, {"head_id_number_blind": blind, **sealed})
        return True


def _head(entry: Entry) -> str | None:
    head = entry.columns.get("head_id_number")
    return head if isinstance(head, str) else None
