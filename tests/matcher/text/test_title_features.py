import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.title_features import UNIT, TitleFeatures, pairs, runs, work_of

WORKS = ["会计", "会计主管", "电工", "采购经理", "java开发"]
FEATURES = TitleFeatures.learn(WORKS)


@pytest.mark.parametrize(
    ("title", "work"),
    [
        ("急聘收银员（包吃住）", "收银员"),
        ("高级Java开发工程师 15k-30k", "java开发工程师"),
        ("銷售代表（無錫）", "销售代表"),
        ("学徒", "学徒"),
        ("", ""),
    ],
)
def test_the_work_is_what_is_left_of_a_title(title: str, work: str):
    assert work_of(title) == work


def test_runs_know_where_a_title_begins_and_ends():
    assert runs("电工") == {"^", "$", "电", "工", "^电", "电工", "工$", "^电工", "电工$"}


def test_pairs_are_any_two_characters_in_one_order():
    assert pairs("采购经理") & pairs("经理采购") == pairs("采购经理")
    assert len(pairs("采购经理")) == 6
    assert pairs("工工") == set()


def test_each_kind_of_feature_has_the_same_length_and_rare_ones_count_more():
    vectors = FEATURES.of(WORKS).toarray().astype(float)
    is_pair = np.array(["\t" in feature for feature in FEATURES.known])
    for part in (is_pair, ~is_pair):
        assert np.allclose(np.linalg.norm(vectors[:, part], axis=1), UNIT, rtol=0.01)
    common, rare = (FEATURES.known.index(feature) for feature in ("会", "主"))
    assert vectors[1, common] < vectors[1, rare]


@given(st.lists(st.text("会计电工采购经理主管x"), max_size=5))
def test_a_vector_does_not_depend_on_its_neighbours(works: list[str]):
    together = FEATURES.of(works).toarray()
    alone = [FEATURES.of([work]).toarray()[0] for work in works]
    assert all(np.array_equal(row, other) for row, other in zip(together, alone, strict=True))


def test_features_that_are_dropped_leave_the_others_as_they_are():
    kept = np.array(["计" in feature for feature in FEATURES.known])
    assert np.array_equal(FEATURES.keep(kept).rarity, FEATURES.rarity[kept])
    assert set(FEATURES.keep(kept).known) == {feature for feature in FEATURES.known if "计" in feature}


@pytest.mark.parametrize(
    ("work", "told"),
    [("会计师", True), ("水电工", True), ("某某会计公司", False), ("哈哈哈哈", False), ("", False)],
)
def test_only_what_is_known_tells_of_work(work: str, told: bool):
    assert FEATURES.tell_of(work) is told
