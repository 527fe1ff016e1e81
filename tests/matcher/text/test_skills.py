import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.reference.skills import skills
from matcher.text.skills import find_skills, read_skills, skill_name, skill_weight


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "C/C++、Spring Boot，UG/NX;PL/SQL Adobe Photoshop",
            {"C", "C++", "Spring Boot", "UG", "Oracle", "Photoshop"},
        ),
        ("JAVA，mysql数据库 linux系统", {"Java", "MySQL", "Linux"}),
        ("熟练掌握Excel、会用CAD，能熟练使用办公软件", {"Excel", "AutoCAD", "办公软件"}),
        ("Java|Python\nPHP", {"Java", "Python", "PHP"}),
        ("开叉车/电焊", {"叉车驾驶", "焊接"}),
        ("C", {"C"}),
        ("沟通能力强", {"沟通能力"}),
        ("量子针法", {"量子针法"}),  # unknown, but may be a skill
        ("", set()),
    ],
)
def test_lists(text: str, names: set[str]):
    assert read_skills(text).skills == names


@pytest.mark.parametrize(
    ("text", "names"),
    [("pyhton", {"Python"}), ("Sping boot", {"Spring Boot"}), ("javas", {"Java"}), ("jave", {"jave"})],
)
def test_typos_are_mended_when_they_are_plain(text: str, names: set[str]):
    assert read_skills(text).skills == names


def test_near_names_stay_apart():
    assert read_skills("Java").skills == {"Java"}
    assert read_skills("JavaScript").skills == {"JavaScript"}
    assert read_skills("C").skills != read_skills("C++").skills
    assert read_skills("英语教师").skills != read_skills("日语教师").skills


def test_requirements_and_benefits_are_no_skills():
    reading = read_skills("1年,大专,焊接,五险一金,包住宿,低压电工证")
    assert reading.skills == {"焊接"}
    assert reading.other == (
        ("1年", "requirement"),
        ("大专", "requirement"),
        ("五险一金", "benefit"),
        ("包住宿", "benefit"),
        ("低压电工证", "certificate"),
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("熟悉Java和Spring Boot框架，不会Python、Go，了解C++", {"Java", "Spring Boot", "C++"}),
        ("django good gopher", {"Django"}),
        ("在餐厅负责传菜、收银", {"餐饮服务", "收银"}),
        ("电工程监理", set()),
        ("没有电焊经验", set()),
        ("负责部门的日常管理与沟通协调", {"沟通能力"}),
        ("叉车司机", {"叉车驾驶"}),
    ],
)
def test_running_text(text: str, names: set[str]):
    assert find_skills(text) == names


@pytest.mark.parametrize(
    "word", ["日企经验更佳", "车辆盘点", "客户人脉", "外企背景", "运营经理", "7号发工资", "宠物产品"]
)
def test_wishes_jobs_and_markets_are_no_skills(word: str):
    assert read_skills(word).skills == frozenset()


@pytest.mark.parametrize("word", ["无线电", "有线传输", "3d视觉", "给水工程"])
def test_unknown_trades_stay_skills(word: str):
    assert read_skills(word).skills


def test_an_unknown_trait_is_soft():
    (name,) = read_skills("共情能力强").skills
    assert skill_weight(name) == 1


def test_weights():
    assert [skill_weight(name) for name in ("沟通能力", "Excel", "量子针法", "焊接", "welder")] == [
        1,
        2,
        3,
        4,
        4,
    ]


def test_names_for_display():
    assert skill_name("焊接", "zh_CN") == "焊接"
    assert skill_name("焊接", "en") == "Welding"
    assert skill_name("量子针法", "en") == "量子针法"


def test_every_skill_is_read_by_its_own_name():
    assert not [name for name in skills() if name not in read_skills(name).skills]


@given(st.text(max_size=40))
def test_any_text_is_read(text: str):
    read_skills(text)
    assert find_skills(text) <= skills().keys()


def test_most_words_of_real_postings_are_known(shared_data: Path):
    with (shared_data / "openings_real_dev.csv").open(encoding="utf-8-sig") as file:
        readings = [read_skills(row["标签"]) for row in csv.DictReader(file)]
    names = [name for reading in readings for name in reading.skills]
    assert sum(name in skills() for name in names) > 0.8 * len(names)
    assert not {"五险一金", "本科", "双休", "下午茶"} & set(names)
