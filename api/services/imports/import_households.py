"""Households that the students of a file belong to."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.apply_changes import RowOf, in_parts, table_of
from api.services.import_plan import Entry, Plan
from matcher.text.normalise import fold
from models.base import new_ref
from models.blind_index import household_number_index
from models.data_key import DataKey
from models.household import Household
from models.sealing import new_data_key, seal_row, vault_of
from models.student import Student


class HouseholdPlan:
    """Finds or creates each household once; the first row that names a head wins."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session = session
        self.vault = vault_of(session)
        self.plan = plan
        self.targets: dict[str, int | RowOf] = {}

    def meet(self, entries: Sequence[Entry]) -> None:
        """Learn the households of all rows, before the rows are compared."""
        numbers: dict[str, str] = {}  # folded → as told
        heads: dict[str, tuple[int, str]] = {}
        for entry in entries:
            number, head = entry.columns.get("household"), entry.columns.get("head")
            if not isinstance(number, str):
                continue
            numbers.setdefault(fold(number), number)
            if not isinstance(head, str):
                continue
            row, first = heads.setdefault(fold(number), (entry.row, head))
            if fold(first) != fold(head):
                finding = Finding("head", ProblemCode.HOUSEHOLD_TWO_HEADS, Severity.WARNING, {"row": row})
                self.plan.remark(entry, finding)
        for part in in_parts(numbers):
            self._find_or_create(
                {key: numbers[key] for key in part}, {key: heads[key][1] for key in part if key in heads}
            )

    def of(self, entry: Entry) -> int | RowOf | None:
        """The household of a row: its number, or the row to come; None when none was told."""
        number = entry.columns.get("household")
        return self.targets[fold(number)] if isinstance(number, str) else None

    def _touch_children(self, household: int) -> None:
        """What is shown of them has changed: whoever has one open must see that it is stale."""
        children = table_of(Student)
        query = select(children.c.id).where(children.c.household_id == household).order_by(children.c.id)
        for number in self.session.scalars(query):
            self.plan.changes.update(Student, number, {})

    def _find_or_create(self, numbers: dict[str, str], heads: dict[str, str]) -> None:
        blinds = {household_number_index(self.vault, number): key for key, number in numbers.items()}
        table = table_of(Household)
        query = select(table, DataKey.wrapped_key).join(DataKey, DataKey.owner == table.c.ref)
        for stored in self.session.execute(query.where(table.c.number_blind.in_(blinds))):
            key = blinds.pop(stored.number_blind)
            self.targets[key] = stored.id
            if key in heads:
                box = self.vault.open_box(stored.wrapped_key, stored.ref)
                known = stored.head_sealed and Household.head.open(box, stored.ref, stored.head_sealed)
                if known != heads[key]:
                    sealed = seal_row(Household, box, stored.ref, {"head": heads[key]})
                    self.plan.changes.update(Household, stored.id, sealed)
                    self._touch_children(stored.id)
        for blind, key in blinds.items():
            ref = new_ref()
            box, data_key = new_data_key(self.vault, ref)
            clear = {"number": numbers[key], "head": heads.get(key)}
            self.plan.changes.insert(DataKey, data_key)
            self.plan.changes.insert(
                Household, {"ref": ref, "number_blind": blind, **seal_row(Household, box, ref, clear)}
            )
            self.targets[key] = RowOf(Household, ref)
