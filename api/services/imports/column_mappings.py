"""What columns of other people's files mean, as officers said: kept by kind, for all files to come."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.registry_files.columns import RegistryKind, columns
from api.registry_files.headers import Remembered, header_key
from api.services.acting import Acting
from models.column_mapping import HEADER_LENGTH, ColumnMapping

LONG_NUMBER = 7  # digits: no header has so many, a person's number does


def remembered_columns(session: Session, kind: RegistryKind) -> dict[str, str | None]:
    """Header, as headers are compared → the field of today's that it means, None if it is not wanted."""
    known = {column.field for column in columns(kind)}
    query = select(ColumnMapping).where(ColumnMapping.kind == kind.value).order_by(ColumnMapping.header)
    return {
        each.header: each.field
        for each in session.scalars(query)
        if each.field is None or each.field in known
    }


def remember_columns(acting: Acting, kind: RegistryKind, said: Mapping[str, str | None]) -> Remembered:
    """Keep what headers mean, and return all that is remembered of the kind.

    What is no field, and what reads as a person's number rather than as a header, is left out.
    """
    known = {column.field for column in columns(kind)}
    for header, field in said.items():
        key = header_key(header)
        numbers = sum(letter.isdigit() for letter in key) >= LONG_NUMBER
        if not key or len(key) > HEADER_LENGTH or numbers or not (field is None or field in known):
            continue
        kept = acting.session.get(ColumnMapping, (kind.value, key))
        if kept is None:
            kept = ColumnMapping(kind=kind.value, header=key)
            acting.session.add(kept)
        kept.field, kept.actor, kept.at = field, acting.who.name, acting.now
    acting.record("import.columns", ("import", kind.value), details={"kind": kind.value})
    return remembered_columns(acting.session, kind)
