import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.law.discrimination import (
    _SUSPECT_OF,
    _forbidden,
    find_discrimination,
    forbidden_column,
    remove_discrimination,
)

FORBIDDEN = {
    "sex": (
        "限女性 男性优先 女性优先 仅限男生 女士优先 只招女生 只要男的 不要女的 不招女生 女士勿扰"
        " 招聘女服务员 女文员 茶叶女导购3名 急招男普工 性别：男 性别:女 女，25-35岁"
        " 要求:女性,大专以上 前台（女） 男性18-45岁 适合女生 优先录用女性 男1名 限男"
    ),
    "marriage": "未婚 已婚优先 限未婚 未婚优先 婚姻状况：已婚 离异勿扰",
    "childbearing": "已婚已育优先 未育勿扰 两年内无生育计划 近期无怀孕打算 孕妇勿扰 宝妈优先",
    "ethnicity": "少数民族勿扰 限汉族 汉族 不招少数民族 维族勿扰",
    "religion": "无宗教信仰 基督徒优先 有宗教信仰者勿扰",
    "disability": "残疾人勿扰 不招残疾人 无残疾 四肢健全",
    "pathogen": "乙肝携带者勿扰 不收乙肝 无乙肝 乙肝两对半阴性 小三阳勿投",
    "register": (
        "限本地户口 本地户口优先 户籍：无锡 无锡户籍优先 本地人优先 外地人勿扰 河南人勿扰"
        " 农村户口勿扰 需本地户口 有上海户口"
    ),
    "height": "身高170以上 身高165cm以上 身高1.70米以上 身高不低于160 身高：１７０ＣＭ",
    "looks": "五官端正 形象好 形象气质佳 相貌端正 颜值高 美女优先 气质佳 身材匀称",
}

ENGLISH = [
    ("Female only", "sex"),
    ("males preferred", "sex"),
    ("Gender: male", "sex"),
    ("unmarried only", "marriage"),
    ("height: 170cm", "height"),
    ("good-looking", "looks"),
]

LAWFUL = (
    "女装设计 男装销售 妇产科护士 女鞋 月嫂 民族舞教师 应届生优先 残疾人优先 退役军人优先 清真餐厅厨师"
    " 身高体重测量仪销售 男女不限 无身高要求 矿山井下（法律禁止女职工从事） 矿山井下采煤，限男性"
    " 性别不限 男女均可 不限男女 男/女 户籍不限 招聘女装导购 招女鞋销售 女子健身教练 生育保险"
    " 五险一金(养老、医疗、失业、工伤、生育) 婚礼策划师 婚纱销售 单身公寓 结婚生育礼金 上海户口落户"
    " 解决无锡户口 企业形象设计 维护公司良好形象 仪容仪表整洁 身体健康 普通话标准 色盲色弱勿扰 45岁以下"
    " 党员优先 少数民族优先 已婚未婚不限 婚育不限 居住附近优先 男科医生 女性用品销售 女士美容顾问"
    " 外形尺寸检验 乙肝疫苗研发 无形象要求 外貌不限 男女宿舍 儿童身高管理师 女职工权益保护"
    " 男生宿舍管理员 欢迎残疾人应聘 上班族 家族企业 有户外运动经验 本地生活运营 民族不限 身高不限"
    " 未婚夫妻摄影 相亲平台未婚用户运营 公司形象良好 有女性客户服务经验 妇女主任 儿童教育"
    " men's_clothing_sales single_page_application child_care local_market_sales"
)

CLEANED = [
    ("岗位要求：限女性，大专以上学历，熟练办公软件", "岗位要求：大专以上学历，熟练办公软件"),
    ("招聘女服务员5名", "招聘服务员5名"),
    ("1、男性优先；2、身高170cm以上，五官端正；3、能吃苦", "3、能吃苦"),
    ("前台（女）", "前台"),
    ("普工（限男性，18-45岁）", "普工（18-45岁）"),
    ("前台文员，女，形象气质佳，未婚优先，本地户口优先。", "前台文员。"),
    ("男女不限，18-45岁", "男女不限，18-45岁"),
    ("限女性", ""),
]


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in FORBIDDEN.items() for t in texts.split()])
def test_forbidden_wording(kind: str, text: str) -> None:
    findings = find_discrimination(text)
    assert kind in {finding.kind for finding in findings}
    for finding in findings:
        assert text[finding.start : finding.end] == finding.words
        assert finding.article
    assert find_discrimination(remove_discrimination(text)[0]) == []


