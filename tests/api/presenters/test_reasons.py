import re
from itertools import product

import pytest
from hypothesis import assume, given

from api.i18n import speaking
from api.presenters.reasons import (
    help_line,
    missing_line,
    reason_code,
    shortcoming_sentence,
    shortcomings,
    strength_sentence,
    strengths,
)
from matcher.criteria import CRITERIA
from matcher.records import Opening, Student
from matcher.results import Bar
from tests.api.presenters.length import width
from tests.matcher.every_pair import shortlist_openings
from tests.matcher.worlds import TODAY, markets, seekers

PHONE = {"zh_CN": 40, "en": 60}  # characters as wide as a Chinese one

SKILLS = {"shared": ["Java", "Excel", "Word"], "related": [], "missing": ["MySQL", "Redis"], "wanted": 5}
PLACE = {"place": "320281", "distance_km": 27.4, "lodging_missing": False}


@given(seekers, markets)
def test_whatever_is_listed_is_told_in_short_sentences_without_codes(
    student: Student, market: list[Opening]
) -> None:
    matches = shortlist_openings(student, market, as_of=TODAY).items
    assume(matches)
    for (locale, most), match in product(PHONE.items(), matches):
        with speaking(locale):
            told = [strength_sentence(bar) for bar in strengths(match.bars)]
            told += [shortcoming_sentence(bar) for bar in shortcomings(match.bars)]
            for sentence in told:
                assert 0 < width(sentence) <= most
                assert not re.search(r"%\(|None|_|\d-\d|[a-z]-[a-z]", sentence)


@pytest.mark.parametrize("share", [0, 60, 100])
def test_there_are_two_or_three_reasons(share: int) -> None:
    bars = [Bar(criterion.name, criterion.levels[0], share, 100) for criterion in CRITERIA]
    assert 2 <= len(strengths(bars)) <= 3
    assert "openings" not in [bar.criterion for bar in strengths(bars, leaving_out=("openings",))]


def test_the_most_points_stand_first_and_silence_is_no_reason() -> None:
    bars = (
        Bar("skills", "ALL", 2600, 2600),
        Bar("study", "UNKNOWN", 450, 1400, {"side": "opening"}),
        Bar("place", "FAR", 0, 1600, PLACE),
        Bar("wage", "UNKNOWN", 300, 600, {"low": None, "high": None, "floor": None}),
        Bar("experience", "LITTLE_SHORT", 450, 900, {"asked_months": 12, "own_months": 0}),
    )
    assert [reason_code(bar) for bar in strengths(bars)] == ["SKILLS_ALL", "EXPERIENCE_LITTLE_SHORT"]


def test_what_costs_most_is_missed_first_and_an_openings_silence_is_nobodys_lack() -> None:
    bars = (
        Bar("skills", "MANY", 1900, 2300, SKILLS),
        Bar("study", "UNKNOWN", 450, 1300, {"side": "opening"}),
        Bar("wishes", "UNKNOWN", 550, 1700, {"side": "student"}),
        Bar("place", "REACHABLE", 1300, 2200, PLACE),
        Bar("wage", "MEETS", 600, 600, {}),
        Bar("experience", "LITTLE_SHORT", 450, 900, {"asked_months": 12, "own_months": 0}),
    )
    assert [reason_code(bar) for bar in shortcomings(bars)] == [
        "WISHES_UNKNOWN",
        "PLACE_REACHABLE",
        "EXPERIENCE_LITTLE_SHORT",
    ]


@pytest.mark.parametrize(
    "bar",
    [
        Bar("duties", "RELATED", 400, 1000, {"topics": []}),
        Bar("study", "NEAR_WORK", 500, 1170, {"fields": []}),
        Bar("openings", "ONE", 100, 360, {"left": 1}),
    ],
)
def test_what_speaks_for_a_match_is_not_missing_however_few_its_points(bar: Bar) -> None:
    assert shortcomings([bar]) == []


def test_other_work_than_this_is_missing() -> None:
    other = Bar("duties", "OTHER", 100, 1000, {})
    assert shortcomings([other]) == [other]


@pytest.mark.parametrize(
    ("bar", "zh", "en"),
    [
        (
            Bar("skills", "MANY", 1900, 2300, SKILLS),
            "还差MySQL、Redis",
            "Skills still to learn: MySQL and Redis",
        ),
        (Bar("place", "REACHABLE", 1300, 2200, PLACE), "离家27公里", "27 km from home"),
        (
            Bar("place", "LODGING", 1050, 2200, PLACE | {"lodging_missing": True}),
            "离家27公里，需落实住宿",
            "27 km from home, and a dormitory has to be found",
        ),
        (
            Bar("place", "SAME_STREET", 2200, 2200, {"distance_km": None, "lodging_missing": True}),
            "需落实住宿",
            "A dormitory has to be found",
        ),
        (
            Bar("experience", "LITTLE_SHORT", 450, 900, {"asked_months": 24, "own_months": 6}),
            "还差1年6个月经验",
            "Short of experience by 1 y 6 m",
        ),
        (
            Bar("wage", "BELOW", 0, 600, {"low": 3000, "high": 4500, "floor": 5000}),
            "月薪比期望少¥500",
            "Pays ¥500 less than hoped for",
        ),
    ],
)
def test_what_is_missing_is_told_by_name_or_in_figures(bar: Bar, zh: str, en: str) -> None:
    assert shortcomings([bar]) == [bar]
    with speaking("zh_CN"):
        assert shortcoming_sentence(bar) == zh
    with speaking("en"):
        assert shortcoming_sentence(bar) == en


def test_a_reason_names_two_skills_and_no_lack() -> None:
    with speaking("zh_CN"):
        assert strength_sentence(Bar("skills", "MANY", 1900, 2300, SKILLS)) == "具备多数技能：Java、Excel"


def test_a_list_has_a_line_for_what_is_missing_and_one_for_what_would_help() -> None:
    told = [{"text": "离家27公里"}, {"text": "需落实住宿"}]
    with speaking("zh_CN"):
        assert missing_line(told) == "不足：离家27公里；需落实住宿"
        assert help_line(told[:1]) == "可提升：离家27公里"
