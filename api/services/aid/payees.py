"""Whom the relief fund pays: a household or, where a student has none, the student."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from api.services.apply_changes import in_parts, table_of
from api.services.import_plan import Entry
from models.base import Base
from models.blind_index import id_number_index
from models.data_key import DataKey
from models.household import Household
from models.relief_payment import ReliefPayment
from models.sealing import seal_row, vault_of
from models.student import Student
from models.vault import Box


class Payee(NamedTuple):
    """The column of relief_payments that names somebody, and the number there."""

    column: Literal["household_id", "student_id"]
    number: int

    @property
    def row_class(self) -> type[Household | Student]:
        """Where the payee's row is."""
        return Household if self.column == "household_id" else Student


class KnownStudent(NamedTuple):
    """A student of the registry, as far as lists of money need one."""

    id: int
    ref: str
    wrapped_key: bytes
    name_sealed: bytes
    household_id: int | None

    @property
    def payee(self) -> Payee:
        """Who is paid for this student."""
        if self.household_id is None:
            return Payee("student_id", self.id)
        return Payee("household_id", self.household_id)


def known_students(session: Session, id_numbers: Iterable[str]) -> dict[str, KnownStudent]:
    """The students of these ID numbers who are registered, by ID number."""
    vault = vault_of(session)
    blinds = {id_number_index(vault, number): number for number in id_numbers}
    table = table_of(Student)
    query = select(
        table.c.id_number_blind,
        table.c.id,
        table.c.ref,
        DataKey.wrapped_key,
        table.c.name_sealed,
        table.c.household_id,
    ).join(DataKey, DataKey.owner == table.c.ref)
    return {
        blinds[blind]: KnownStudent(*rest)
        for part in in_parts(blinds)
        for blind, *rest in session.execute(query.where(table.c.id_number_blind.in_(part)))
    }


def kept_relief(session: Session, payees: Iterable[Payee]) -> Mapping[Payee, Sequence[Row[Any]]]:
    """The payments to these payees in the order in which they came.

    What was paid to a student who has come to a household since counts with the household.
    """
    table, students = table_of(ReliefPayment), table_of(Student)
    query = select(table, students.c.household_id.label("household_since")).outerjoin(
        students, students.c.id == table.c.student_id
    )
    found: dict[Payee, list[Row[Any]]] = defaultdict(list)
    for part in in_parts(dict.fromkeys(payees)):
        households = [payee.number for payee in part if payee.column == "household_id"]
        alone = [payee.number for payee in part if payee.column == "student_id"]
        theirs = or_(
            table.c.household_id.in_(households),
            students.c.household_id.in_(households),
            table.c.student_id.in_(alone),
        )
        for row in session.execute(query.where(theirs).order_by(table.c.id)):
            household = row.household_id or row.household_since
            payee = (
                Payee("student_id", row.student_id) if household is None else Payee("household_id", household)
            )
            found[payee].append(row)
    return found


def own_payee(row: Row[Any]) -> Payee:
    """Whose key seals a payment."""
    if row.household_id is not None:
        return Payee("household_id", row.household_id)
    return Payee("student_id", row.student_id)


def open_boxes(session: Session, payees: Collection[Payee]) -> dict[Payee, Box]:
    """What seals the payments of these payees."""
    vault = vault_of(session)
    boxes: dict[Payee, Box] = {}
    for column in ("household_id", "student_id"):
        wanted = [payee for payee in dict.fromkeys(payees) if payee.column == column]
        for part in in_parts(wanted):
            row_class: type[Base] = part[0].row_class
            table = table_of(row_class)
            query = select(table.c.id, table.c.ref, DataKey.wrapped_key).join(
                DataKey, DataKey.owner == table.c.ref
            )
            for number, ref, key in session.execute(query.where(table.c.id.in_(p.number for p in part))):
                boxes[Payee(part[0].column, number)] = vault.open_box(key, ref)
    return boxes


def sealed_note(entry: Entry, ref: str, box: Box | None) -> dict[str, bytes | None]:
    """What a row notes of a payment, under the seal of who is paid; nothing where it notes nothing."""
    if box is None or "note" not in entry.columns:
        return {}
    return seal_row(ReliefPayment, box, ref, {"note": entry.columns["note"]})
