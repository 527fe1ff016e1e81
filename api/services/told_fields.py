"""What somebody types of one company or one student, read by the schema of the registry files, strictly."""

from collections.abc import Mapping, Sequence

from api.schemas.base import Columns, RegistrySchema
from api.schemas.cells import Cell, cell_words
from api.schemas.problems import Finding, ProblemCode, Severity

Told = Mapping[str, Cell]


class FieldsRefused(Exception):
    """Fields that cannot be accepted: nothing is changed."""

    code = "INVALID_FIELDS"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__([(finding.field, finding.code.value) for finding in findings])
        self.findings = tuple(findings)


class FieldTaken(FieldsRefused):
    """What is told of one belongs to another already."""

    code = "CONFLICT"

    def __init__(self, field: str) -> None:
        super().__init__([Finding(field, ProblemCode.TAKEN, Severity.ERROR)])


def read_told(schema: RegistrySchema, told: Told, *, required: Sequence[str] = ()) -> Columns:
    """The columns of what is told; `required` are fields that may be left out, but not taken back.

    Raises FieldsRefused.
    """
    blank = [name for name in required if name in told and not cell_words(told[name])]
    errors = [Finding(name, ProblemCode.REQUIRED, Severity.ERROR) for name in blank]
    columns, findings = schema.read(told)
    errors += [each for each in findings if each.severity is Severity.ERROR and each.field not in blank]
    if columns is None or errors:
        raise FieldsRefused(errors)
    return columns
