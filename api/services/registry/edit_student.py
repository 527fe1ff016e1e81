"""A student's record edited by hand: what is told is read as an import reads it, strictly.

Officers of a street edit all but who a student is and why the programme helps: that is the district's.
"""

from dataclasses import dataclass

from api.schemas.base import Columns
from api.schemas.cells import Cell
from api.schemas.problems import Finding
from api.services.acting import Acting
from api.services.placing.state_by_hand import check_told_state
from api.services.registry import edit_hardships as hardships
from api.services.registry import edit_household as household
from api.services.registry.read_student import leave_to_district, read_student, refuse_known
from api.services.registry.told_student import COLUMNS, FIELD_OF, NOT_TOLD, told_of_student
from api.services.told_fields import Told, newly_told
from models.blind_index import id_number_index, name_index
from models.sealing import vault_of
from models.student import Student

REQUIRED = ("name", "id_number", "hardship")
DISTRICTS = frozenset({"name", "id_number", *hardships.FIELDS, *household.FIELDS})
"""Fields that an officer of a street does not change."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The fields that changed, and what there is to say of what was accepted."""

    changed: tuple[str, ...]
    warnings: tuple[Finding, ...] = ()


def edit_student(acting: Acting, student: Student, told: Told, *, within: str | None = None) -> Edited:
    """Change what is told otherwise than the record shows it, and leave the rest; a blank takes a field back.

    The date of birth follows the ID number. `within` is the instance's division. Raises FieldsRefused, and
    StudentKnown for an ID number that is another student's.
    """
    acting.take_turn()
    shown = told_of_student(student, acting.today)
    fresh = newly_told(told, shown)
    leave_to_district(acting, DISTRICTS.intersection(fresh))
    whole = _with_companions(fresh, told, shown)
    columns, warnings = read_student(acting, whole, within=within, in_part=True, required=REQUIRED)
    refuse_known(acting, columns, student)
    own = _own_columns(columns, told, fresh)
    if "state" in own and own["state"] != student.state:
        check_told_state(acting, student, own["state"])  # type: ignore[arg-type]  # as the schema reads it
    with acting.session.no_autoflush:
        changed = {FIELD_OF[column] for column in _change(acting, student, own)}
        if not fresh.keys().isdisjoint(hardships.FIELDS):
            changed |= hardships.edit_hardships(student, columns, fresh, acting.today)
        if not fresh.keys().isdisjoint(household.FIELDS):
            changed |= household.edit_household(acting, student, columns, fresh)
    if changed:
        student.renew(acting.now)  # whatever table the change is in
        acting.session.flush()
        details = {"version": student.version}
        acting.record("student.corrected", ("student", student.ref), fields=sorted(changed), details=details)
    return Edited(tuple(sorted(changed)), warnings)


def _with_companions(fresh: dict[str, Cell], told: Told, shown: dict[str, str]) -> dict[str, Cell]:
    """What is told, with the fields that it is only understood with; a head stays with the household."""
    companions: dict[str, Cell] = {}
    for group in (hardships.FIELDS, household.FIELDS):
        if not fresh.keys().isdisjoint(group):
            companions |= {each: shown[each] for each in group if each != "head" or each in told}
    return companions | fresh


def _own_columns(columns: Columns, told: Told, fresh: dict[str, Cell]) -> Columns:
    """The student's own columns: of what is told, and of what follows from it without being told itself."""
    own = {column: NOT_TOLD[column] for field in fresh for column in COLUMNS.get(field, ())}
    stays = {column for field in told if field not in fresh for column in COLUMNS.get(field, ())}
    return own | {each: columns[each] for each in columns if each in FIELD_OF and each not in stays}


def _change(acting: Acting, student: Student, own: Columns) -> list[str]:
    """Set the columns that differ, and the indexes by which the student is found; returns their names."""
    changed = sorted(name for name, value in own.items() if getattr(student, name) != value)
    for name in changed:
        setattr(student, name, own[name])
    vault = vault_of(acting.session)
    if "name" in changed:
        student.name_blind = name_index(vault, student.name)
    if "id_number" in changed:
        student.id_number_blind = id_number_index(vault, student.id_number)
    return changed
