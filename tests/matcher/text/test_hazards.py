import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.hazards import (
    _ADULT,
    _LOWER_BOUNDS,
    _TELLS_AGE,
    find_hazards,
    finds_upper_age,
    read_hazards,
    read_minimum_age,
)
from matcher.text.normalise import normalise
from matcher.vocabulary import Hazard


@pytest.mark.parametrize("text", [None, "", "  ", "未知", "待定"])
def test_nothing_declared(text: str | None) -> None:
    assert read_hazards(text) is None


@pytest.mark.parametrize(
    "text", ["无", "没有", "无危险因素", "不涉及", "None", "-", "/", "无粉尘、无噪音", "否"]
)
def test_declared_to_be_none(text: str) -> None:
    assert read_hazards(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "hazards"),
    [
        ("粉尘、噪声", {Hazard.DUST, Hazard.NOISE}),
        ("高空作业", {Hazard.HEIGHTS}),
        ("有毒有害化学品", {Hazard.TOXIC}),
        ("高温；触电", {Hazard.EXTREME_TEMPERATURE, Hazard.ELECTRICITY}),
        ("锅炉 压力容器", {Hazard.PRESSURE_VESSEL}),
        ("井下", {Hazard.MINE}),
        ("ＫＴＶ", {Hazard.NIGHTLIFE}),
        ("量子波动", {Hazard.OTHER}),
        ("有", {Hazard.OTHER}),
        ("无粉尘，有噪音", {Hazard.NOISE}),
        ("无粉尘但有噪音", {Hazard.NOISE}),
        ("无特殊危害，仅高温", {Hazard.EXTREME_TEMPERATURE}),
        ("无危险因素除粉尘", {Hazard.DUST}),
        ("第四级体力劳动强度", {Hazard.HEAVY_LABOUR}),
        ("易燃易爆", {Hazard.EXPLOSIVE}),
    ],
)
def test_declared_hazards(text: str, hazards: set[Hazard]) -> None:
    assert read_hazards(text) == hazards


@pytest.mark.parametrize(
    ("text", "hazards"),
    [
        ("负责高空作业及外墙维护", {Hazard.HEIGHTS}),
        ("车间粉尘较大", {Hazard.DUST}),
        ("无粉尘，无需高空作业", set()),
        ("锅炉产品销售，有高温补贴", set()),
        ("负责化学专业教材编写", set()),
        (None, set()),
    ],
)
def test_hazards_told_in_passing(text: str | None, hazards: set[Hazard]) -> None:
    assert find_hazards(text) == hazards


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("18+", 18),
        ("年龄18+", 18),
        ("18周岁以上", 18),
        ("18岁及以上", 18),
        ("18-45岁", 18),
        ("18至45周岁", 18),
        ("年龄要求:20-35岁，身体健康", 20),
        ("１８－４５岁", 18),
        ("年满十八周岁", 18),
        ("年满16周岁", 16),
        ("须满18周岁", 18),
        ("成年", 18),
        ("不招未成年人", 18),
        ("未成年勿扰", 18),
        ("18-45", 18),
        ("18", 18),
        ("18.0", 18),
        ("over 18", 18),
        ("18 years or older", 18),
        ("不低于18岁", 18),
        ("45岁以下", None),
        ("35周岁以内", None),
        ("年龄不超过40岁", None),
        ("年龄不限", None),
        ("负责3-6岁儿童的教学", None),
        ("教16-18岁学生英语", None),
        ("底薪18+提成", None),
        ("年薪20-40", None),
        ("年龄：18-35", 18),
        ("公司成立18年", None),
        ("未成年人保护工作", None),
        ("配合完成年度招聘计划", None),
        ("", None),
        (None, None),
    ],
)
def test_minimum_age(text: str | None, age: int | None) -> None:
    assert read_minimum_age(text) == age


@pytest.mark.parametrize("pattern", [*_LOWER_BOUNDS, _ADULT.pattern])
@given(data=st.data())
def test_the_quick_look_overlooks_no_age(pattern: str, data: st.DataObject) -> None:
    text = normalise(data.draw(st.from_regex(pattern))).lower()
    if re.search(pattern, text):
        assert _TELLS_AGE.search(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("收银员（35岁以下）", "35岁以下"),
        ("收银员（限35岁以下）", "35岁以下"),
        ("店员 18-40岁", "18-40岁"),
        ("保安 年龄不超过50周岁", "不超过50周岁"),
        ("普工（45周岁及以下）", "45周岁及以下"),
        ("收银员（18岁以上）", None),
        ("收银员（不低于18岁）", None),
        ("10-12岁儿童绘画教师", None),
        ("35KV变电站值班员", None),
        ("收银员", None),
    ],
)
def test_an_upper_age_is_found(text: str, words: str | None) -> None:
    assert finds_upper_age(text) == words