@pytest.mark.parametrize(("text", "kind"), ENGLISH)
def test_english(text: str, kind: str) -> None:
    assert [finding.kind for finding in find_discrimination(text)] == [kind]


@pytest.mark.parametrize("text", LAWFUL.split())
def test_lawful_wording(text: str) -> None:
    words = text.replace("_", " ")
    assert find_discrimination(words) == []
    assert remove_discrimination(words) == (words, [])


@pytest.mark.parametrize(("text", "clean"), CLEANED)
def test_what_is_left(text: str, clean: str) -> None:
    assert remove_discrimination(text)[0] == clean


@pytest.mark.parametrize("text", [None, ""])
def test_nothing_to_find(text: str | None) -> None:
    assert find_discrimination(text) == []


def test_work_closed_to_women_may_be_limited_to_men_only() -> None:
    assert find_discrimination("井下作业，限男性") == []
    assert find_discrimination("井下作业，限女性")


def test_articles() -> None:
    assert "妇女权益保障法 43" in find_discrimination("限男性")[0].article
    assert find_discrimination("乙肝携带者勿扰")[0].article == "就业促进法 30"
    assert find_discrimination("不招残疾人")[0].article == "就业促进法 29"
    assert "人力资源市场暂行条例 24" in find_discrimination("少数民族勿扰")[0].article


_PIECES = st.sampled_from(
    [
        *" ".join(FORBIDDEN.values()).split(),
        *LAWFUL.split(),
        "，",
        "；",
        "。",
        "1、",
        "（",
        "）",
        " ",
        "\n",
        "能吃苦",
    ]
)


@given(st.lists(_PIECES, max_size=8).map("".join))
def test_a_cleaned_text_is_clean(text: str) -> None:
    clean, findings = remove_discrimination(text)
    assert find_discrimination(clean) == []
    assert [text[finding.start : finding.end] for finding in findings] == [
        finding.words for finding in findings
    ]
    assert all(one.end <= other.start for one, other in pairwise(findings))


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("性别", "sex"),
        ("性别要求", "sex"),
        ("性 别", "sex"),
        ("Gender", "sex"),
        ("民族", "ethnicity"),
        ("婚姻状况", "marriage"),
        ("Marital Status", "marriage"),
        ("婚育", "childbearing"),
        ("身高（cm）", "height"),
        ("户籍", "register"),
        ("籍贯", "register"),
        ("宗教信仰", "religion"),
        ("照片", "looks"),
        ("乙肝", "pathogen"),
        ("是否残疾", "disability"),
        ("政治面貌", None),
        ("学历要求", None),
        ("年龄", None),
        ("岗位名称", None),
        ("健康限制", None),
        ("", None),
    ],
)
def test_forbidden_columns(header: str, kind: str | None) -> None:
    assert forbidden_column(header) == kind


def test_real_duties_are_left_alone(shared_data: Path) -> None:
    pairs = json.loads((shared_data / "experience_duties_dev.json").read_text(encoding="utf-8"))
    texts = {text for text in _strings(pairs) if len(text) > 20}
    assert len(texts) > 100
    assert sum(bool(find_discrimination(text)) for text in texts) <= len(texts) * 0.01


def _strings(node: object) -> list[str]:
    if isinstance(node, str):
        return [node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [text for child in children for text in _strings(child)]


@pytest.mark.parametrize(("kind", "pattern"), [(kind, pattern) for kind, pattern, _ in _forbidden()])
@given(data=st.data())
def test_the_quick_look_at_a_kind_overlooks_no_wording_of_it(
    kind: str, pattern: re.Pattern[str], data: st.DataObject
) -> None:
    found = pattern.search(data.draw(st.from_regex(pattern)))
    assert not found or _SUSPECT_OF[kind].search(found.string)


@pytest.mark.parametrize(
    "text",
    [
        "穆斯林免谈",
        "不接受聋哑者",
        "要求四肢齐全",
        "不要有hbv携带者",
        "本市人优先",
        "不要东北人",
        "不要哺乳期女性",
    ],
)
def test_wording_of_the_table_is_found_in_short_texts_too(text: str) -> None:
    assert find_discrimination(text)
