import csv
import re
from pathlib import Path

import pytest

from matcher.reference.majors import field, fields, major, majors, occupations_of
from matcher.reference.occupations import is_within, occupations
from matcher.reference.tables import read_table
from matcher.text.occupations import code_titles

with Path(__file__).with_name("field_work.csv").open(encoding="utf-8", newline="") as table:
    WORK = list(csv.reader(table))[1:]


def test_every_major_has_a_field_and_every_field_a_major() -> None:
    assert {each.field for each in majors().values()} == set(fields())


@pytest.mark.parametrize("each", fields().values(), ids=lambda each: each.id)
def test_fields_lead_to_occupations_that_exist(each) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", each.id)
    assert each.primary
    for prefix in (*each.primary, *each.secondary):
        assert any(is_within(code, prefix) for code in occupations()), prefix


def test_every_field_has_its_work() -> None:
    assert [field_id for field_id, _ in WORK] == list(fields())


@pytest.mark.parametrize(("field_id", "titles"), WORK)
def test_a_field_leads_to_the_work_that_its_students_look_for(field_id: str, titles: str) -> None:
    prefixes = tuple(prefix for kind in occupations_of([field_id]) for prefix in kind)
    codes = {
        title: coding.code
        for title, coding in zip(titles.split("|"), code_titles(titles.split("|")), strict=True)
    }
    assert {title: code for title, code in codes.items() if not (code or "").startswith(prefixes)} == {}


def test_words_and_old_names_point_at_what_exists() -> None:
    assert {field_id for _, ids in read_table("field_words.csv") for field_id in ids.split()} <= set(fields())
    known = {each.name for each in majors().values()}
    assert {name for _, name in read_table("old_majors.csv")} <= known


@pytest.mark.parametrize(
    ("field_id", "occupation"),
    [
        ("nursing", "2-06-03-00"),
        ("accounting", "2-05-08-01"),
        ("welding", "2-02-10-03"),
        ("law", "2-05-01-01"),
    ],
)
def test_a_trade_does_not_lead_to_another(field_id: str, occupation: str) -> None:
    primary, secondary = occupations_of([field_id])
    assert not any(is_within(occupation, prefix) for prefix in (*primary, *secondary))


def test_lookups_of_the_unknown_are_none() -> None:
    assert (major("x"), field("x")) == (None, None)
    assert occupations_of(["x"]) == ((), ())
