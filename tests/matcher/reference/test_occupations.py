import re

import pytest

from matcher.reference.occupations import (
    are_related,
    common_titles,
    group,
    is_within,
    level_of,
    name_of,
    occupation,
    occupations,
    posting_titles,
    related,
    stem,
    wish_words,
)
from matcher.reference.tables import read_table

FORM = re.compile(r"\d-\d\d-\d\d-\d\d")


def test_an_occupation_has_a_clean_name_a_level_and_aliases():
    java = occupation("2-02-10-03")
    assert java is not None
    assert java.name == "计算机软件工程技术人员"  # the mark S is off
    assert java.level == 4
    assert "Java" in java.aliases


def test_an_unknown_code_is_none():
    assert occupation("9-99-99-99") is None
    assert name_of("9-99-99-99") is None


@pytest.mark.parametrize(
    ("code", "level", "short"),
    [
        ("2-00-00-00", 1, "2"),
        ("2-02-00-00", 2, "2-02"),
        ("2-02-10-00", 3, "2-02-10"),
        ("2-02-10-03", 4, "2-02-10-03"),
    ],
)
def test_groups(code: str, level: int, short: str):
    assert level_of(code) == level
    assert stem(code) == short
    assert group("2-02-10-03", level) == short
    assert is_within("2-02-10-03", short)


def test_a_prefix_ends_with_a_part():
    assert not is_within("2-02-10-03", "2-02-1")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4-01-02-04", "4-01-02-03"),  # cashier, shop assistant
        ("2-02-10-03", "4-04-05-01"),  # software engineer, programmer
        ("6-30-05-01", "4-02-06-01"),  # fork-lift driver, warehouse keeper
        ("2-06-03-00", "2-06-04-00"),  # accountant, auditor
        ("2-05-08-01", "4-14-01-02"),  # nurse, medical carer
        ("6-18-02-04", "6-18-01-12"),  # welder, sheet metal
        ("6-18-02-04", "6-20-01-01"),  # welder, fitter
        ("4-03-02-01", "4-03-02-02"),  # cook, dim-sum cook
    ],
)
def test_near_work_is_related_both_ways(one: str, other: str):
    assert are_related(one, other)
    assert are_related(other, one)


def test_far_work_is_not_related():
    assert not are_related("2-05-08-01", "6-18-02-04")
    assert not are_related("6-18-02-04", "2-02-07-07")  # welder, automation engineer
    assert not are_related("2-02-07-07", "6-20-01-01")
    assert related("7-00-00-00") == frozenset()


def test_the_tables_hold_together():
    codes = occupations()
    assert len(codes) > 2000
    assert all(FORM.fullmatch(code) and row.name for code, row in codes.items())
    assert not [row.name for row in codes.values() if re.search(r"[A-Za-z|]|\s", row.name)]
    assert not [
        title for title, code in (*posting_titles(), *common_titles(), *wish_words()) if code not in codes
    ]
    groups = {group(code, depth) for code in codes for depth in range(1, 5)}
    assert not [row for row in read_table("related_occupations.csv") if not {row[0], row[1]} <= groups]
