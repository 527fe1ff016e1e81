import re

import pytest

from api.i18n import speaking
from api.presenters.bars import bar_note, criterion_name
from matcher.criteria import CRITERIA
from matcher.results import Bar

PHONE = 90  # characters that a note may have

FACTS = {
    "skills": {"shared": ["Java", "Excel"], "missing": ["焊接"], "wanted": 3, "side": "student"},
    "study": {"fields": ["accounting"], "asked": [], "occupation": "2-06-03-00", "side": "opening"},
    "education": {"asked": 31, "own": 21, "expected": True},
    "experience": {"asked_months": 18, "own_months": 0},
    "duties": {"topics": [1, 2, 3, 4], "silent": "student"},
    "place": {"place": "320205", "distance_km": 12.34, "lodging_missing": True},
    "wishes": {"occupation": "2-06-03-00", "wished": [], "side": "student"},
    "wage": {"low": 5000, "high": None, "floor": 6000},
    "openings": {"left": 3},
}
LEVELS = [(criterion.name, level) for criterion in CRITERIA for level in criterion.levels]


@pytest.mark.parametrize(("criterion", "level"), LEVELS)
def test_every_level_of_every_criterion_has_a_short_sentence(
    language: str, criterion: str, level: str
) -> None:
    note = bar_note(Bar(criterion, level, 100, 200, FACTS[criterion]))
    assert note
    assert len(note) <= PHONE
    assert "%(" not in note
    assert criterion_name(criterion)
    if language == "zh_CN":
        assert re.search(r"[\u4e00-\u9fff]", note)


@pytest.mark.parametrize(("criterion", "level"), LEVELS)
def test_facts_that_are_not_known_are_called_so(language: str, criterion: str, level: str) -> None:
    unknown = {
        "skills": {"shared": [], "missing": [], "wanted": 0},
        "study": {"fields": [], "asked": []},
        "openings": {"left": 0},
    }
    note = bar_note(Bar(criterion, level, 0, 0, unknown.get(criterion, {})))
    assert "None" not in note


def test_related_skills_are_named_with_what_they_are_near_to() -> None:
    facts = {"shared": ["MySQL"], "related": [["Spring Boot", "Java"]], "missing": ["焊接"], "wanted": 3}
    with speaking("en"):
        note = bar_note(Bar("skills", "MANY", 100, 200, facts))
        assert note == "Has most of the skills: MySQL and Java (near Spring Boot); lacks Welding"
        assert "lacks" not in bar_note(Bar("skills", "MANY", 100, 200, facts | {"missing": []}))
    with speaking("zh_CN"):
        note = bar_note(Bar("skills", "MANY", 100, 200, facts))
        assert note.endswith("MySQL、Java（与Spring Boot相近）；还差：焊接")


def test_money_and_distance_are_written_for_the_reader() -> None:
    wage = Bar("wage", "MEETS", 600, 600, {"low": 5000, "high": 8000, "floor": 4500})
    place = Bar("place", "NEAR", 600, 600, {"place": "320205", "distance_km": 3.24, "lodging_missing": False})
    with speaking("en"):
        assert bar_note(wage) == "Pays ¥5,000–8,000, hoped for ¥4,500"
        assert bar_note(place).endswith("3 km")
    with speaking("zh_CN"):
        assert bar_note(wage) == "月薪¥5,000–8,000，期望¥4,500"
        assert bar_note(place).endswith("3公里")
