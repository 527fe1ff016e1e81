"""What every table has in common: names of constraints, types of columns, references and versions."""

import json
import secrets
from base64 import b32encode
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ColumnElement,
    DateTime,
    Dialect,
    Enum,
    Integer,
    MetaData,
    String,
    TypeDecorator,
    cast,
)
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Mapped, declared_attr, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from matcher.vocabulary import Education
from models.local_time import now

REF_LENGTH = 26


def new_ref() -> str:
    """A fresh opaque reference: 128 random bits as 26 letters and digits, good in a link."""
    return b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def enum_type(words: type[StrEnum], column: str) -> Enum:
    """The type of a `column` of short words, checked by the database, the same on SQLite and PostgreSQL."""
    return Enum(
        words,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=32,
        name=column,
    )


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so that it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: it could mean any of two dozen."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EducationCode(TypeDecorator[Education]):
    """A level of education by its number in the standard."""

    impl = Integer
    cache_ok = True

    def process_result_value(self, value: int | None, dialect: Dialect) -> Education | None:
        """Turn the number back into the level."""
        return None if value is None else Education(value)


def education_check() -> CheckConstraint:
    """Only the numbers of the standard may stand in the column `education`."""
    codes = ", ".join(str(int(level)) for level in Education)
    return CheckConstraint(f"education IN ({codes})", name="education")


Codes = Annotated[list[str], mapped_column(JSON(none_as_null=True), default=list)]
"""A list of codes, sorted by whoever writes it, so that equal sets are equal columns."""


def holds_code(column: InstrumentedAttribute[list[str]], code: str) -> ColumnElement[bool]:
    """The condition that a code, or a word that stands for one, is among those of a column."""
    return cast(column, String).contains(json.dumps(code, ensure_ascii=False), autoescape=True)


Fen = Annotated[int, mapped_column(BigInteger)]
"""An amount of money in fen, a hundredth of a yuan: sums of it are exact."""

SchoolTermCode = Annotated[str, mapped_column(String(11))]
"""A term of school as the programme writes it: 2025-2026-1."""


def term_check(column: str = "term") -> CheckConstraint:
    """Only codes of terms may stand in the column."""
    return CheckConstraint(f"{column} LIKE '____-____-_'", name=column)


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 -- SQLAlchemy's own way to declare it
        datetime: Instant(),
        dict[str, Any]: JSON(none_as_null=True),
        list[str]: JSON(none_as_null=True),
        Education: EducationCode(),
    }


class Referable:
    """A row that the outside names: by an opaque reference, never by its number."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    ref: Mapped[str] = mapped_column(String(REF_LENGTH), unique=True, default=new_ref, sort_order=-1)


class Versioned:
    """A row that several people may edit: a stale edit is refused by its version."""

    version: Mapped[int] = mapped_column(default=1, sort_order=1)
    created_at: Mapped[datetime] = mapped_column(default=now, sort_order=1)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now, sort_order=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 -- SQLAlchemy hands the class
        return {"version_id_col": cls.version}

    def renew(self, now: datetime) -> None:
        """Make it a new version at the next flush, though what has changed is kept in another table."""
        self.updated_at = now
        flag_modified(self, "updated_at")
