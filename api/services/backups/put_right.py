"""A database as it was before: its keys come back, and what has been destroyed since stays destroyed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.apply_changes import in_parts, table_of
from api.services.rights.erase_student import erase_again, erase_student
from models.base import Base
from models.blanking import blank_household, blank_sealed
from models.change_counter import raise_change_counter
from models.company import Company
from models.data_key import DataKey
from models.erasure import Erasure, ErasureReason
from models.household import Household
from models.queries.keys import check_keys
from models.sealing import KeyOwner, new_data_key, vault_of
from models.student import Student


@dataclass(frozen=True, slots=True)
class KeptKeys:
    """The data keys of the last backup, as rows, and who had been erased by then."""

    keys: Sequence[dict[str, Any]]
    erased: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PutRight:
    """Who was erased again, and how many others have no key any more (imports undone, records merged)."""

    erased: list[str]
    without_key: int


def put_right(acting: Acting, kept: KeptKeys) -> PutRight:
    """Give everybody their key and erase again whoever was erased since; raises WrongKey."""
    session = acting.session
    raise_change_counter(session)
    for part in in_parts(kept.keys):
        session.execute(insert(table_of(DataKey)), list(part))
    owners = [select(owner.ref) for owner in _key_owners()]
    keys = table_of(DataKey)
    session.execute(delete(keys).where(*(keys.c.owner.not_in(refs) for refs in owners)))
    check_keys(session)
    known = set(session.scalars(select(Erasure.student)))
    session.add_all(Erasure(**row) for row in kept.erased if row["student"] not in known)
    session.flush()
    erased = erase_again(acting, (row["student"] for row in kept.erased))
    return PutRight(erased, _let_go(acting))


def _key_owners() -> Iterable[Any]:
    return [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, KeyOwner)]


def _let_go(acting: Acting) -> int:
    """Blank whoever has no key any more: nothing that is sealed of them opens."""
    session = acting.session
    orphans = [
        *_without_key(session, Student),
        *_without_key(session, Household),
        *_without_key(session, Company),
    ]
    number = 0
    for row in orphans:
        if row.is_erased:
            continue
        number += 1
        if isinstance(row, Student):
            erase_student(acting, row, ErasureReason.MISTAKE, placed=True)
        elif isinstance(row, Household):
            blank_household(row)
        else:
            blank_sealed(row)
            row.data_key = DataKey(**new_data_key(vault_of(session), row.ref)[1])
        session.flush()
    return number


def _without_key(session: Session, owner: Any) -> Sequence[Any]:
    return session.scalars(select(owner).where(~owner.data_key.has()).order_by(owner.id)).all()
