import numpy as np
import pytest

from matcher.evaluation.titles import title_figures
from matcher.reference.occupations import common_titles, posting_titles
from matcher.text.normalise import fold
from matcher.text.occupations import MODEL, code_titles, shipped_coder
from matcher.text.title_training import Lessons, cross_validate, fit, fold_of
from tests.conftest import FULL_FIGURES

LEARNING = pytest.mark.xdist_group("learning")  # takes gigabytes: not twice at the same time
FROM_ALL = pytest.mark.skipif(not FULL_FIGURES, reason="learns from all titles for minutes: make test-long")
TITLES = [title for title, _ in posting_titles()]


def test_the_shipped_model_was_learned_from_the_shipped_tables():
    with MODEL.open("rb") as file, np.load(file) as kept:
        learned_from = kept["fingerprint"].tobytes().decode()
    assert learned_from == Lessons.shipped().fingerprint(), "run make model"


def test_titles_that_are_the_same_but_for_blanks_and_punctuation_share_a_fold():
    assert fold_of("叉车 司机！") == fold_of("叉车司机")
    sizes = np.bincount([fold_of(title) for title in TITLES])
    assert sizes.min() > 0.8 * sizes.max()


def test_what_is_left_out_stands_nowhere_in_the_lessons():
    title, _ = common_titles()[100]
    lessons = Lessons.shipped()
    left = lessons.without([f" {title} ！", TITLES[0]])
    rows = [*left.postings, *left.common]
    assert {fold(title), fold(TITLES[0])}.isdisjoint(fold(row[0]) for row in rows)
    assert len(left.common) == len(lessons.common) - 1


def test_a_posting_that_contradicts_a_common_title_is_not_learned_from():
    lessons = Lessons(
        (("会计", "6-18-02-04"), ("出纳", "2-06-04-00")), (("会 计", "2-06-03-00"), ("出纳", "2-06-03-00"))
    )
    learned = [(title, weight) for title, _, weight in lessons.rows]
    assert ("会计", 1.0) not in learned  # other work
    assert ("出纳", 1.0) in learned  # another code of the same group is a matter of taste


def test_what_the_shipped_coder_has_not_seen_it_codes_itself():
    title = "某某无人机飞手培训推广员"
    assert cross_validate([(title, "4-02-04-06")])[0][2] == code_titles([title])[0]


def test_a_fifth_of_the_titles_teaches_most_of_what_all_of_them_do():
    lessons, shipped = Lessons.shipped(), shipped_coder()
    some = [tuple(row for row in rows if fold_of(row[0]) == 1) for rows in (lessons.postings, lessons.common)]
    coder = fit(Lessons(*some), shipped.calibration)

    seen = [title for title, _ in some[0]]
    pairs = list(zip(coder.code(seen), shipped.code(seen), strict=True))
    assert sum(one.code == other.code for one, other in pairs) > 0.95 * len(pairs)

    unseen = [row for row in posting_titles() if fold_of(row[0]) == 2]
    codings = coder.code([title for title, _ in unseen])
    figures = title_figures([(*row, coding) for row, coding in zip(unseen, codings, strict=True)])
    assert figures.exact > 0.5
    assert figures.middle_group > 0.63
    assert figures.major_group > 0.75
    assert figures.surer_half > 0.8
    assert figures.calibration_error < 0.08


@pytest.mark.slow
@LEARNING
@FROM_ALL
def test_titles_left_out_are_coded_nearly_as_well_as_docs_quality_tells():
    of_one_fold = [row for row in posting_titles() if fold_of(row[0]) == 1]
    rows = cross_validate(of_one_fold)
    assert [(title, code) for title, code, _ in rows] == of_one_fold
    figures = title_figures(rows)  # bars three standard errors of a fold below the figures
    assert figures.exact > 0.57
    assert figures.middle_group > 0.69
    assert figures.major_group > 0.78
    assert figures.surer_half > 0.85
    assert figures.calibration_error < 0.08


@pytest.mark.slow
@LEARNING
@FROM_ALL
def test_learning_again_gives_the_shipped_coder():
    shipped = shipped_coder()
    again = fit(Lessons.shipped(), shipped.calibration)
    assert again.codes == shipped.codes
    pairs = list(zip(again.code(TITLES), shipped.code(TITLES), strict=True))
    assert sum(one.code == other.code for one, other in pairs) > 0.995 * len(pairs)
    assert max(abs(one.confidence - other.confidence) for one, other in pairs) < 0.05
