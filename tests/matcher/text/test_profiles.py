"""What work texts tell of, and how alike two texts are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.reference.topics import topic_name
from matcher.text.profiles import ALIKE, FIRST_OCCUPATION, TextProfile, likeness, profile, shared_topics

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


@pytest.mark.parametrize("work", TOLD)
def test_the_duties_of_the_same_work_are_the_most_alike(work):
    own = profile(TOLD[work])
    assert max(DUTIES, key=lambda duties: likeness(own, profile(DUTIES[duties]))) == work


def test_what_is_denied_tells_of_nothing():
    told, denied = profile("会电焊"), profile("不会电焊")
    welding = set(shared_topics(told, profile(DUTIES["welding"])))
    assert welding
    assert not welding & set(shared_topics(denied, profile(DUTIES["welding"])))


def test_shared_topics_come_by_what_both_say_most_of():
    shared = shared_topics(profile(TOLD["new media"]), profile(DUTIES["new media"]))
    assert topic_name(shared[0], "en") == "New media"


@pytest.mark.parametrize("text", ["", "。。。", "12345", "\n"])
def test_a_text_without_work_is_like_nothing(text):
    assert profile(text) == TextProfile()
    assert likeness(profile(text), profile(DUTIES["shop"])) == 0


@given(texts)
def test_a_profile_is_short_sorted_and_fits_into_bytes(text):
    found = profile(text)
    assert list(found.features) == sorted(set(found.features))
    assert sum(feature < FIRST_OCCUPATION for feature in found.features) <= 12
    assert len(found.features) <= 40
    assert all(0 < weight < 256 for weight in found.weights)
    assert TextProfile.from_bytes(found.to_bytes()) == found


@given(texts, texts)
def test_likeness_is_a_share_and_goes_both_ways(one, other):
    one, other = profile(one), profile(other)
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1.03 * ALIKE
    if len(one.features) > 1 and one == other:
        assert likeness(one, other) > 0


def test_likeness_is_the_integer_dot_product_over_the_square_of_the_length():
    one, other = TextProfile((1, 7, 1_000_000), (100, 50, 200)), TextProfile((7, 9, 1_000_000), (80, 10, 120))
    assert likeness(one, other) == (50 * 80 + 200 * 120) * 1000 // 65536


def test_the_same_text_reads_the_same_in_every_release():
    """Profiles are kept: numbers and weights may change only together with a reading of all texts anew."""
    found = profile("在超市收银")
    topics = {feature: weight for feature, weight in zip(*found, strict=True) if feature < FIRST_OCCUPATION}
    assert topics == {19: 181}
