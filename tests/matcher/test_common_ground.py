"""Who told of something is shown nothing that meets none of it: no filler."""

from dataclasses import replace
from datetime import date

import pytest

from matcher.records import Opening, Student
from matcher.text.profiles import profile
from matcher.vocabulary import Refusal
from tests.matcher.every_pair import shortlist_openings
from tests.matcher.worlds import TODAY

STUDENT = Student(ref="s", key="s", birth_date=date(2003, 1, 1))
ACCOUNTANT = replace(STUDENT, fields=frozenset({"accounting"}), wished_occupations=frozenset({"2-06-03-00"}))
CODER = {"occupation": "2-02-10-03", "occupation_confidence": 0.9}


def listed(student: Student, **of_opening: object) -> bool:
    opening = Opening(ref="o", key="A", company="A", title="工作", valid_to=TODAY, **of_opening)  # type: ignore[arg-type]
    found = shortlist_openings(student, [opening], as_of=TODAY)
    assert bool(found.items) != (found.refused == {Refusal.NO_COMMON_GROUND: 1})
    return bool(found.items)


@pytest.mark.parametrize(
    ("skills", "wanted", "expected"),
    [
        ((), ("Java",), False),
        (("Excel", "Word", "沟通能力"), ("Excel", "Word", "沟通能力", "Java"), False),
        (("会计核算",), ("会计核算", "Java", "MySQL", "Redis", "Spring Boot"), False),
        (("会计核算",), ("会计核算",), True),
    ],
)
def test_where_study_and_wishes_point_elsewhere_only_all_the_skills_will_do(skills, wanted, expected):
    student = replace(ACCOUNTANT, skills=frozenset(skills))
    assert listed(student, skills=frozenset(wanted), **CODER) is expected


def test_one_telling_skill_is_enough_where_nothing_points_elsewhere():
    student = replace(STUDENT, skills=frozenset({"Java", "Excel"}), fields=frozenset({"computing"}))
    assert listed(student, skills=frozenset({"Java", "MySQL", "Redis"}))
    assert not listed(student, skills=frozenset({"Excel", "MySQL", "Redis"}))


def test_a_related_skill_is_common_ground_where_both_sides_of_it_are_telling():
    student = replace(STUDENT, skills=frozenset({"叉车驾驶", "Excel"}), fields=frozenset({"logistics"}))
    assert listed(student, skills=frozenset({"仓储管理"}))
    assert not listed(student, skills=frozenset({"数据统计"}))
    assert not listed(student, skills=frozenset({"SQL"}))


def test_who_told_of_skills_alone_is_taken_at_their_word():
    student = replace(STUDENT, skills=frozenset({"Excel"}))
    assert listed(student, skills=frozenset({"Excel", "会计核算"}))
    assert not listed(student, skills=frozenset({"会计核算"}))


def test_close_work_in_their_own_words_is_common_ground_and_other_work_is_no_reason_to_refuse():
    welder = replace(ACCOUNTANT, experience=profile("在钢构厂电焊、打磨"))
    assert listed(welder, duties=profile("负责电焊、打磨"), **CODER)
    assert not listed(welder, duties=profile("负责后端接口开发"), **CODER)
    assert listed(replace(STUDENT, experience=welder.experience), duties=profile("负责后端接口开发"), **CODER)


def test_who_told_of_nothing_lacks_nothing():
    assert listed(STUDENT, skills=frozenset({"Java"}), **CODER)
