"""Each criterion's levels, by the pairs that an officer would give as examples."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.criteria import CRITERIA
from matcher.policy import STANDARD, UNKNOWN
from matcher.records import Opening, Student
from matcher.text.profiles import profile
from matcher.vocabulary import Completion, Education
from tests.matcher.worlds import TODAY

STUDENT = Student(ref="s", key="s", birth_date=date(2003, 1, 1))
OPENING = Opening(ref="o", key="A", company="A", title="工作", valid_to=TODAY)
SURE = {"occupation_confidence": 0.9}
HOME = {"home": "320205001"}

BY_NAME = {criterion.name: criterion for criterion in CRITERIA}


def assess(name: str, student: Student, opening: Opening) -> tuple[str, int]:
    criterion = BY_NAME[name]
    person = Candidates.of([Candidate.of(student, TODAY, STANDARD)])
    found = criterion.assess(person, Columns.of([opening]), STANDARD)
    return criterion.levels[found.levels[0, 0]], int(found.points[0, 0])


def skills(*names: str) -> dict[str, object]:
    return {"skills": frozenset(names)}


def tells(words: str) -> dict[str, object]:
    return {"experience": profile(words)}


def does(words: str) -> dict[str, object]:
    return {"duties": profile(words)}


CASES = [
    ("skills", UNKNOWN, {}, skills("Java")),
    ("skills", UNKNOWN, skills("Java"), {}),
    ("skills", "NONE", skills("焊接"), skills("Java", "MySQL")),
    ("skills", "SOME", skills("Java"), skills("Java", "MySQL", "Redis")),
    ("skills", "MANY", skills("Java", "MySQL"), skills("Java", "MySQL", "Redis")),
    ("skills", "ALL", skills("Java"), skills("Java")),
    ("skills", "ALL", {"certificates": frozenset({"cet-6"})}, {"certificates": frozenset({"cet-4"})}),
    ("duties", "CLOSE", tells("在超市收银、理货"), does("负责门店收银和理货")),
    ("duties", "RELATED", tells("在超市收银、理货"), does("接待顾客，介绍商品，完成销售目标")),
    ("duties", "OTHER", tells("在超市收银、理货"), does("负责后端接口开发，使用Java")),
    ("duties", UNKNOWN, tells("在超市收银、理货"), {}),
    ("duties", UNKNOWN, {}, does("负责门店收银和理货")),
    ("study", UNKNOWN, {}, {"fields": frozenset({"accounting"})}),
    ("study", "SAME_MAJOR", {"majors": frozenset({"080901"})}, {"majors": frozenset({"080901"})}),
    ("study", "SAME_FIELD", {"fields": frozenset({"nursing"})}, {"fields": frozenset({"nursing"})}),
    ("study", "RELATED_WORK", {"fields": frozenset({"accounting"})}, {"occupation": "2-06-03-00", **SURE}),
    ("study", "NEAR_WORK", {"fields": frozenset({"accounting"})}, {"occupation": "2-06-01-01", **SURE}),
    ("study", "OTHER", {"fields": frozenset({"accounting"})}, {"occupation": "6-18-02-04", **SURE}),
    ("study", UNKNOWN, {"fields": frozenset({"accounting"})}, {"occupation": "2-06-03-00"}),
    ("study", "OTHER", {"fields": frozenset({"nursing"})}, {"fields": frozenset({"accounting"})}),
    ("education", UNKNOWN, {"education": Education.COLLEGE}, {}),
    ("education", "MATCH", {"education": Education.COLLEGE}, {"education": Education.COLLEGE}),
    ("education", "ABOVE", {"education": Education.BACHELOR}, {"education": Education.COLLEGE}),
    ("education", "FAR_ABOVE", {"education": Education.MASTER}, {"education": Education.MIDDLE_SCHOOL}),
    ("education", "OPEN_TO_ALL", {}, {"education": Education.ANY}),
    ("experience", UNKNOWN, {}, {}),
    ("experience", "NOT_ASKED", {}, {"experience_months": 0}),
    ("experience", "MET", {"experience_months": 12}, {"experience_months": 12}),
    ("experience", "LITTLE_SHORT", {}, {"experience_months": 24}),
    ("experience", "MUCH_SHORT", {}, {"experience_months": 36}),
    ("experience", "LITTLE_SHORT", {"experience_months": 12}, {"experience_months": 36}),
    ("place", UNKNOWN, {}, {"place": "320205"}),
    ("place", UNKNOWN, HOME, {}),
    ("place", UNKNOWN, {"home": "110105", "wished_places": frozenset({"320205"})}, {"place": "320200"}),
    ("place", "SAME_STREET", HOME, {"place": "320205001"}),
    ("place", "SAME_DISTRICT", HOME, {"place": "320205002"}),
    ("place", "NEAR", {"home": "320213"}, {"place": "320211"}),
    ("place", "SAME_CITY", HOME, {"place": "320200"}),
    ("place", "SAME_CITY", HOME, {"place": "320282"}),
    ("place", "REACHABLE", {"home": "320214"}, {"place": "320506"}),
    ("place", "FAR", HOME, {"place": "350000"}),
    ("place", "NEAR_WISHED", {"home": "320105", "wished_places": frozenset({"320213"})}, {"place": "320211"}),
    (
        "place",
        "ELSEWHERE",
        {**HOME, "may_relocate": True, "wished_places": frozenset({"310000"})},
        {"place": "440305"},
    ),
    ("skills", UNKNOWN, {"certificates": frozenset({"nurse"})}, skills("焊接")),
    ("skills", "ALL", {"certificates": frozenset({"nurse"})}, skills("护理")),
    ("skills", "ALL", skills("Spring Cloud"), skills("Java")),
    ("skills", "MANY", skills("Java"), skills("Spring Boot")),
    ("skills", "SOME", skills("Java"), skills("Spring Boot", "Redis")),
    ("place", "WISHED", {**HOME, "wished_places": frozenset({"310000"})}, {"place": "310115"}),
    ("place", "WISHED", {"wished_places": frozenset({"320205001"})}, {"place": "320205"}),
    ("place", "SAME_DISTRICT", {**HOME, "wished_places": frozenset({"320205002"})}, {"place": "320205003"}),
    ("place", "LODGING", {**HOME, "may_relocate": True}, {"place": "440305", "lodging": True}),
    ("place", "RELOCATION", {**HOME, "may_relocate": True}, {"place": "440305"}),
    ("place", "FAR", HOME, {"place": "440305"}),
    ("place", "NO_DORMITORY", {**HOME, "needs_dormitory": True}, {"place": "320205", "lodging": False}),
    ("wishes", UNKNOWN, {}, {"occupation": "2-06-03-00", **SURE}),
    ("wishes", UNKNOWN, {"wished_occupations": frozenset({"2-06-03-00"})}, {}),
    (
        "wishes",
        "SAME",
        {"wished_occupations": frozenset({"2-02-10-00"})},
        {"occupation": "2-02-10-03", **SURE},
    ),
    (
        "wishes",
        "CLOSE",
        {"wished_occupations": frozenset({"2-02-10-03"})},
        {"occupation": "2-02-10-05", **SURE},
    ),
    (
        "wishes",
        "RELATED",
        {"wished_occupations": frozenset({"2-06-03-00"})},
        {"occupation": "2-06-02-01", **SURE},
    ),
    (
        "wishes",
        "OTHER",
        {"wished_occupations": frozenset({"2-06-03-00"})},
        {"occupation": "6-18-02-04", **SURE},
    ),
    ("wage", UNKNOWN, {}, {"wage_low": 5000}),
    ("wage", UNKNOWN, {"wage_floor": 4000}, {}),
    ("wage", "MEETS", {"wage_floor": 4000}, {"wage_low": 4000, "wage_high": 6000}),
    ("wage", "PARTLY", {"wage_floor": 5000}, {"wage_low": 4000, "wage_high": 6000}),
    ("wage", "PARTLY", {"wage_floor": 5000}, {"wage_low": 4000}),
    ("wage", "PARTLY", {"wage_floor": 5000}, {"wage_high": 6000}),
    ("wage", "PARTLY", {"wage_floor": 5000}, {"wage_low": 4000, "wage_high": 4500}),
    ("wage", "BELOW", {"wage_floor": 5000}, {"wage_low": 4000, "wage_high": 4499}),
    ("wage", "BELOW", {"wage_floor": 7000}, {"wage_low": 4000, "wage_high": 6000}),
    ("openings", "ONE", {}, {}),
    ("openings", "SEVERAL", {}, {"headcount": 4}),
    ("openings", "MANY", {}, {"headcount": 9, "filled": 4}),
]


@pytest.mark.parametrize(("name", "level", "of_student", "of_opening"), CASES)
def test_level(name, level, of_student, of_opening):
    assert assess(name, replace(STUDENT, **of_student), replace(OPENING, **of_opening))[0] == level


def test_every_level_has_its_example():
    examples = {(name, level) for name, level, *_ in CASES}
    missing = {(c.name, level) for c in CRITERIA for level in c.levels} - examples
    assert missing == {("education", "BELOW")}  # eligibility refuses


def test_more_of_the_wanted_skills_give_more_points():
    wanted = replace(OPENING, **skills("Java", "MySQL", "Redis"))
    points = [
        assess("skills", replace(STUDENT, **skills(*held)), wanted)[1]
        for held in [("焊接",), ("Java",), ("Java", "MySQL"), ("Java", "MySQL", "Redis")]
    ]
    assert points == sorted(set(points))
    assert points[-1] == STANDARD.of("skills")


def test_more_alike_words_give_more_points():
    cashier = replace(STUDENT, **tells("在超市收银、理货"))
    duties = (
        "负责后端接口开发，使用Java",
        "保洁，打扫卫生",
        "接待顾客，介绍商品，完成销售目标",
        "负责收银理货",
    )
    points = [assess("duties", cashier, replace(OPENING, **does(words)))[1] for words in duties]
    assert points == sorted(points)
    silence = STANDARD.points["duties"][UNKNOWN]
    assert points[0] < silence < points[-2] < points[-1] == STANDARD.of("duties")


def test_a_skill_that_is_mentioned_counts_in_part_where_both_texts_tell_of_the_work():
    mentions = replace(STUDENT, **tells("用过Java"), skills_read=frozenset({"Java"}))
    wanted = replace(OPENING, **skills("Java", "MySQL"))
    in_full = assess("skills", mentions, wanted)
    in_part = assess("skills", mentions, replace(wanted, **does("用Java开发")))
    assert (in_full[0], in_part[0]) == ("MANY", "SOME")
    assert in_full[1] > in_part[1] > STANDARD.points["skills"][UNKNOWN]


def test_who_only_mentions_skills_may_have_others():
    mentions = replace(STUDENT, skills_read=frozenset({"焊接"}))
    assert assess("skills", mentions, replace(OPENING, **skills("Java")))[0] == UNKNOWN


def test_graduating_within_a_year_counts_as_the_level_and_says_that_it_is_expected():
    soon = replace(
        STUDENT,
        education=Education.COLLEGE,
        completion=Completion.IN_SCHOOL,
        graduation=TODAY + timedelta(days=200),
    )
    opening = replace(OPENING, education=Education.COLLEGE)
    assert assess("education", soon, opening)[0] == "MATCH"
    facts = BY_NAME["education"].facts(Candidate.of(soon, TODAY, STANDARD), opening, "MATCH")
    assert facts["expected"] is True
