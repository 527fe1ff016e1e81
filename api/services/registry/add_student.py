"""A student who is added by hand: read and known as an import reads and knows one."""

from dataclasses import dataclass
from typing import Any

from api.schemas.base import Columns
from api.schemas.problems import Finding
from api.services.acting import Acting
from api.services.placing.state_by_hand import check_told_state
from api.services.registry import edit_household as household
from api.services.registry.edit_hardships import edit_hardships
from api.services.registry.read_student import leave_to_district, read_student, refuse_known
from api.services.registry.told_student import FIELD_OF
from api.services.told_fields import Told, newly_told
from models.blind_index import id_number_index, name_index
from models.sealing import vault_of
from models.student import Student


@dataclass(frozen=True, slots=True)
class Added:
    """The new student, and what there is to say of what was accepted."""

    student: Student
    warnings: tuple[Finding, ...] = ()


def add_student(acting: Acting, told: Told, *, within: str | None = None) -> Added:
    """A new student; `within` is the instance's division.

    Officers of a street add who lives there, and leave households to the district. Raises FieldsRefused, and
    StudentKnown for an ID number that is registered.
    """
    acting.take_turn()
    fresh = newly_told(told, {})
    leave_to_district(acting, set(household.FIELDS).intersection(fresh))
    columns, warnings = read_student(acting, fresh, within=within)
    refuse_known(acting, columns)
    student = _student(acting, columns)
    check_told_state(acting, None, student.state)
    with acting.session.no_autoflush:
        edit_hardships(student, columns, (), acting.today)
        household.edit_household(acting, student, columns, fresh)
    acting.session.add(student)
    acting.session.flush()
    details = {"version": student.version}
    acting.record("student.added", ("student", student.ref), fields=sorted(fresh), details=details)
    return Added(student, warnings)


def _student(acting: Acting, columns: Columns) -> Student:
    own: dict[str, Any] = {name: value for name, value in columns.items() if name in FIELD_OF}
    vault = vault_of(acting.session)
    return Student(
        **own,
        name_blind=name_index(vault, own["name"]),
        id_number_blind=id_number_index(vault, own["id_number"]),
    )
