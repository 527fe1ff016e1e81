"""A desk for tests: writes rows into a file and imports it, as an officer would."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from stdnum.iso7064 import mod_11_2
from xlsxwriter import Workbook

from api.registry_files.columns import RegistryKind
from api.services.imports.import_registry import import_registry
from api.services.imports.import_result import ImportResult
from models.base import Base
from models.change_counter import ChangeCounter
from models.engine import make_session
from models.vault import Vault

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))

Line = Mapping[str, object]


def id_number(sequence: int = 123, born: str = "20040101") -> str:
    digits = f"320205{born}{sequence:03}"
    return digits + mod_11_2.calc_check_digit(digits)


def student(**told: object) -> Line:
    return {"姓名": "张三", "身份证号": id_number(), "困难类别": "低保", **told}


def opening(**told: object) -> Line:
    return {"公司名称": "某某机械有限公司", "岗位名称": "数控车工", "工作地点": "无锡市锡山区", **told}


def count(result: ImportResult) -> str:
    """Created/updated/unchanged/duplicates/rejected."""
    parts = (result.created, result.updated, result.unchanged, result.duplicates, result.rejected)
    assert result.read == sum(parts)
    return "/".join(map(str, parts))


def codes(result: ImportResult, *, of_rows_only: bool = True) -> list[tuple[int | None, str]]:
    return [(p.row, p.code.value) for p in result.problems if p.row is not None or not of_rows_only]


@dataclass
class Desk:
    engine: Engine
    vault: Vault
    folder: Path

    def write(self, lines: Sequence[Line], name: str = "名册.xlsx") -> Path:
        path = self.folder / name
        headers = list(dict.fromkeys(header for line in lines for header in line))
        with Workbook(str(path)) as book:
            sheet = book.add_worksheet("名册")
            sheet.write_row(0, 0, headers)
            for row, line in enumerate(lines, start=1):
                for column, header in enumerate(headers):
                    if line.get(header) is not None:
                        sheet.write(row, column, line[header])
        return path

    def take_in(self, kind: RegistryKind, *lines: Line, **options: object) -> ImportResult:
        options = {"now": NOW, "actor": "cli:test", **options}
        return import_registry(self.engine, self.vault, kind, self.write(lines), **options)  # type: ignore[arg-type]

    def students(self, *lines: Line, **options: object) -> ImportResult:
        return self.take_in(RegistryKind.STUDENTS, *lines, **options)

    def companies(self, *lines: Line, **options: object) -> ImportResult:
        return self.take_in(RegistryKind.COMPANIES, *lines, **options)

    def openings(self, *lines: Line, **options: object) -> ImportResult:
        return self.take_in(RegistryKind.OPENINGS, *lines, **options)

    def study_aid(self, *lines: Line, **options: object) -> ImportResult:
        return self.take_in(RegistryKind.STUDY_AID, *lines, **options)

    def relief(self, *lines: Line, **options: object) -> ImportResult:
        return self.take_in(RegistryKind.RELIEF, *lines, **options)

    def session(self) -> Session:
        return make_session(self.engine, self.vault)

    def counter(self) -> int:
        with self.session() as session:
            return session.scalars(select(ChangeCounter.value)).one()

    def rows(self, row_class: type[Base]) -> int:
        with self.session() as session:
            return session.scalars(select(func.count()).select_from(row_class)).one()
