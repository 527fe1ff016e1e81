from pathlib import Path

import pytest
from xlsxwriter import Workbook

from api.registry_files.errors import FileProblem, RegistryFileError
from api.registry_files.labelled import LabelledTitles, Outcome, Outcomes, read_labelled


def a_file(folder: Path, *lines: str) -> Path:
    path = folder / "labels.csv"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_titles_with_codes(tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        "某某单位的标注",
        "job_name,expected_code,expected_name",
        "会计,2-06-03-00,会计专业人员",
        "护士, 2-05-08-00 ,",
        "焊工,焊工,",
        ",2-05-08-00,",
        "护士,9-99-99-99,",
    )
    rows = (("会计", "2-06-03-00"), ("护士", "2-05-08-00"))
    assert read_labelled(path) == LabelledTitles(rows, unread=(5, 6, 7))


@pytest.mark.parametrize(
    ("told", "grade"),
    [("1", 1), ("2.5", 2.5), ("入职", 3), ("Hired", 3), ("面试", 1), ("拒绝", 0), ("否", 0), ("0", 0)],
)
def test_an_outcome_is_a_number_or_a_word(tmp_path: Path, told: str, grade: float) -> None:
    path = a_file(tmp_path, "student,opening,grade", f"ABC,def,{told}")
    assert read_labelled(path) == Outcomes((Outcome("abc", "def", grade),), unread=())


def test_what_is_no_outcome_is_told_and_what_is_not_judged_is_passed_over(tmp_path: Path) -> None:
    lines = ["a,b,maybe", "a,b,-1", "a,b,nan", ",b,1", "a,c,", "a,d,1"]
    found = read_labelled(a_file(tmp_path, "student,opening,label", *lines))
    assert found == Outcomes((Outcome("a", "d", 1),), unread=(2, 3, 4, 5))


def test_the_workbook_of_shortlists_with_a_column_of_outcomes_is_such_a_file(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with Workbook(str(path)) as book:
        book.add_worksheet("说明").write_row(0, 0, ["填写说明"])
        sheet = book.add_worksheet("名单")
        headers = ["学生 Student", "岗位 Opening", "学生编号 Student ref", "岗位编号 Opening ref", "结果"]
        sheet.write_row(0, 0, headers)
        sheet.write_row(1, 0, ["甲", "会计", "abc", "def", 1])
    assert read_labelled(path) == Outcomes((Outcome("abc", "def", 1),), unread=())


def test_other_columns_are_refused_and_the_accepted_ones_named(tmp_path: Path) -> None:
    with pytest.raises(RegistryFileError) as refused:
        read_labelled(a_file(tmp_path, "姓名,岗位名称", "甲,会计"))
    assert refused.value.code == FileProblem.LABELS_MISSING
    assert refused.value.params == {
        "titles": ["title", "code"],
        "outcomes": ["student", "opening", "grade"],
        "found": ["姓名", "岗位名称"],
    }


def test_a_file_without_any_usable_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegistryFileError) as refused:
        read_labelled(a_file(tmp_path, "title,code", "会计,?"))
    assert (refused.value.code, refused.value.params) == (FileProblem.LABELS_UNREAD, {"rows": [2]})
