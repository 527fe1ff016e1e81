"""What somebody types of one company or one student, read by the schema of the registry files, strictly."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from api.schemas.base import Columns, RegistrySchema
from api.schemas.cells import Cell, cell_words
from api.schemas.problems import Finding, ProblemCode, Severity

Told = Mapping[str, Cell]
_NOTHING_LISTED: Mapping[str, Sequence[str]] = {}


class FieldsRefused(Exception):
    """Fields that cannot be accepted: nothing is changed."""

    code = "INVALID_FIELDS"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__([(finding.field, finding.code.value) for finding in findings])
        self.findings = tuple(findings)


class FieldTaken(FieldsRefused):
    """What is told of one belongs to another already."""

    code = "CONFLICT"

    def __init__(self, field: str, **params: object) -> None:
        super().__init__([Finding(field, ProblemCode.TAKEN, Severity.ERROR, params)])


def newly_told(told: Told, shown: Mapping[str, str]) -> dict[str, Cell]:
    """What is told otherwise than a record shows it: what stays is not read again, and never in the way."""
    cells = {
        name: cell.replace("\r\n", "\n") if isinstance(cell, str) else cell for name, cell in told.items()
    }
    return {name: cell for name, cell in cells.items() if cell_words(cell) != cell_words(shown.get(name))}


def read_told(
    schema: RegistrySchema,
    told: Told,
    *,
    required: Sequence[str] = (),
    accepted: Mapping[str, Sequence[str]] = _NOTHING_LISTED,
) -> Columns:
    """The columns of what is told; `required` are fields that may be left out, but not taken back.

    `accepted` are the words that a field knows, which a refusal names. Raises FieldsRefused.
    """
    blank = [name for name in required if name in told and not cell_words(told[name])]
    errors = [Finding(name, ProblemCode.REQUIRED, Severity.ERROR) for name in blank]
    columns, findings = schema.read(told)
    errors += [each for each in findings if each.severity is Severity.ERROR and each.field not in blank]
    if columns is None or errors:
        raise FieldsRefused([_with_accepted(each, accepted) for each in errors])
    return columns


def warnings_of(schema: RegistrySchema) -> tuple[Finding, ...]:
    """What there was to say of what was read last, though it was accepted."""
    return tuple(each for each in schema.findings if each.severity is Severity.WARNING)


def _with_accepted(finding: Finding, accepted: Mapping[str, Sequence[str]]) -> Finding:
    if finding.field not in accepted or finding.code is ProblemCode.REQUIRED:
        return finding
    return replace(finding, params={**finding.params, "accepted": list(accepted[finding.field])})
