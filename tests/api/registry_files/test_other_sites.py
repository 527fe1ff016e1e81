"""Postings as other sites export them: headers that nobody agreed on."""

from pathlib import Path

import pytest

from api.registry_files.columns import RegistryKind
from api.registry_files.headers import Registry, read_registry


def read(tmp_path: Path, text: str, kind: RegistryKind = RegistryKind.OPENINGS) -> Registry:
    path = tmp_path / "postings.csv"
    path.write_text(text, "utf-8")
    return read_registry(path, kind)


def told(registry: Registry, field: str) -> object:
    return registry.rows[0].cells[registry.fields[field][0]]


SITES = {
    "岗位名,薪资,公司名,城市,区域,工作经验,学历,技能标签,福利标签,公司规模,职位描述": {
        "title": "岗位名",
        "company": "公司名",
        "place": "城市·区域",
        "board": "福利标签",
        "duties": "职位描述",
    },
    "positionName,companyFullName,city,district,salary,workYear,education,positionLables,createTime": {
        "title": "positionName",
        "company": "companyFullName",
        "place": "city·district",
        "experience": "workYear",
        "skills": "positionLables",
        "published": "createTime",
    },
    "job_name,company_name,workarea_text,providesalary_text,degreefrom,workyear,issuedate,jobwelf": {
        "title": "job_name",
        "place": "workarea_text",
        "wage": "providesalary_text",
        "education": "degreefrom",
        "published": "issuedate",
        "board": "jobwelf",
    },
    "招聘单位,招聘岗位,工作地区,月薪（元）,文化程度要求,工作年限要求,招聘人数（人）,岗位要求,截止日期": {
        "company": "招聘单位",
        "wage": "月薪（元）",
        "headcount": "招聘人数（人）",
        "duties": "岗位要求",
        "valid_to": "截止日期",
    },
    "企业全称,企业性质,企业规模,职位标题,职位类别,省份,城市,区县,薪资区间,学历门槛,发布于,任职要求,工作内容": {  # noqa: E501
        "title": "职位标题",
        "place": "省份·城市·区县",
        "wage": "薪资区间",
        "education": "学历门槛",
        "published": "发布于",
        "duties": "任职要求\n工作内容",
        "size": "企业规模",
    },
}


@pytest.mark.parametrize("headers", SITES)
def test_the_columns_are_found(tmp_path: Path, headers: str) -> None:
    registry = read(tmp_path, f"{headers}\n{headers}\n")
    assert {field: told(registry, field) for field in SITES[headers]} == SITES[headers]


def test_a_guess_is_told_and_a_known_name_is_none(tmp_path: Path) -> None:
    registry = read(tmp_path, "公司名称,岗位名称,工作地点,薪资区间\na,b,c,d\n")
    assert registry.guessed == {"薪资区间": "wage"}


def test_what_only_looks_like_a_title_is_left_alone(tmp_path: Path) -> None:
    registry = read(tmp_path, "公司名称,岗位名称,工作地点,岗位类别,公司性质,职位链接\na,b,c,d,e,f\n")
    assert registry.guessed == {}
    assert registry.ignored == ("岗位类别", "公司性质", "职位链接")


@pytest.mark.parametrize("header", ["招聘岗位性别", "民族", "某岗位" * 9])
def test_forbidden_columns_and_running_text_are_never_guessed(tmp_path: Path, header: str) -> None:
    registry = read(tmp_path, f"公司名称,岗位名称,工作地点,{header}\na,b,c,d\n")
    assert registry.guessed == {}


def test_a_guess_turns_no_file_away(tmp_path: Path) -> None:
    headers = "企业名称,联系人职务,办公地址类,岗位数"
    registry = read(tmp_path, f"{headers}\na,b,c,d\n", RegistryKind.COMPANIES)
    assert told(registry, "name") == "a"


def test_parts_of_a_place_that_repeat_stand_once(tmp_path: Path) -> None:
    registry = read(tmp_path, "公司名称,岗位名称,城市,工作地点\na,b,无锡,无锡\n")
    assert told(registry, "place") == "无锡"


def test_persons_are_read_by_known_names_only(tmp_path: Path) -> None:
    text = "姓名,身份证号,困难类别,实习经历,项目经历,期望薪资水平\na,b,c,x,y,z\n"
    registry = read(tmp_path, text, RegistryKind.STUDENTS)
    assert told(registry, "experience") == "x\ny"
    assert registry.guessed == {}


def test_a_second_sheet_of_the_same_kind_is_named(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for sheet, name in (("东亭", "甲"), ("安镇", "乙"), ("空白", None)):
        page = book.create_sheet(sheet)
        page.append(["姓名", "身份证号", "困难类别"])
        if name is not None:
            page.append([name, "1", "低保"])
    book.remove(book["Sheet"])
    book.save(tmp_path / "lists.xlsx")
    registry = read_registry(tmp_path / "lists.xlsx", RegistryKind.STUDENTS)
    assert (registry.sheet, registry.alike) == ("东亭", ("安镇",))
    assert read_registry(tmp_path / "lists.xlsx", RegistryKind.STUDENTS, sheet="安镇").alike == ()
