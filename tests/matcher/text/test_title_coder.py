from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from matcher.reference.occupations import common_titles, name_of, posting_titles
from matcher.text.occupations import shipped_coder
from matcher.text.title_coder import CURATED_CONFIDENCE, NOT_CODED, Calibration, Coder
from matcher.text.title_features import TitleFeatures

TITLES = [title for title, _ in posting_titles()[::20]]

WELDER, ELECTRICIAN, ACCOUNTANT = "6-18-02-04", "6-31-01-03", "2-06-03-00"


def small_coder(calibration: Calibration = Calibration(0, 1, 1, 0), **curated: str) -> Coder:  # noqa: B008
    """Knows 焊, 电 and 会 in front of a title, and a code for each."""
    features = TitleFeatures.learn(["焊工", "电工", "会计"])
    codes = sorted([WELDER, ELECTRICIAN, ACCOUNTANT])
    table = np.zeros((len(features.known), len(codes)), dtype=np.int16)
    for start, code in (("^焊", WELDER), ("^电", ELECTRICIAN), ("^会", ACCOUNTANT)):
        table[features.known.index(start), codes.index(code)] = 8000
    return Coder(features, sparse.csr_array(table), codes, calibration, curated.items())


def test_the_code_that_the_features_speak_for_wins():
    codings = small_coder().code(["焊工", "电工", "会计"])
    assert [coding.code for coding in codings] == [WELDER, ELECTRICIAN, ACCOUNTANT]


def test_a_code_of_the_same_group_is_the_next_likeliest():
    assert small_coder().code(["焊工"])[0].alternatives[0][0] == ELECTRICIAN


def test_nothing_that_is_known_gives_no_code():
    assert small_coder().code(["", "？？", "xyz"]) == [NOT_CODED] * 3


def test_a_curated_title_keeps_its_code_however_it_is_written():
    coder = small_coder(电工=ACCOUNTANT)
    for title in ("电工", " 电 工 ", "電工"):
        coding = coder.code([title])[0]
        assert (coding.code, coding.confidence) == (ACCOUNTANT, CURATED_CONFIDENCE)
        assert ACCOUNTANT not in dict(coding.alternatives)
    assert coder.code(["电工班长"])[0].code == ELECTRICIAN


def test_a_name_of_the_classification_is_its_code_without_having_been_learned():
    coding = small_coder().code(["急聘镗工（包吃住）"])[0]
    assert (name_of(coding.code or ""), coding.confidence) == ("镗工", CURATED_CONFIDENCE)


def test_confidence_rises_with_the_evidence():
    sure = Calibration(-3, 2, 5, 0).confidence(np.array([[0.1, 0, 1], [0.5, 0.1, 1], [0.5, 0.9, 1]]))
    assert 0 < sure[0] < sure[1] < sure[2] < 1


@settings(max_examples=20, deadline=None)
@given(st.permutations(TITLES), st.integers(1, len(TITLES)))
def test_codings_depend_neither_on_order_nor_on_the_size_of_the_batch(titles: list[str], size: int):
    coder = shipped_coder()
    together = dict(zip(TITLES, coder.code(TITLES), strict=True))
    some = titles[:size]
    assert coder.code(some) == [together[title] for title in some]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40))
def test_whatever_is_written_the_answer_is_a_coding(title: str):
    coding = shipped_coder().code([title])[0]
    assert (coding.code is None) == (coding.confidence == 0)
    assert 0 <= sum(share for _, share in coding.alternatives) <= 1 - coding.confidence + 1e-3


def test_a_coder_is_read_back_as_it_was_saved(tmp_path: Path):
    saved = small_coder(Calibration(-1, 2, 3, -0.5))
    saved.save(tmp_path / "coder.npz", "0")
    with (tmp_path / "coder.npz").open("rb") as file:
        read = Coder.load(file, [])
    titles = ["焊工", "电工学徒", "会计", "", "司机"]
    assert read.code(titles) == saved.code(titles)
    assert read.codes == saved.codes


def test_common_titles_are_coded_as_they_stand_there():
    codings = shipped_coder().code([title for title, _ in common_titles()])
    assert [coding.code for coding in codings] == [code for _, code in common_titles()]


@pytest.mark.parametrize("title", ["江苏某某科技有限公司", "无锡", "张三", "asdfgh", "12345", "——", "AAA"])
def test_what_is_no_title_is_coded_unsurely_or_not_at_all(title: str):
    assert shipped_coder().code([title])[0].confidence < 0.25
