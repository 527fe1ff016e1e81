import csv
from pathlib import Path

import pytest

from matcher.law.minors import closed_to_minors, closures
from matcher.reference.occupations import occupations
from matcher.reference.skills import skills

# One reason, the titles that it closes; _ stands for a blank.
CLOSED = {
    "operating_certificate": (
        "焊工 電焊工 氩弧焊工 焊工学徒 叉车工 叉车司机 普工（会开叉车） 叉车操作工(可转销售) 仓管(会叉车)"
        " 塔_吊_司_机 行车工 起重工 挖掘机司机 叉车、销售 叉车/文员 电梯维保工程师 焊接工艺员"
        " 堆高车操作员 插车工 激光切割操作工 电容焊施工员"
    ),
    "electricity": "电工 电_工 低压电工 弱电工 机修电工 水电工 电工5名 文员(电工) 电工/文员 水电维修工"
    " 电气调试员 充电桩安装员",
    "driver": (
        "司机 驾驶员 销售司机 司机兼业务员 文员（兼司机） 出租车司机 网约车 外卖骑手 司机助理"
        " 车辆管理（会开车） 送货员（C1） 送货员(B2) 配送员-C2 C1驾照 业务员（C1驾照）"
        " 文员（C1证） 快递员 配送员 普工(B2证及以上) 送货员（C1或C2）"
    ),
    "guard": "特保 物业监控员 秩序主管 物业秩序员 保安 保_安 保安员/保洁员 门卫 秩序维护员 安检员",
    "nightlife": (
        "酒吧服务员 酒吧收银员 ＫＴＶ前台 ktv服务员 网吧网管 网咖收银 夜总会服务员 调酒师 娱乐会所前台"
        " 足疗技师"
    ),
    "mine": "矿工 井下采煤工 采矿工程师",
    "explosive": "爆破员 烟花爆竹店营业员 加油站收银员 危化品押运员",
    "pressure_vessel": "锅炉工 锅炉操作",
    "heights": "高空作业人员 外墙清洗 架子工 空调安装工 空调新风安装 补漏工 装维工程师 风电运维工程师",
    "toxic": "油漆工 喷漆学徒 化工操作工 电镀工 化学品仓库管理员 粉刷工 污水处理操作工 清淤工",
    "radiation": "探伤工 放射科护士",
    "heavy_labour": "铆工 卸车工 模板工 搬运工 装卸工 泥瓦工 钢筋工 搬货普工",
    "extreme_temperature": "铸造工 炉前工 冷库仓管",
    "dangerous_machinery": "冲压工 冲床操作 木工 屠宰工 钣金工 钣金学徒",
    "dust": "打磨工 抛光工",
    "forestry": "伐木工 护林员",
    "underwater": "潜水员",
    "seafaring": "水手",
    "rescue": "消防员 救生员 辅助人员（某交警大队）",
}

OPEN = (
    "焊接工程师 叉车销售 叉车配件网络销售 锅炉销售经理 电梯销售 汽车销售 电气工程师 水电工程师"
    " 自动化工程师 理化检验员 绿化工 销售工程师(锅炉) 销售代表-锅炉 贵州销售经理(化工环保) 司机招聘专员"
    " 保安公司文员 化工销售 油漆销售 矿泉水销售 矿山机械设计师 洗浴用品销售 台球桌销售 棋牌游戏开发"
    " 信息娱乐测试工程师 自动驾驶算法工程师 电工电气产品销售 光电工艺员 行车记录仪销售 新开车间操作工"
    " 驾校招生 班车接送普工 消防设施销售 电力公司文员 高压锅销售 安全员 酒店前台 水吧员 书吧店员 普工 操作工"
    " 电子厂普工 收银员 服务员 仓管员 厨师 奶茶店员 快递分拣员 缝纫工 数控车床学徒 汽车美容学徒 保洁员"
    " 会计 幼师 护士 月嫂 堆高车销售 会计（C1驾照优先） 会计（有驾照优先） 安全员（C1证） 设计师(A1)"
    " 仓管员(C1库) 物流主管A1 快递客服 快递员招聘专员 配送文员 线切割工 客车维修技工 货车维修工 水电施工员"
    " 电气调试工程师 钣金设计工程师 理货员(不搬货) 激光切割机销售 监控安装员 c本科文员"
)


@pytest.mark.parametrize(
    ("reason", "title"), [(r, t) for r, titles in CLOSED.items() for t in titles.split()]
)
def test_closed_titles(reason: str, title: str) -> None:
    assert closed_to_minors(title.replace("_", " "), None) == reason


@pytest.mark.parametrize("title", OPEN.split())
def test_near_misses_stay_open(title: str) -> None:
    assert closed_to_minors(title, None) is None


@pytest.mark.parametrize(
    ("title", "occupation", "reason"),
    [
        ("技工", "6-18-02-04", "operating_certificate"),
        ("辅助人员", "6-16-01-05", "mine"),
        ("操作员", "6-30-05-01", "operating_certificate"),
        ("服务人员", "4-14-05-04", "nightlife"),
        ("随车人员", "4-02-02-02", "driver"),
        ("普工", "6-05-01-02", None),
        ("服务员", "4-03-02-05", None),
        ("技术支持", "not-a-code", None),
        # codes are guessed from titles: a desk's title wins over them, but not in a bar
        ("销售工程师", "6-18-02-04", None),
        ("行政文员", "4-14-05-04", "nightlife"),
        ("销售部搬运", "6-30-05-01", "heavy_labour"),
    ],
)
def test_occupations(title: str, occupation: str, reason: str | None) -> None:
    assert closed_to_minors(title, occupation) == reason


def test_every_row_names_known_codes_and_its_article() -> None:
    known = {"-".join(code.split("-")[:depth]) for code in occupations() for depth in range(1, 5)}
    for row in closures():
        assert row.kind in {"worker", "trade", "place", "occupation", "skill"}
        assert row.article
        assert row.reason
        if row.kind == "occupation":
            assert row.words in known, row.words
        if row.kind == "skill":
            assert row.words in skills(), row.words


@pytest.mark.parametrize(
    ("title", "skill", "reason"),
    [
        ("装配员", "焊接", "operating_certificate"),
        ("仓库管理员", "叉车驾驶", "operating_certificate"),
        ("焊接设备销售", "焊接", None),
        ("装配员", "锡焊", None),
    ],
)
def test_wanted_skills(title: str, skill: str, reason: str | None) -> None:
    assert closed_to_minors(title, None, frozenset({skill})) == reason


def test_few_openings_of_an_office_workers_sample_are_closed(shared_data: Path) -> None:
    with (shared_data / "openings_real_dev.csv").open(encoding="utf-8-sig") as file:
        titles = [row["职位名称"] for row in csv.DictReader(file)]
    closed = sum(closed_to_minors(title, None) is not None for title in titles)
    assert 20 <= closed <= len(titles) * 0.05
