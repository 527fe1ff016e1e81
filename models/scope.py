"""What a principal's session sees and writes: statements are narrowed to it, and what is not listed raises.

A session without a principal is the program's own: the command line, an import, the snapshot that all share.
Whoever comes through a door gets a session of `scoped_session` and no other. What a service needs beyond goes
through a door with a name: `whole_registry`, or `models.audit.record` and the change counter, which write
beneath the scope.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import LoaderCriteriaOption, ORMExecuteState, Session, with_loader_criteria

from models.base import Base
from models.engine import make_session
from models.errors import OutOfScope
from models.principal import Principal
from models.vault import Vault
from models.visibility import ALL, NOTHING, SCOPE, WRITES, Narrowed, Table, as_writer

PRINCIPAL = "principal"  # its name in Session.info
_LIFTED = "scope_lifted"


def scoped_session(
    engine: Engine, vault: Vault | None, principal: Principal, *, read_only: bool = False
) -> Session:
    """A session that sees and writes what is the principal's."""
    session = make_session(engine, vault, read_only=read_only)
    session.info[PRINCIPAL] = principal
    return session


def principal_of(session: Session) -> Principal | None:
    """Whose session it is; None for the program's own."""
    found: Principal | None = session.info.get(PRINCIPAL)
    return found


@contextmanager
def whole_registry(session: Session) -> Iterator[None]:
    """Lift the scope: for what is shared by all and is narrowed again before it is shown."""
    before = session.info.get(_LIFTED, False)
    session.info[_LIFTED] = True
    try:
        yield
    finally:
        session.info[_LIFTED] = before


def area_of(session: Session, table: Table) -> str | None:
    """The area that a session's view of a table is narrowed to, None for all; for what is shared by all.

    Raises OutOfScope where the principal sees nothing of the table at all.
    """
    found = _narrowing(session)
    if found is None:
        return None
    who, tables = found
    _require(who, table, tables)
    return who.area


def _narrowing(session: Session) -> tuple[Principal, Mapping[Table, Narrowed]] | None:
    who = principal_of(session)
    if who is None or session.info.get(_LIFTED):
        return None
    if who.role not in SCOPE:
        raise OutOfScope(role=who.role)
    return who, SCOPE[who.role]


def _require(who: Principal, table: Table, tables: Collection[Table]) -> None:
    if table not in tables:
        raise OutOfScope(role=who.role, table=table.__tablename__)


@event.listens_for(Session, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    found = _narrowing(state.session)
    if found is None:
        return
    who, tables = found
    if not state.is_orm_statement:
        raise OutOfScope(role=who.role)
    writes = state.is_insert or state.is_update or state.is_delete
    for asked in state.all_mappers:
        _require(who, asked.class_, WRITES[who.role] if writes else tables)
    if writes and state.bind_mapper is not None:
        who = as_writer(who, state.bind_mapper.class_)
    state.statement = state.statement.options(*_criteria(who))


@lru_cache(maxsize=512)
def _criteria(who: Principal) -> tuple[LoaderCriteriaOption, ...]:
    """What narrows every statement of a principal; tables that are seen whole need nothing."""
    tables = SCOPE[who.role]
    return tuple(
        with_loader_criteria(mapper.class_, narrowed(who), include_aliases=True)
        for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)
        if (narrowed := tables.get(mapper.class_, NOTHING)) is not ALL
    )


@event.listens_for(Session, "before_flush")
def _check_opened(session: Session, *_: Any) -> None:
    """What a broken glass alone shows is neither changed nor deleted, nor drawn into the area by a change."""
    found = _narrowing(session)
    if found is None or not found[0].opened:
        return
    changed = [row for row in session.dirty if session.is_modified(row)]
    for row in (*changed, *session.deleted):
        _check_row(session, found[0], row)


@event.listens_for(Session, "after_flush")
def _check_written(session: Session, *_: Any) -> None:
    """Whatever was written must lie in the scope still, by the very condition that narrows what is read."""
    found = _narrowing(session)
    if found is None:
        return
    who = found[0]
    changed = [row for row in session.dirty if session.is_modified(row)]
    for row in (*session.new, *changed, *session.deleted):
        _require(who, type(row), WRITES[who.role])
    for row in (*session.new, *session.dirty):
        _check_row(session, who, row)


def _check_row(session: Session, who: Principal, row: Any) -> None:
    """Raise OutOfScope unless the row lies in what the principal writes of its table."""
    table: Any = type(row)
    mapper = table.__mapper__
    names = [mapper.get_property_by_column(column).key for column in mapper.primary_key]
    columns = [getattr(table, name) for name in names]
    its = [column == getattr(row, name) for column, name in zip(columns, names, strict=True)]
    narrowed = SCOPE[who.role].get(table, NOTHING)(as_writer(who, table))
    if session.execute(select(*columns).where(*its, narrowed)).one_or_none() is None:
        raise OutOfScope(table=mapper.local_table.name)
