"""What is told of students beyond the columns of their schema, and who may tell what."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from api.registry_files.columns import RegistryKind
from api.registry_files.guidance import CHOICES
from api.schemas.base import Channel, Columns
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.readings import says_none
from api.schemas.student import StudentSchema
from api.services.acting import Acting
from api.services.told_fields import FieldsRefused, FieldTaken, Told, read_told, warnings_of
from matcher.text.experience import read_practice
from matcher.text.occupations import code_wishes
from matcher.text.profiles import profile
from matcher.text.skills import find_skills
from models.blind_index import id_number_index
from models.scope import whole_registry
from models.sealing import vault_of
from models.student import Student

ACCEPTED: Mapping[str, Sequence[str]] = {
    field: words for (kind, field), words in CHOICES.items() if kind is RegistryKind.STUDENTS
}
"""Field → the words that it knows."""


class StudentKnown(FieldTaken):
    """The ID number is that of a student who is registered: `ref` names them to whoever may see them."""

    def __init__(self, ref: str | None) -> None:
        super().__init__("id_number", **({"ref": ref} if ref else {}))
        self.ref = ref


def read_on(told: Sequence[Columns], today: date) -> None:
    """Add to the columns of each student what is read from free text, for all of them at once."""
    for columns in told:
        experience = columns.get("experience")
        if isinstance(experience, str):
            columns["skills_read"] = sorted(find_skills(experience))
            columns["experience_profile"] = profile(experience)
            columns["experience_months"] = read_practice(experience, today)
    wishing = [columns for columns in told if "wished_words" in columns]
    coded = code_wishes([str(columns["wished_words"]) for columns in wishing])
    for columns, wishes in zip(wishing, coded, strict=True):
        columns["wished_occupations"] = sorted({wish.code for wish in wishes if wish.code is not None})


def leave_to_district(acting: Acting, fields: Collection[str]) -> None:
    """Raise FieldsRefused where an officer of a street tells fields that are the district's."""
    if acting.who.area is not None and fields:
        code = ProblemCode.DISTRICT_ONLY
        raise FieldsRefused([Finding(each, code, Severity.ERROR) for each in sorted(fields)])


def read_student(
    acting: Acting,
    told: Told,
    *,
    within: str | None,
    in_part: bool = False,
    required: Sequence[str] = (),
) -> tuple[Columns, tuple[Finding, ...]]:
    """The columns of one student as told by hand, and what there is to say though they are accepted.

    Who is told by an officer of a street lives there. Raises FieldsRefused.
    """
    area = acting.who.area
    schema = StudentSchema(channel=Channel.API, today=acting.today, within=within, in_part=in_part)
    columns = read_told(schema, told, required=required, accepted=ACCEPTED)
    read_on([columns], acting.today)
    wishes = columns.get("wished_words")
    if isinstance(wishes, str) and not columns["wished_occupations"] and not says_none(wishes):
        raise FieldsRefused([Finding("wishes", ProblemCode.WISH_UNKNOWN, Severity.ERROR)])
    if area is not None and ("place" in told or not in_part):
        place = columns.get("place")
        if not (isinstance(place, str) and place.startswith(area)):
            raise FieldsRefused([Finding("place", ProblemCode.OUTSIDE_AREA, Severity.ERROR)])
    return columns, warnings_of(schema)


def refuse_known(acting: Acting, columns: Columns, student: Student | None = None) -> None:
    """Raise StudentKnown for an ID number that is another's than the student's."""
    if "id_number" not in columns:
        return
    blind = id_number_index(vault_of(acting.session), str(columns["id_number"]))
    query = select(Student.ref).where(Student.id_number_blind == blind)
    with whole_registry(acting.session):
        ref = acting.session.scalar(query)
    if ref is not None and (student is None or ref != student.ref):
        raise StudentKnown(acting.session.scalar(query))  # as far as whoever asks may see
