"""What work texts tell of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.reference.topics import topic_name
from matcher.text.profiles import FIRST_OCCUPATION, TextProfile, profile, shared_topics

DUTIES = {
    "new media": "负责公众号的选题、文案撰写与排版，定期分析阅读量和粉丝增长",
    "welding": "负责钢结构件的电焊、二保焊，按图纸下料、打磨，保证焊缝质量",
    "nursing": "协助护士完成病房患者的输液、测血压、铺床等护理工作",
    "shop": "负责门店收银、理货补货和商品陈列，接待顾客",
    "backend": "参与后端接口开发，使用Java、Spring、MySQL，编写代码和文档",
}
TOLD = {
    "new media": "大学期间运营校园微信公众号，写推文，做海报，涨粉三千",
    "welding": "在钢构厂当过学徒，会电焊和气割",
    "nursing": "在市人民医院内科实习八个月，静脉输液、导尿、量血压都做过",
    "shop": "暑假在超市当收银员，也帮忙上货、盘点",
    "backend": "毕业设计用springboot和mysql做了一个订餐系统",
}
texts = st.text(alphabet="负责公众号推文焊接输液收银java sql,。", max_size=60) | st.sampled_from(
    [*DUTIES.values(), *TOLD.values()]
)


def test_what_is_denied_tells_of_nothing():
    told, denied = profile("会电焊"), profile("不会电焊")
    welding = set(shared_topics(told, profile(DUTIES["welding"])))
    assert welding
    assert not welding & set(shared_topics(denied, profile(DUTIES["welding"])))


def test_shared_topics_come_by_what_both_say_most_of():
    shared = shared_topics(profile(TOLD["new media"]), profile(DUTIES["new media"]))
    assert topic_name(shared[0], "en") == "New media"


@pytest.mark.parametrize("text", ["", "。。。", "12345", "\n"])
def test_a_text_without_work_has_an_empty_profile(text):
    assert profile(text) == TextProfile()


@given(texts)
def test_a_profile_is_short_sorted_and_fits_into_bytes(text):
    found = profile(text)
    assert list(found.features) == sorted(set(found.features))
    assert sum(feature < FIRST_OCCUPATION for feature in found.features) <= 12
    assert len(found.features) <= 40
    assert all(0 < weight < 256 for weight in found.weights)
    assert TextProfile.from_bytes(found.to_bytes()) == found


def test_the_same_text_reads_the_same_in_every_release():
    """Profiles are kept: numbers and weights may change only together with a reading of all texts anew."""
    found = profile("在超市收银")
    topics = {feature: weight for feature, weight in zip(*found, strict=True) if feature < FIRST_OCCUPATION}
    assert topics == {19: 181}
