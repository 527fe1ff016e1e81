"""Sealed fields: `student.name` is clear text in the program, `name_sealed` is bytes in the database.

On a row that is not yet in the database a clear value waits in memory and is sealed when the session
flushes; on a stored row it is sealed at once, so that the session sees the change.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Generic, Self, TypeVar, cast, overload

from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapped, Session, declared_attr, foreign, object_session, relationship

from matcher.text.profiles import TextProfile
from models.base import Referable, new_ref
from models.data_key import DataKey
from models.errors import DataKeyMissing, VaultMissing, WrongKey
from models.vault import Box, Vault

T = TypeVar("T")

VAULT = "vault"  # its name in Session.info
_WAITING = "_waiting_clear_values"
_BOX = "_opened_box"


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How a clear value is written as text, and read back; and what stands for it once it is erased."""

    write: Callable[[T], str]
    read: Callable[[str], T]
    erased: Callable[[], T] | None = None


TEXT: Form[str] = Form(str, str, str)
DATE: Form[date] = Form(date.isoformat, date.fromisoformat)
CODES: Form[list[str]] = Form(lambda codes: json.dumps(sorted(codes)), json.loads)
COUNTS: Form[dict[str, int]] = Form(lambda counts: json.dumps(counts, sort_keys=True), json.loads)
RECORD: Form[dict[str, Any]] = Form(lambda record: json.dumps(record, ensure_ascii=False), json.loads)
PROFILE: Form[TextProfile] = Form(
    lambda profile: profile.to_bytes().hex(), lambda text: TextProfile.from_bytes(bytes.fromhex(text))
)


def optional(form: Form[T]) -> Form[T | None]:
    """The same form for a field that may be None, which is never written but kept as NULL."""
    kept = cast("Form[T | None]", form)
    return Form(kept.write, kept.read, lambda: None)


class Sealed(Generic[T]):
    """A field of clear values over the column `<field>_sealed`.

    Reading raises VaultMissing, WrongKey, SealBroken or DataKeyMissing; of who is erased a text is empty.
    """

    def __init__(self, form: Form[T]) -> None:
        self._form = form

    def __set_name__(self, row_class: type, name: str) -> None:
        self.name = name
        self.column = f"{name}_sealed"
        self._table: str = row_class.__dict__["__tablename__"]

    @overload
    def __get__(self, row: None, row_class: type) -> Self: ...

    @overload
    def __get__(self, row: "SealedRow", row_class: type) -> T: ...

    def __get__(self, row: "SealedRow | None", row_class: type) -> Self | T:
        if row is None:
            return self
        waiting = row.__dict__.get(_WAITING, {})
        if self.name in waiting:
            return cast("T", waiting[self.name])
        sealed = getattr(row, self.column)
        if sealed is None:
            return cast("T", None)
        owner = row.key_owner()
        if _is_erased(owner):
            if self._form.erased is None:
                raise DataKeyMissing(owner=owner.ref)
            return self._form.erased()
        box = box_of(row)
        try:
            return self.open(box, row.ref, sealed)
        except WrongKey:
            return self.open(_inherited_box(owner, box, sealed), row.ref, sealed)

    def __set__(self, row: "SealedRow", value: T) -> None:
        if inspect(row).persistent:
            setattr(row, self.column, None if value is None else self.seal(box_of(row), row.ref, value))
        else:
            row.__dict__.setdefault(_WAITING, {})[self.name] = value

    def seal(self, box: Box, ref: str, value: T) -> bytes:
        """The bytes to keep for `value` in the row `ref`."""
        return box.seal(self._form.write(value), self._table, self.column, ref)

    def open(self, box: Box, ref: str, sealed: bytes) -> T:
        """The clear value of these bytes, read from the row `ref`."""
        return self._form.read(box.open(sealed, self._table, self.column, ref))

    def open_in(self, row: Any, box: Box) -> T | None:
        """The clear value in a row of a plain select over the table; None where nothing is kept."""
        sealed = getattr(row, self.column)
        return None if sealed is None else self.open(box, row.ref, sealed)


