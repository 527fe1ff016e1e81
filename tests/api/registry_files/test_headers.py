"""Which sheet, which row is the header, and what each column means."""

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from api.registry_files.columns import RegistryKind, columns
from api.registry_files.errors import FileProblem, RegistryFileError
from api.registry_files.headers import read_registry


def csv(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "file.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_headers_in_any_order_with_stars_notes_and_widths(tmp_path: Path) -> None:
    path = csv(tmp_path, "困难类别（必填）,＊姓名,身份证号码*,Phone", "低保,张三,x,1")
    registry = read_registry(path, RegistryKind.STUDENTS)
    assert {field: index for field, (index, _) in registry.fields.items()} == {
        "hardship": 0,
        "name": 1,
        "id_number": 2,
        "phone": 3,
    }
    assert registry.fields["hardship"][1] == "困难类别（必填）"


def test_title_rows_above_the_header_are_passed(tmp_path: Path) -> None:
    path = csv(tmp_path, "锡山区学生名册,,", "填表：2026年,,", "姓名,身份证号,困难类别", "张三,x,低保")
    assert [row.number for row in read_registry(path, RegistryKind.STUDENTS).rows] == [4]


def test_other_sites_name_their_columns_otherwise(tmp_path: Path) -> None:
    path = csv(
        tmp_path, "招聘岗位,单位名称,月薪,工作城市,最低学历,需求人数,职位描述,更新日期", "a,b,c,d,e,f,g,h"
    )
    assert list(read_registry(path, RegistryKind.OPENINGS).fields) == [
        "title",
        "company",
        "wage",
        "place",
        "education",
        "headcount",
        "duties",
        "published",
    ]


@pytest.mark.parametrize(
    ("headers", "cells", "words"),
    [
        ("月薪下限,月薪上限（元）", "5000,8000", "5000-8000"),
        ("最高薪资,最低薪资", "8000,5000", "5000-8000"),
        ("最低薪资,最高薪资", "5000,", "5000以上"),
        ("最低薪资,最高薪资", ",8000", "8000以下"),
        ("最低薪资,最高薪资,体重", ",,60", None),
        ("最低薪资,最高薪资", "面议,面议", "面议"),
        ("salary_min,体重", "5000,60", "5000以上"),
    ],
)
def test_a_wage_may_stand_in_two_columns(tmp_path: Path, headers: str, cells: str, words: str | None) -> None:
    path = csv(tmp_path, f"岗位名称,公司名称,工作地点,{headers}", f"车工,甲,无锡,{cells}")
    registry = read_registry(path, RegistryKind.OPENINGS)
    assert registry.rows[0].cells[registry.fields["wage"][0]] == words
    assert set(registry.ignored) <= {"体重"}
    assert not registry.guessed


def test_a_column_of_the_whole_wage_goes_before_its_ends(tmp_path: Path) -> None:
    path = csv(tmp_path, "岗位名称,公司名称,工作地点,最低薪资,薪资,最高薪资", "车工,甲,无锡,1,5000-8000,2")
    registry = read_registry(path, RegistryKind.OPENINGS)
    assert registry.fields["wage"] == (4, "薪资")
    assert registry.ignored == ("最低薪资", "最高薪资")


def test_the_surer_of_two_columns_wins_and_the_other_is_said(tmp_path: Path) -> None:
    path = csv(tmp_path, "岗位,岗位名称,公司名称,体重,工作地点", "数控,数控车工,甲,60,无锡")
    registry = read_registry(path, RegistryKind.OPENINGS)
    assert registry.fields["title"] == (1, "岗位名称")
    assert registry.ignored == ("岗位", "体重")


def test_a_mapping_goes_first_and_takes_our_names_or_labels(tmp_path: Path) -> None:
    path = csv(tmp_path, "甲,乙,公司名称,城市", "车工,5000,某公司,无锡")
    mapping = {"甲": "title", " 乙 ": "薪资"}
    registry = read_registry(path, RegistryKind.OPENINGS, mapping=mapping)
    assert registry.fields["title"][0] == 0
    assert registry.fields["wage"][0] == 1


@pytest.mark.parametrize(
    ("mapping", "code"),
    [({"甲": "moon_phase"}, FileProblem.MAPPING_FIELD), ({"丙": "title"}, FileProblem.MAPPING_HEADER)],
)
def test_a_wrong_mapping_is_refused(tmp_path: Path, mapping: dict[str, str], code: FileProblem) -> None:
    path = csv(tmp_path, "甲,岗位名称,公司名称", "a,b,c")
    with pytest.raises(RegistryFileError) as refused:
        read_registry(path, RegistryKind.OPENINGS, mapping=mapping)
    assert refused.value.code is code


def test_a_mapping_of_a_header_that_is_not_there_is_said_before_what_it_leaves_missing(
    tmp_path: Path,
) -> None:
    path = csv(tmp_path, "甲,公司名称", "车工,某公司")
    with pytest.raises(RegistryFileError) as refused:
        read_registry(path, RegistryKind.OPENINGS, mapping={"丙": "title"})
    assert refused.value.code is FileProblem.MAPPING_HEADER


def test_openings_without_a_place_are_refused(tmp_path: Path) -> None:
    path = csv(tmp_path, "公司名称,岗位名称", "某公司,车工")
    with pytest.raises(RegistryFileError) as refused:
        read_registry(path, RegistryKind.OPENINGS)
    assert refused.value.params["fields"] == [["place"]]


HEADERS = {
    RegistryKind.STUDENTS: ["name", "id_number", "hardship", "phone"],
    RegistryKind.COMPANIES: ["企业名称", "统一社会信用代码", "联系人", "联系电话", "地址"],
    RegistryKind.OPENINGS: ["公司名称", "岗位名称", "工作地点", "薪资"],
    RegistryKind.STUDY_AID: ["身份证号", "学期", "应缴学费", "来源", "金额"],
    RegistryKind.RELIEF: ["家庭编号", "用途", "金额", "日期", "文号"],
    RegistryKind.HIRES: ["推荐编号", "结果", "入职日期", "未录用原因"],
}


@pytest.mark.parametrize("wanted", RegistryKind)
@pytest.mark.parametrize("given", RegistryKind)
def test_a_file_of_another_registry_is_known_by_its_headers(
    tmp_path: Path, wanted: RegistryKind, given: RegistryKind
) -> None:
    path = csv(tmp_path, ",".join(HEADERS[given]), ",".join("甲乙丙丁戊"))
    if wanted is given:
        assert len(read_registry(path, wanted).rows) == 1
        return
    with pytest.raises(RegistryFileError) as refused:
        read_registry(path, wanted)
    assert refused.value.code is FileProblem.FILE_OTHER_KIND
    assert refused.value.params == {"kind": wanted, "other": given, "sheet": ""}


def test_a_list_of_companies_may_name_a_post_beside(tmp_path: Path) -> None:
    path = csv(tmp_path, "企业名称,信用代码,联系人,电话,招聘岗位,所在地", "甲,,乙,1,车工,无锡")
    assert len(read_registry(path, RegistryKind.COMPANIES).rows) == 1


def test_a_workbook_may_hold_several_registries(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    with Workbook(str(path)) as book:
        for kind, headers in HEADERS.items():
            book.add_worksheet(kind.value).write_row(0, 0, headers)
    for kind in RegistryKind:
        assert read_registry(path, kind).sheet == kind.value


def test_missing_headers_are_named_with_those_that_look_alike(tmp_path: Path) -> None:
    path = csv(tmp_path, "姓名,身分证号,专业", "张三,x,会计")
    with pytest.raises(RegistryFileError) as refused:
        read_registry(path, RegistryKind.STUDENTS)
    assert refused.value.code is FileProblem.HEADERS_MISSING
    assert refused.value.params["fields"] == [["id_number"], ["hardship"]]
    assert refused.value.params["close"] == {"身分证号": "id_number"}
    assert refused.value.params["found"] == ["姓名", "专业", "身分证号"]


def test_a_file_without_headers_does_not_tell_its_numbers(tmp_path: Path) -> None:
    path = csv(tmp_path, "张三,32020520040101123X,13800000000,低保")
    with pytest.raises(RegistryFileError) as refused:
        read_registry(path, RegistryKind.STUDENTS)
    assert refused.value.params["found"] == ["张三", "*", "*", "低保"]


def test_the_first_sheet_with_the_headers_is_read_unless_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    with Workbook(str(path)) as book:
        book.add_worksheet("说明").write(0, 0, "请填写")
        for name in ("一", "二"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["企业名称", "地址"])
            sheet.write_row(1, 0, [f"公司{name}", "路"])
    assert read_registry(path, RegistryKind.COMPANIES).sheet == "一"
    assert read_registry(path, RegistryKind.COMPANIES, sheet="二").rows[0].cells[0] == "公司二"
    with pytest.raises(RegistryFileError) as refused:
        read_registry(path, RegistryKind.COMPANIES, sheet="三")
    assert refused.value.params == {"sheet": "三", "sheets": ["说明", "一", "二"]}


def test_no_header_means_two_columns() -> None:
    for kind in RegistryKind:
        labels = [label for column in columns(kind) for label in (column.zh, column.field)]
        assert len(labels) == len(set(labels))
