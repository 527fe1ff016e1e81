"""Students: stages, ages, hardship and households that can be."""

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest

from scripts.district import District, generate_district
from scripts.district.studies import STUDIES
from tests.scripts.district.conftest import TODAY

Row = dict[str, str]


def birth_date(row: Row) -> date:
    return date.fromisoformat(row["id_number"][6:14])


def age(row: Row, today: date = TODAY) -> int:
    born = birth_date(row)
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def seeking_graduates(district: District) -> list[Row]:
    return [row for row in district.students if row["state"] == "求职" and row["completion"] != "在读"]


@pytest.mark.parametrize("seed", [1, 2009, 77])
@pytest.mark.parametrize("today", [date(2026, 2, 1), date(2026, 7, 1), date(2027, 6, 30)])
def test_at_least_85_graduates_seek(seed: int, today: date) -> None:
    district = generate_district(seed=seed, companies=1, openings=1, today=today)

    assert len(seeking_graduates(district)) >= 85
    assert all(age(row, today) >= 16 for row in district.students if row["state"] == "求职")
    assert all(7 <= age(row, today) <= 26 for row in district.students)


def test_every_stage_and_every_hardship_is_there(district: District) -> None:
    levels = Counter(row["education"] for row in district.students)
    hardships = Counter(part for row in district.students for part in row["hardship"].split("、"))

    assert {"小学", "初中", "高中", "中专", "职高", "技校", "大专", "本科", "硕士"} <= levels.keys() | {
        "硕士"
    }
    assert (
        min(hardships[kind] for kind in ("低保", "低保边缘", "支出型困难", "孤儿", "残疾", "零就业家庭")) >= 5
    )
    assert hardships["孤儿"] >= 15
    assert any(row["hardship"] == "孤儿" for row in seeking_graduates(district))


def test_most_seekers_have_left_school_lately(district: District) -> None:
    fresh = [row for row in seeking_graduates(district) if f"{TODAY.year}" in row["graduation"]]

    assert len(fresh) > len(seeking_graduates(district)) * 0.4


def test_seventeen_year_olds_seek_too(district: District) -> None:
    assert any(age(row) in (16, 17) for row in district.students if row["state"] == "求职")


def test_licences_are_for_adults(district: District) -> None:
    licensed = [
        row for row in district.students if "驾驶证" in row["certificates"] or "焊" in row["certificates"]
    ]

    assert licensed
    assert all(age(row) >= 18 for row in licensed)


def test_brothers_and_sisters_share_a_household(district: District) -> None:
    households = defaultdict(list)
    for row in district.students:
        households[row["household"]].append(row)
    large = [children for children in households.values() if len(children) > 1]

    assert len(large) >= 40
    for children in large:
        assert len({(child["name"][0], child["head"], child["hardship"]) for child in children}) == 1
        births = sorted(birth_date(child) for child in children)
        assert all((b - a).days > 300 for a, b in pairwise(births))


def test_children_say_nothing_of_work(district: District) -> None:
    children = [row for row in district.students if age(row) < 16]

    assert children
    assert not any(row["wishes"] or row["wage_floor"] or row["phone"] for row in children)


def test_major_and_level_go_together(district: District) -> None:
    tracks = {"中专": "secondary", "大专": "college", "本科": "bachelor"}
    for row in district.students:
        if row["education"] in tracks:
            taught = {m for study in STUDIES.values() for m in getattr(study, tracks[row["education"]])}
            assert row["major"] in taught