class SealedRow(Referable):
    """A row with sealed fields."""

    def key_owner(self) -> "KeyOwner":
        """The subject whose data key seals this row."""
        raise NotImplementedError


class KeyOwner(SealedRow):
    """A subject with a data key of its own: destroy it, and nothing sealed about the subject opens again."""

    @declared_attr
    @classmethod
    def data_key(cls) -> Mapped[DataKey | None]:
        """The wrapped key; None on a stored row means that the subject was erased."""
        return relationship(
            DataKey,
            primaryjoin=lambda: foreign(DataKey.owner) == cls.ref,
            lazy="joined",
            cascade="all, delete-orphan",
            single_parent=True,
            overlaps="data_key",
        )

    @property
    def is_erased(self) -> bool:
        """Whether the key was destroyed on purpose."""
        return False

    def key_owner(self) -> "KeyOwner":
        """A subject owns its key."""
        return self

    def inherited_keys(self) -> Iterable[tuple[str, bytes]]:
        """Who was merged into this subject, and the key of each, sealed with this one's."""
        return ()


@cache
def sealed_fields(row_class: type[SealedRow]) -> dict[str, Sealed[Any]]:
    """The sealed fields of a class by name, in the order in which it declares them."""
    return {name: field for name, field in vars(row_class).items() if isinstance(field, Sealed)}


def seal_row(
    row_class: type[SealedRow], box: Box, ref: str, clear: Mapping[str, Any]
) -> dict[str, bytes | None]:
    """Columns for a bulk insert or update: those of `clear` (field → value), sealed for the row `ref`."""
    fields = sealed_fields(row_class)  # type: ignore[arg-type]  # a class is hashable, whatever mypy says
    return {
        fields[name].column: None if value is None else fields[name].seal(box, ref, value)
        for name, value in clear.items()
    }


def new_data_key(vault: Vault, owner: str) -> tuple[Box, dict[str, Any]]:
    """A fresh data key for the subject `owner`: its box, and the row of data_keys to insert."""
    box, wrapped_key = vault.new_box(owner)
    return box, {"owner": owner, "wrapped_key": wrapped_key, "key_id": vault.key_id}


def vault_of(session: Session | None) -> Vault:
    """The vault that the session was given; raises VaultMissing."""
    vault = session.info.get(VAULT) if session is not None else None
    if not isinstance(vault, Vault):
        raise VaultMissing
    return vault


def _is_erased(owner: KeyOwner) -> bool:
    return owner.data_key is None and inspect(owner).persistent and owner.is_erased


def _inherited_box(owner: KeyOwner, box: Box, sealed: bytes) -> Box:
    """The box that a value was sealed with before its row came to `owner`; raises WrongKey."""
    for former, key in owner.inherited_keys():
        inherited = box.inherited(key, former)
        if inherited.sealed_it(sealed):
            return inherited
    raise WrongKey(owner=owner.ref)


def box_of(row: SealedRow) -> Box:
    """What seals and opens the fields of a row; raises VaultMissing, WrongKey or DataKeyMissing."""
    owner = row.key_owner()
    box: Box | None = owner.__dict__.get(_BOX)
    if box is None:
        vault = vault_of(object_session(row))
        if owner.data_key is not None:
            box = vault.open_box(owner.data_key.wrapped_key, owner.ref)
        elif inspect(owner).persistent:
            raise DataKeyMissing(owner=owner.ref)
        else:
            box, key = new_data_key(vault, owner.ref)
            owner.data_key = DataKey(**key)
        owner.__dict__[_BOX] = box
    return box


@event.listens_for(Session, "before_flush")
def _seal_waiting(session: Session, *_: object) -> None:
    new = [row for row in session.new if isinstance(row, SealedRow)]
    for row in new:
        row.ref = row.ref or new_ref()
    for row in new:
        box = box_of(row)
        waiting: dict[str, Any] = row.__dict__.pop(_WAITING, {})
        for column, sealed in seal_row(type(row), box, row.ref, waiting).items():
            setattr(row, column, sealed)
