import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.experience import UNTOLD_PRACTICE_MONTHS, parse_experience, read_practice

TODAY = date(2023, 9, 1)


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("无需经验", 0),
        ("经验不限", 0),
        ("应届生", 0),
        ("无", 0),
        ("0-1年", 0),
        ("3年以下", 0),
        ("3年以上经验优先", 0),
        ("6个月", 6),
        ("半年以上", 6),
        ("1年", 12),
        ("1-3年", 12),
        ("一年以上", 12),
        ("一年半", 18),
        ("1 year", 12),
        ("3", 36),
        ("3-4年", 36),
        ("3+ years", 36),
        ("三年及以上", 36),
        ("大专，2年经验", 24),
        ("2年以上，其中1年管理经验", 24),
        ("5-7年", 60),
        ("10年以上", 120),
    ],
)
def test_the_lower_bound_of_what_is_asked(written: str, months: int) -> None:
    assert parse_experience(written) == months


@pytest.mark.parametrize("written", ["", "未知", "有经验", "2023年", "1001", "1001年"])
def test_what_is_asked_stays_unknown(written: str) -> None:
    assert parse_experience(written) is None


def test_the_experience_of_real_postings_is_read(shared_data: Path) -> None:
    with (shared_data / "openings_real_dev.csv").open(encoding="utf-8-sig", newline="") as lines:
        stated = {row["经验要求"] for row in csv.DictReader(lines) if row["经验要求"]}
    assert [text for text in stated if parse_experience(text) is None] == []


@pytest.mark.parametrize(
    ("told", "months"),
    [
        ("实习6个月", 6),
        ("工作2年", 24),
        ("一年半工作经验", 18),
        ("为期两个多月的会计实习", 2),
        ("在某公司实习，为期6个月", 6),
        ("每周兼职3天，共4个月", 4),
        ("兼职一学期", 4),
        ("2021.03-2022.06", 15),
        ("2022-07-01至2022-12-31 某酒店实习", 5),
        ("2021年9月-12月 跟岗实习", 3),
        ("2021年3月至今 某公司 文员", 30),
        ("2019-2021年在服装厂工作", 24),
        ("在某厂顶岗实习三个月；暑假在奶茶店兼职", 5),
        ("3 months internship", 3),
    ],
)
def test_practice_told_with_its_length(told: str, months: int) -> None:
    assert read_practice(told, TODAY) == months


def test_nothing_counts_twice() -> None:
    assert read_practice("2021.01-2022.01 A公司工作；2021.07-2022.07 B公司兼职", TODAY) == 18
    assert read_practice("工作2年，其中实习6个月", TODAY) == 24
    assert read_practice("2021.03-2022.03 某厂实习12个月", TODAY) == 12


def test_study_is_no_practice() -> None:
    assert read_practice("2018.09-2021.06 就读于某学校，2021.07-2022.08 电子厂 操作工", TODAY) == 13
    assert read_practice("2021.9-2024.6 某技师学院 焊接加工", TODAY) is None
    assert read_practice("学制三年，在校期间参加金工实习2周", TODAY) == 1


def test_practice_without_a_length_counts_a_few_months_once() -> None:
    assert read_practice("在某超市实习，担任收银员", TODAY) == UNTOLD_PRACTICE_MONTHS
    assert read_practice("在快递驿站帮忙分拣", TODAY) == UNTOLD_PRACTICE_MONTHS
    assert read_practice("在某超市实习。在某饭店打工。", TODAY) == UNTOLD_PRACTICE_MONTHS


@pytest.mark.parametrize("told", ["", "大二学生", "2年级", "参与3个项目", "连续3年获奖", "学生会工作2年"])
def test_what_tells_of_no_practice(told: str) -> None:
    assert read_practice(told, TODAY) is None


def test_none_is_not_unknown() -> None:
    assert read_practice("无工作经验", TODAY) == 0


@given(st.text(alphabet="实习工作2013年月.-至今个半学期，。；两 ", max_size=40))
def test_practice_is_never_negative(told: str) -> None:
    assert (read_practice(told, TODAY) or 0) >= 0
