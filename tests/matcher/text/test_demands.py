import pytest

from matcher.text.demands import read_demands, read_limits
from matcher.vocabulary import Demand


@pytest.mark.parametrize(
    ("text", "demands"),
    [
        ("需要久站", {Demand.STANDING}),
        ("站立服务，两班倒", {Demand.STANDING, Demand.NIGHT_SHIFT}),
        ("搬货、卸货", {Demand.LIFTING}),
        ("有夜班", {Demand.NIGHT_SHIFT}),
        ("夜班补贴20元", {Demand.NIGHT_SHIFT}),
        ("色盲色弱勿扰", {Demand.COLOUR_VISION}),
        ("无色盲", {Demand.COLOUR_VISION}),
        ("色盲色弱均可", set()),
        ("登高作业", {Demand.CLIMBING}),
        ("会开车", {Demand.DRIVING}),
        ("显微镜下装配", {Demand.SIGHT, Demand.FINE_HANDWORK}),
        ("接听电话", {Demand.HEARING, Demand.SPEECH}),
        ("车间有粉尘和噪音", {Demand.DUST, Demand.NOISE}),
        ("冷库拣货", {Demand.TEMPERATURE, Demand.WALKING}),
        ("外卖骑手", {Demand.WALKING}),
        ("接触化学品", {Demand.CHEMICALS}),
        ("不上夜班", set()),
        ("无夜班", set()),
        ("不用搬重物", set()),
        ("无需久站，可坐", set()),
        ("站立或可坐", set()),
        ("不倒班，长白班", set()),
        ("高温补贴、高低温津贴", set()),
        ("高空作业平台销售，精细化工，车辆噪音分析", set()),
        ("司机培训、司机管理", set()),
        ("协助打磨课程内容", set()),
        ("网站维护", set()),
        ("新开车间", set()),
        ("自动驾驶算法", set()),
        ("没有重体力，无夜班，需要登高", {Demand.CLIMBING}),
        ("", set()),
        (None, set()),
    ],
)
def test_demands(text: str | None, demands: set[Demand]) -> None:
    assert read_demands(text).demands == demands


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("不能久站", {Demand.STANDING}),
        ("下肢残疾", {Demand.STANDING, Demand.WALKING, Demand.LIFTING, Demand.CLIMBING, Demand.DRIVING}),
        ("轮椅", {Demand.STANDING, Demand.WALKING, Demand.LIFTING, Demand.CLIMBING, Demand.DRIVING}),
        ("红绿色盲", {Demand.COLOUR_VISION}),
        ("色弱", {Demand.COLOUR_VISION}),
        ("听力残疾二级", {Demand.HEARING}),
        ("聋哑", {Demand.HEARING, Demand.SPEECH}),
        ("视力残疾", {Demand.SIGHT, Demand.DRIVING}),
        ("高度近视", {Demand.SIGHT, Demand.DRIVING}),
        ("近视", set()),
        ("哮喘", {Demand.DUST, Demand.CHEMICALS}),
        ("粉尘过敏", {Demand.DUST}),
        ("先天性心脏病", {Demand.LIFTING, Demand.NIGHT_SHIFT}),
        ("癫痫", {Demand.DRIVING, Demand.CLIMBING, Demand.NIGHT_SHIFT}),
        ("腰椎间盘突出", {Demand.LIFTING}),
        ("右手残疾", {Demand.FINE_HANDWORK, Demand.LIFTING}),
        ("不能上夜班、不能搬重物", {Demand.NIGHT_SHIFT, Demand.LIFTING}),
        ("恐高", {Demand.CLIMBING}),
        ("无", set()),
        ("健康", set()),
        ("良好", set()),
        ("无色盲，无心脏病", set()),
        ("听力正常", set()),
        ("无法久站", {Demand.STANDING}),
        ("可以久站，不能登高", {Demand.CLIMBING}),
        ("", set()),
        (None, set()),
    ],
)
def test_limits(text: str | None, limits: set[Demand]) -> None:
    assert read_limits(text) == limits
