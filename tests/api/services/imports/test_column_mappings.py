"""What columns mean is remembered by kind of file, and heeded when the next one is read."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from api.registry_files.columns import RegistryKind
from api.registry_files.headers import read_registry
from api.services.acting import Acting
from api.services.imports.column_mappings import remember_columns, remembered_columns
from models.column_mapping import ColumnMapping
from models.principal import Principal, Role

STUDENTS = RegistryKind.STUDENTS


def acting(session: Session) -> Acting:
    return Acting(session, Principal(Role.OFFICER, "account:a"), datetime(2026, 11, 2, tzinfo=UTC))


def test_the_last_word_on_a_header_counts_however_it_is_spaced(session: Session) -> None:
    remember_columns(acting(session), STUDENTS, {"何许 人也": "school", "口味": None})
    remember_columns(acting(session), STUDENTS, {"何许人也*": "name"})
    assert remembered_columns(session, STUDENTS) == {"何许人也": "name", "口味": None}
    assert remembered_columns(session, RegistryKind.COMPANIES) == {}


def test_neither_numbers_of_persons_nor_unknown_fields_are_remembered(session: Session) -> None:
    said = {"320205200609019016": "name", "甲" * 61: "name", "乙": "nothing", " * ": "name"}
    assert remember_columns(acting(session), STUDENTS, said) == {}


def test_a_field_that_is_no_more_is_passed_over(session: Session) -> None:
    known = acting(session)
    session.add(ColumnMapping(kind="students", header="旧", field="gone", actor="a", at=known.now))
    session.flush()
    assert remembered_columns(session, STUDENTS) == {}


def test_a_file_is_read_by_what_is_remembered_and_may_lack_it() -> None:
    content = "何许人也,身份证号,困难类别,专业\n云小星,1,低保,会计\n".encode()
    remembered = {"何许人也": "name", "别处的": "school", "专业": None}
    registry = read_registry(content, STUDENTS, remembered=remembered)
    assert registry.fields["name"] == (0, "何许人也")
    assert "major" not in registry.fields
    assert registry.ignored == ("专业",)
