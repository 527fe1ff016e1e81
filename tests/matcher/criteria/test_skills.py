"""What a wanted skill counts for, by what is held, included and near."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from matcher.candidate import Candidate
from matcher.columns import Columns, wanted_skills
from matcher.criteria.skills import Skills, held_weights, shared_weight
from matcher.policy import STANDARD, Thresholds
from matcher.records import Opening, Student
from matcher.text.skills import skill_weight
from tests.matcher.worlds import TODAY

STUDENT = Student(ref="s", key="s", birth_date=date(2003, 1, 1))
OPENING = Opening(ref="o", key="A", company="A", title="工作", valid_to=TODAY)
NAMES = (
    "Java",
    "Spring Boot",
    "MySQL",
    "C#",
    "Excel",
    "办公软件",
    "焊接",
    "锡焊",
    "沟通能力",
    "量子针法",
    "护理",
)
some_skills = st.frozensets(st.sampled_from(NAMES), max_size=6)
some_certificates = st.frozensets(st.sampled_from(("nurse", "welder", "cet-6")), max_size=2)


def candidate(*skills: str, certificates: frozenset[str] = frozenset()) -> Candidate:
    student = replace(STUDENT, skills=frozenset(skills), certificates=certificates)
    return Candidate.of(student, TODAY, STANDARD)


def test_what_is_held_or_included_counts_in_full_and_what_is_near_in_part():
    weights = held_weights(candidate("Spring Boot"), STANDARD)
    assert (weights["Spring Boot"], weights["Java"], weights["微服务"]) == (4, 4, 2)
    assert "JavaScript" not in weights


def test_the_policy_says_how_much_a_related_skill_counts():
    none = replace(STANDARD, thresholds=Thresholds(skills_related_percent=0))
    assert held_weights(candidate("Java"), none).get("Spring Boot") == 0
    most = replace(STANDARD, thresholds=Thresholds(skills_related_percent=75))
    assert held_weights(candidate("Java"), most)["Spring Boot"] == 3


def test_skills_that_say_little_are_left_out_on_both_sides():
    weights = held_weights(candidate("Excel", "Java"), STANDARD, least=3)
    assert not {"Excel", "办公软件", "数据统计", "数据分析"} & weights.keys()
    assert {"Java", "Spring Boot"} <= weights.keys()


@given(some_skills, some_certificates, st.sampled_from(NAMES), st.sampled_from([0, 3]))
def test_holding_more_never_counts_for_less(skills, certificates, another, least):
    before = held_weights(candidate(*skills, certificates=certificates), STANDARD, least)
    after = held_weights(candidate(*skills, another, certificates=certificates), STANDARD, least)
    assert all(after[skill] >= weight for skill, weight in before.items())


@given(some_skills, some_certificates, some_skills, some_certificates)
def test_the_shared_weight_is_the_sum_over_what_is_wanted(held, certificates, wanted, asked):
    openings = Columns.of([OPENING, replace(OPENING, ref="p", skills=wanted, certificates=asked)])
    weights = held_weights(candidate(*held, certificates=certificates), STANDARD)
    summed = [sum(weights.get(skill, 0) for skill in wanted_skills(each)) for each in openings.openings]
    assert shared_weight([weights], openings).tolist() == [summed]
    assert shared_weight([weights] * 3, openings).tolist() == [summed] * 3
    assert all(0 <= weight <= skill_weight(skill) for skill, weight in weights.items())


def test_the_facts_tell_shared_related_and_missing_apart():
    wanted = replace(OPENING, skills=frozenset({"Java", "MySQL", "Redis", "SQL", "焊接"}))
    facts = Skills().facts(candidate("Spring Boot", "MySQL"), wanted, "MANY")
    assert facts == {
        "shared": ["MySQL"],
        "related": [("Spring Boot", "Java"), ("MySQL", "Redis"), ("MySQL", "SQL")],
        "missing": ["焊接"],
        "wanted": 5,
    }
