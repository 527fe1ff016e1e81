from matcher.reference.occupations import posting_titles
from matcher.text.occupations import code_titles
from matcher.text.title_training import cross_validate

FEW = list(posting_titles())[::300]


def test_each_title_is_coded_in_its_place():
    rows = cross_validate(FEW)
    assert [(title, code) for title, code, _ in rows] == FEW


def test_what_the_shipped_coder_has_not_seen_it_codes_itself():
    title = "某某无人机飞手培训推广员"
    assert cross_validate([(title, "4-02-04-06")])[0][2] == code_titles([title])[0]
