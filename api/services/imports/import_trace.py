"""What stood in the rows that an import writes, read before it does and kept so that it can be undone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, Enum, LargeBinary, Row, ScalarSelect, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.services.apply_changes import ORDER, Changes, RowOf, in_parts, table_of
from models.aid_payment import AidPayment
from models.base import Base, Versioned
from models.company import Company
from models.data_key import DataKey
from models.hardship import Hardship
from models.household import Household
from models.import_batch import ImportBatch
from models.import_change import ImportChange
from models.opening import Opening
from models.relief_payment import ReliefPayment
from models.school_term import SchoolTerm
from models.sealing import seal_row, vault_of
from models.student import Student
from models.vault import Box

Values = dict[str, Any]
Traced = list[dict[str, Any]]  # rows of import_changes, without their batch

VERSIONED = tuple(row_class for row_class in ORDER if issubclass(row_class, Versioned))
"""The tables of an import, parents before children; data keys come and go with their owners."""


def _ref_of(target: Any, number: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    return select(target.ref).where(target.id == number).scalar_subquery()


_OWNER: Mapping[type[Base], Any] = {
    Student: Student.ref,
    Household: Household.ref,
    Company: Company.ref,
    Hardship: _ref_of(Student, Hardship.student_id),
    Opening: _ref_of(Company, Opening.company_id),
    SchoolTerm: _ref_of(Student, SchoolTerm.student_id),
    AidPayment: select(Student.ref)
    .join(SchoolTerm, SchoolTerm.student_id == Student.id)
    .where(SchoolTerm.id == AidPayment.term_id)
    .scalar_subquery(),
    ReliefPayment: func.coalesce(
        _ref_of(Household, ReliefPayment.household_id), _ref_of(Student, ReliefPayment.student_id)
    ),
}
"""Whom the rows of a table are about, by reference: whose key seals what stood there."""


def trace(session: Session, changes: Changes) -> Traced:
    """What changes would do to each row: to be asked in their own transaction, before they are applied."""
    traced: Traced = []
    for row_class in VERSIONED:
        made = {"table": row_class.__tablename__, "version": 1}
        made |= {"owner": None, "version_before": None, "before_sealed": None}
        traced += [{**made, "ref": ref} for ref in changes.created[row_class]]
        touched: dict[int, list[str]] = {}
        times: dict[int, int] = {}
        for columns, rows in changes.updates(row_class):
            for row in rows:
                touched.setdefault(row["id"], []).extend(columns)
                times[row["id"]] = times.get(row["id"], 0) + 1
        for part in in_parts(touched):
            traced += _before(session, row_class, {number: touched[number] for number in part}, times)
    return traced


def keep_trace(session: Session, batch: ImportBatch, traced: Traced) -> None:
    """Keep it with the import."""
    for part in in_parts(traced):
        session.execute(insert(table_of(ImportChange)), [{"batch_id": batch.id, **row} for row in part])


def values_before(row_class: type[Base], record: Mapping[str, Any]) -> Values:
    """The columns to write to have a row as it was; another row that it named is named by reference."""
    columns = table_of(row_class).columns
    return {name: _read(columns[name], value) for name, value in record.items()}


def forget_before(session: Session, owners: Iterable[str]) -> None:
    """Drop what stood there before imports, of whoever is erased."""
    mine = ImportChange.owner.in_(sorted(owners))
    session.execute(update(ImportChange).where(mine).values(before_sealed=b""))


def boxes_of(session: Session, owners: Iterable[str | None]) -> dict[str, Box]:
    """What opens what stood there, by whom the rows are about."""
    keys = select(DataKey.owner, DataKey.wrapped_key).where(DataKey.owner.in_(dict.fromkeys(owners)))
    vault = vault_of(session)
    return {owner: vault.open_box(key, owner) for owner, key in session.execute(keys)}


def _before(
    session: Session,
    row_class: type[Base],
    touched: Mapping[int, Sequence[str]],
    times: Mapping[int, int],
) -> Traced:
    table = table_of(row_class)
    owner = _OWNER[row_class].label("owner")
    rows = session.execute(select(table, owner).where(table.c.id.in_(touched)).order_by(table.c.id)).all()
    boxes = boxes_of(session, [row.owner for row in rows])
    traced: Traced = []
    for row in rows:
        record = {name: _written(session, table.c[name], row) for name in sorted(set(touched[row.id]))}
        traced.append(
            {
                "ref": row.ref,
                "table": table.name,
                "owner": row.owner,
                "version_before": row.version,
                "version": row.version + times[row.id],
                **seal_row(ImportChange, boxes[row.owner], row.ref, {"before": record}),
            }
        )
    return traced


def _written(session: Session, column: Column[Any], row: Row[Any]) -> Any:
    """A value as JSON can hold it."""
    value = getattr(row, column.name)
    if column.foreign_keys and value is not None:
        target = _target(column)
        return session.scalars(select(target.ref).where(target.id == value)).one()
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def _read(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if column.foreign_keys:
        return RowOf(_target(column), value)
    if isinstance(column.type, LargeBinary):
        return bytes.fromhex(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    enum_class = column.type.enum_class if isinstance(column.type, Enum) else None
    return value if enum_class is None else enum_class(value)


def _target(column: Column[Any]) -> Any:
    """The class that a foreign key points to."""
    (key,) = column.foreign_keys
    return next(each for each in VERSIONED if table_of(each) is key.column.table)
