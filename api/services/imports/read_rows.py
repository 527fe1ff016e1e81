"""The rows of a registry file through its schema: columns, and every problem with its place in the file."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from api.registry_files.columns import RegistryKind, columns
from api.registry_files.headers import Registry
from api.schemas.base import Channel, RegistrySchema
from api.schemas.cells import cell_words, masked
from api.schemas.company import CompanySchema
from api.schemas.hire import HireSchema
from api.schemas.opening import OpeningSchema
from api.schemas.posting_law import element_fields, missing_element
from api.schemas.problems import Finding, Problem, ProblemCode, Severity
from api.schemas.relief import ReliefSchema
from api.schemas.student import StudentSchema
from api.schemas.study_aid import StudyAidSchema
from api.services.import_plan import Entry
from matcher.law.discrimination import forbidden_column
from matcher.law.terms import LocalWages

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".et")
TEXT = ""  # the name of the only sheet of a text table
MASKED = frozenset({"id_number", "head_id_number", "phone", "guardian_phone"})

_SCHEMAS: Mapping[RegistryKind, type[RegistrySchema]] = {
    RegistryKind.STUDENTS: StudentSchema,
    RegistryKind.COMPANIES: CompanySchema,
    RegistryKind.STUDY_AID: StudyAidSchema,
    RegistryKind.RELIEF: ReliefSchema,
    RegistryKind.HIRES: HireSchema,
}


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one registry file."""

    kind: RegistryKind
    registry: Registry
    schema: RegistrySchema
    problems: list[Problem] = field(default_factory=list)
    rejected: int = 0

    @classmethod
    def of(
        cls,
        kind: RegistryKind,
        registry: Registry,
        today: date,
        within: str | None,
        minimum_wages: LocalWages,
    ) -> "RowReader":
        """A reader with the schema of the kind."""
        absent = frozenset(column.field for column in columns(kind)) - registry.fields.keys()
        schema: RegistrySchema
        if kind is RegistryKind.OPENINGS:
            schema = OpeningSchema(
                channel=Channel.IMPORT,
                today=today,
                within=within,
                absent=absent,
                minimum_wages=minimum_wages,
            )
        else:
            schema = _SCHEMAS[kind](channel=Channel.IMPORT, today=today, within=within)
        reader = cls(kind, registry, schema)
        reader._say_of_columns(absent)
        return reader

    def entries(self, done: Callable[[int], None]) -> Iterator[Entry]:
        """The rows that no error rejects, in order; `done` is told how many more rows are read.

        The rows of the registry are let go as they are read.
        """
        rows = deque(self.registry.rows)
        self.registry.rows.clear()
        while rows:
            row = rows.popleft()
            told = {
                name: row.cells[index]
                for name, (index, _) in self.registry.fields.items()
                if index < len(row.cells)
            }
            read, findings = self.schema.read(told)
            for finding in findings:
                self.say(row.number, cell_words(told.get(finding.field)), finding)
            if read is None:
                self.rejected += 1
            else:
                yield Entry(row.number, read)
            done(1)
        self._say_upper_age_once()

    def say_of_name(self, file: str) -> None:
        """Note that a file is no workbook, where its name says that it is one."""
        if self.registry.sheet == TEXT and file.casefold().endswith(WORKBOOKS):
            self.say(None, "", Finding("", ProblemCode.NO_WORKBOOK, Severity.WARNING))

    def say(self, row: int | None, words: str, finding: Finding) -> None:
        """Note a problem at its place in the file, with the words there."""
        index_and_header = self.registry.fields.get(finding.field)
        self.problems.append(
            Problem(
                sheet=self.registry.sheet,
                row=row,
                column=index_and_header[1] if index_and_header else None,
                code=finding.code,
                severity=finding.severity,
                value=(masked(words) if finding.field in MASKED else words) or None,
                params=finding.params,
                field=finding.field,
            )
        )

    def _say_upper_age_once(self) -> None:
        """Where a list gives everybody the same upper age, one line says it."""
        said = [each for each in self.problems if each.code is ProblemCode.AGE_UPPER_IGNORED]
        if len(said) > 1 and len({each.value for each in said}) == 1:
            others = [each for each in self.problems if each.code is not ProblemCode.AGE_UPPER_IGNORED]
            self.problems = [*others, replace(said[0], row=None)]

    def _say_of_columns(self, absent: frozenset[str]) -> None:
        """What holds for the whole file is said once."""
        for sheet in self.registry.alike:
            self.say(None, "", Finding("", ProblemCode.SHEET_LEFT_OUT, Severity.WARNING, {"sheet": sheet}))
        for name in self.registry.guessed.values():
            self.say(None, "", Finding(name, ProblemCode.COLUMN_GUESSED, Severity.WARNING, {"element": name}))
        for header in self.registry.ignored:
            kind = forbidden_column(header) if self.kind is RegistryKind.OPENINGS else None
            code = ProblemCode.FORBIDDEN_COLUMN if kind else ProblemCode.COLUMN_IGNORED
            params = {"kind": kind} if kind else {}
            self.problems.append(
                Problem(self.registry.sheet, None, header, code, Severity.WARNING, None, params)
            )
        if self.kind is RegistryKind.OPENINGS:
            for element in element_fields():
                if element in absent:
                    self.say(None, "", Finding(*_warning(element)))
        if not self.registry.rows:
            self.say(None, "", Finding("", ProblemCode.NO_ROWS, Severity.WARNING))


def _warning(element: str) -> tuple[str, ProblemCode, Severity, dict[str, object]]:
    name, code, params = missing_element(element)
    return name, code, Severity.WARNING, params
