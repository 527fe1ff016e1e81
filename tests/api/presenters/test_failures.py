import pytest

from api.presenters.failures import SENTENCES, failure_of
from api.registry_files.errors import FileProblem, RegistryFileError
from api.settings import SettingsError, SettingsProblem
from matcher.errors import UnknownSubject
from models.errors import ModelsError, WrongKey

FACTS = {
    "megabytes": 10,
    "limit": 50_000,
    "found": ["a"],
    "sheet": "x",
    "sheets": ["y"],
    "kind": "openings",
    "other": "students",
    "fields": [["company", "uscc"], ["title"]],
    "close": {"岗位名": "title"},
    "field": "wage",
    "header": "h",
    "titles": ["title", "code"],
    "outcomes": ["student", "opening", "grade"],
    "rows": [2, 3],
}


@pytest.mark.parametrize("code", FileProblem)
def test_every_problem_of_a_file_is_one_clear_line(language: str, code: FileProblem) -> None:
    failure = failure_of(RegistryFileError(code, **FACTS))
    assert failure.code == code
    assert "%(" not in failure.text
    assert "\n" not in failure.text


@pytest.mark.parametrize("error", ModelsError.__subclasses__())
def test_every_error_of_the_floor_below_has_a_sentence(language: str, error: type[ModelsError]) -> None:
    assert error.code in SENTENCES
    facts = {"place": "students.name", "tool": "pg_dump", "words": "no"}
    assert failure_of(error(**facts)).code == error.code


def test_the_columns_that_are_missing_are_named(language: str) -> None:
    text = failure_of(RegistryFileError(FileProblem.HEADERS_MISSING, **FACTS)).text
    assert ("公司名称" if language == "zh_CN" else "Company") in text
    assert "岗位名" in text


def test_a_column_is_named_as_in_the_registry_that_lacks_it(language: str) -> None:
    facts = {"kind": "students", "fields": [["name"]], "found": [], "close": {}}
    text = failure_of(RegistryFileError(FileProblem.HEADERS_MISSING, **facts)).text
    assert ("姓名" if language == "zh_CN" else "Name") in text


def test_a_file_of_another_registry_is_called_by_its_name(language: str) -> None:
    facts = {"kind": "companies", "other": "students", "sheet": "学生"}
    text = failure_of(RegistryFileError(FileProblem.FILE_OTHER_KIND, **facts)).text
    assert "students" in text
    assert "学生" in text


def test_an_unknown_reference_is_named(language: str) -> None:
    text = failure_of(UnknownSubject(kind="student", ref="abc")).text
    assert "abc" in text
    assert ("学生" if language == "zh_CN" else "student") in text


def test_all_settings_that_are_wrong_stand_in_one_line(language: str) -> None:
    problems = (
        SettingsProblem("KEY_MISSING", "AIXIN_MASTER_KEY"),
        SettingsProblem("KEY_WEAK", "AIXIN_SECRET_KEY"),
    )
    failure = failure_of(SettingsError(problems))
    assert failure.code == "INVALID_SETTINGS"
    assert "AIXIN_MASTER_KEY" in failure.text
    assert "AIXIN_SECRET_KEY" in failure.text


def test_what_nobody_foresaw_tells_no_values(language: str) -> None:
    failure = failure_of(KeyError("320205200304019001"))
    assert failure.code == "UNEXPECTED"
    assert "320205200304019001" not in failure.text
    assert failure_of(WrongKey(place="x")).code == "WRONG_KEY"
