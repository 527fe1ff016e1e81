"""Students of a file against the registry: the ID number tells who is who."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from api.schemas.base import Columns
from api.schemas.problems import ProblemCode, SameKey
from api.services.apply_changes import RowOf, in_parts, table_of
from api.services.import_plan import Entry, Outcome, Plan
from api.services.imports.import_hardships import plan_hardships, stored_hardships
from api.services.imports.import_households import HouseholdPlan
from api.services.registry.read_student import read_on
from matcher.text.normalise import fold
from models.base import new_ref
from models.blind_index import id_number_index, name_index
from models.data_key import DataKey
from models.sealing import new_data_key, seal_row, sealed_fields, vault_of
from models.student import Student
from models.vault import Box

_APART = frozenset({"hardship", "hardship_words", "hardship_from", "hardship_to", "household", "head"})


def plan_students(
    session: Session, entries: Sequence[Entry], today: date, done: Callable[[int], None]
) -> Plan:
    """Create students with new ID numbers, update the others where they differ.

    One number under two names, in the file or against the registry, rejects the rows; of equal rows the first
    wins.
    """
    return _StudentPlan(session, today).of(entries, done)


class _StudentPlan:
    def __init__(self, session: Session, today: date) -> None:
        self.session = session
        self.today = today
        self.vault = vault_of(session)
        self.plan = Plan()
        self.households = HouseholdPlan(session, self.plan)
        self.seen: set[str] = set()

    def of(self, entries: Sequence[Entry], done: Callable[[int], None]) -> Plan:
        """The plan of a whole file."""
        by_number: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_number[_number(entry)].append(entry)
        differing = {
            entry.row
            for first, *later in by_number.values()
            for entry in later
            if entry.columns != first.columns
        }
        winners = [rows[0] for rows in by_number.values() if self._is_one_person(rows)]
        read_on([entry.columns for entry in winners], self.today)
        self.households.meet(winners)
        for part in in_parts(winners):
            self._compare(part)
            done(len(part))
        for first, *later in by_number.values():
            for entry in later:
                if entry.row not in self.plan.outcomes:
                    differs = entry.row in differing
                    self.plan.duplicate(entry, "id_number", first.row, SameKey.STUDENT, differs=differs)
        everybody = self.session.scalars(
            select(Student.ref).where(Student.erased_at.is_(None)).order_by(Student.id)
        )
        self.plan.missing = tuple(ref for ref in everybody if ref not in self.seen)
        return self.plan

    def _is_one_person(self, rows: Sequence[Entry]) -> bool:
        if len({_name(entry) for entry in rows}) == 1:
            return True
        numbers = [entry.row for entry in rows]
        for entry in rows:
            self.plan.reject(entry, "id_number", ProblemCode.ID_TWO_NAMES, rows=numbers)
        return False

    def _compare(self, part: Sequence[Entry]) -> None:
        blinds = {entry.row: id_number_index(self.vault, _number(entry)) for entry in part}
        table = table_of(Student)
        query = (
            select(table, DataKey.wrapped_key)
            .join(DataKey, DataKey.owner == table.c.ref)
            .where(table.c.id_number_blind.in_(blinds.values()))
        )
        known = {row.id_number_blind: row for row in self.session.execute(query)}
        hardships = stored_hardships(self.session, [row.id for row in known.values()])
        for entry in part:
            blind = blinds[entry.row]
            stored = known.get(blind)
            if stored is None:
                self._create(entry, blind)
                continue
            self.seen.add(stored.ref)
            box = self.vault.open_box(stored.wrapped_key, stored.ref)
            if fold(Student.name.open(box, stored.ref, stored.name_sealed)) != _name(entry):
                self.plan.reject(entry, "id_number", ProblemCode.ID_OTHER_NAME)
                continue
            changed = self._update(entry, stored, box)
            ended_or_begun = plan_hardships(
                self.plan.changes,
                entry.columns,
                hardships.get(stored.id, ()),
                student=RowOf(Student, stored.ref),
                box=box,
                today=self.today,
            )
            if ended_or_begun and not changed:
                self.plan.changes.update(Student, stored.id, {})  # a new version all the same
            changed |= ended_or_begun
            self.plan.settle(entry, Outcome.UPDATED if changed else Outcome.UNCHANGED, stored.ref)

    def _create(self, entry: Entry, blind: bytes) -> None:
        ref = new_ref()
        box, key = new_data_key(self.vault, ref)
        plain, clear = _parted(entry.columns)
        self.plan.changes.insert(DataKey, key)
        self.plan.changes.insert(
            Student,
            {
                "ref": ref,
                "id_number_blind": blind,
                "name_blind": name_index(self.vault, str(entry.columns["name"])),
                "household_id": self.households.of(entry),
                **plain,
                **seal_row(Student, box, ref, clear),
            },
        )
        plan_hardships(
            self.plan.changes, entry.columns, (), student=RowOf(Student, ref), box=box, today=self.today
        )
        self.plan.settle(entry, Outcome.CREATED, ref)

    def _update(self, entry: Entry, stored: Row[Any], box: Box) -> bool:
        plain, clear = _parted(entry.columns)
        household = self.households.of(entry)
        if household is not None and household != stored.household_id:
            plain["household_id"] = household
        changed = {column: value for column, value in plain.items() if getattr(stored, column) != value}
        fields = sealed_fields(Student)
        fresh = {name: value for name, value in clear.items() if fields[name].open_in(stored, box) != value}
        if fresh:
            changed |= seal_row(Student, box, stored.ref, fresh)
        if changed:
            self.plan.changes.update(Student, stored.id, changed)
        return bool(changed)


def _number(entry: Entry) -> str:
    return str(entry.columns["id_number"])


def _name(entry: Entry) -> str:
    return fold(str(entry.columns["name"]))


def _parted(columns: Columns) -> tuple[Columns, Columns]:
    """Plain columns, and clear values of sealed fields; what other tables keep is left out."""
    sealed = sealed_fields(Student)
    own = {name: value for name, value in columns.items() if name not in _APART}
    plain = {name: value for name, value in own.items() if name not in sealed}
    return plain, {name: value for name, value in own.items() if name in sealed}
