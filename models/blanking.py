"""Take out of rows whatever tells of a person; the rows stay, so that figures keep their counts."""

import os
from typing import Any

from models.data_dictionary import DATA_DICTIONARY, Care
from models.household import Household
from models.sealing import SealedRow, sealed_fields
from models.student import Student

BLIND_BYTES = 32
COUNTED = frozenset({"state", "education", "completion", "graduation", "fields", "place"})
"""Plain columns of a student that figures are made of; all other personal ones go."""

DISTRICT = 6  # digits of a division code: figures by street leave the erased out


def blank_sealed(row: SealedRow) -> None:
    """Drop what is sealed in a row; what may not be missing becomes nothing that opens."""
    columns = row.__table__.c  # type: ignore[attr-defined]  # every row has its table
    for field in sealed_fields(type(row)).values():  # type: ignore[arg-type]  # a class is hashable
        setattr(row, field.column, None if columns[field.column].nullable else b"")


def blank_student(student: Student) -> None:
    """Leave of a student what figures need, and nothing by which they could be found or known again."""
    blank_sealed(student)
    lists = {column.name for column in Student.__table__.columns if not column.nullable}
    for name, care in DATA_DICTIONARY["students"].items():
        if care is Care.PERSONAL and name not in COUNTED:
            empty: Any = os.urandom(BLIND_BYTES) if name.endswith("_blind") else None
            setattr(student, name, [] if empty is None and name in lists else empty)
    student.place = student.place and student.place[:DISTRICT]


def blank_household(household: Household) -> None:
    """Leave of a household the row that its payments belong to; its key goes, and its number is chance."""
    blank_sealed(household)
    household.number_blind, household.head_id_number_blind = os.urandom(BLIND_BYTES), None
    household.data_key = None


def blank_head(household: Household) -> None:
    """Forget who is the head of a household."""
    household.head_sealed = household.head_id_number_sealed = household.head_id_number_blind = None
