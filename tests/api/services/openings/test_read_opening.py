"""What follows from an opening's own words."""

import pytest
from sqlalchemy import select

from api.services.openings.read_opening import OpeningReader
from matcher.text.profiles import profile
from models.opening import Opening
from tests.api.services.registry_desk import Desk, opening


@pytest.mark.parametrize(
    ("told", "hazards"),
    [
        ({}, None),
        ({"duties": "整理票据，登记台账"}, None),
        ({"duties": "无粉尘，无需高空作业"}, None),
        ({"duties": "负责高空作业及外墙维护"}, ["heights"]),
        ({"skills_words": "重体力,包住"}, ["heavy_labour"]),
        ({"title": "冷库作业人员"}, ["extreme_temperature"]),
        ({"hazards_words": "待定"}, None),
        ({"hazards_words": "无"}, []),
        ({"hazards_words": "无", "duties": "搬运成品，整理现场"}, []),
        ({"hazards_words": "无", "duties": "车间粉尘较大"}, ["dust"]),
        ({"hazards_words": "噪声", "duties": "整理票据"}, ["noise"]),
        ({"hazards_words": "噪声", "duties": "负责喷漆作业"}, ["noise", "toxic"]),
    ],
)
def test_hazards_are_declared_or_told_in_passing(told: dict[str, str], hazards: list[str] | None) -> None:
    assert OpeningReader().complete({"title": "普工", **told})["hazards"] == hazards


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_later_list_without_hazards_keeps_those_declared_and_told(desk: Desk) -> None:
    desk.openings(opening(危险因素="噪声", 岗位描述="负责喷漆作业"))
    desk.openings(opening(薪资="8000"))
    with desk.session() as session:
        assert session.scalars(select(Opening.hazards)).one() == ["noise", "toxic"]


def test_duties_are_kept_with_the_work_that_they_tell_of() -> None:
    duties = "负责门店收银、理货补货"
    assert (
        OpeningReader().complete({"title": "店员", "duties": duties})["duties_profile"]
        == profile(duties).to_bytes()
    )
    assert OpeningReader().complete({"title": "店员"})["duties_profile"] is None
