"""A student's name or ID number, corrected by hand: an import takes neither from a list."""

from api.schemas.base import Channel
from api.schemas.student import StudentSchema
from api.services.acting import Acting
from api.services.told_fields import Told, read_told
from models.blind_index import id_number_index, name_index
from models.sealing import vault_of
from models.student import Student

IDENTITY = ("name", "id_number")


def correct_student(acting: Acting, student: Student, told: Told) -> tuple[str, ...]:
    """Change who a student is said to be; returns the fields that changed.

    The date of birth follows the ID number. Raises FieldsRefused; an ID number that is another student's is
    refused by the database.
    """
    schema = StudentSchema(channel=Channel.API, today=acting.today, in_part=True)
    columns = read_told(schema, told, required=IDENTITY)
    changed = sorted(name for name, value in columns.items() if getattr(student, name) != value)
    vault = vault_of(acting.session)
    for name in changed:
        setattr(student, name, columns[name])
    if "name" in changed:
        student.name_blind = name_index(vault, student.name)
    if "id_number" in changed:
        student.id_number_blind = id_number_index(vault, student.id_number)
    if changed:
        acting.record("student.corrected", ("student", student.ref), fields=changed)
    return tuple(changed)
