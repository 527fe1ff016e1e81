"""Each rule, with the case that it refuses and the nearest one that it does not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matcher.candidate import Candidate, age_on
from matcher.eligibility import RULES, all_refusals
from matcher.policy import STANDARD
from matcher.records import Opening, Student
from matcher.vocabulary import Completion, Demand, Education, Hazard, OpeningStatus, Refusal, StudentState
from tests.matcher.worlds import TODAY

ADULT = Student(ref="s", key="s", birth_date=date(2003, 1, 1), education=Education.BACHELOR, home="320205")
MINOR = replace(ADULT, birth_date=date(2009, 1, 1), education=Education.TECHNICAL_SCHOOL)
OPENING = Opening(ref="o", key="A", company="A", title="文员", valid_to=TODAY, place="320205")

BEIJING, SUZHOU_PARK, YIXING = "110105", "320571", "320282"
DAY = timedelta(days=1)


def refusals(student: Student, opening: Opening) -> list[str]:
    return [reason.code for reason in all_refusals(Candidate.of(student, TODAY, STANDARD), opening, STANDARD)]


REFUSED = [
    (Refusal.UNDER_16, {"birth_date": date(2010, 7, 2)}, {}),
    (Refusal.ALREADY_PLACED, {"state": StudentState.EMPLOYED}, {}),
    (Refusal.ALREADY_PLACED, {"state": StudentState.TO_START}, {}),
    (Refusal.NOT_SEEKING, {"state": StudentState.FURTHER_STUDY}, {}),
    (Refusal.NOT_SEEKING, {"state": StudentState.LEFT_PROGRAMME}, {}),
    (Refusal.OPENING_CLOSED, {}, {"status": OpeningStatus.WITHDRAWN}),
    (Refusal.OPENING_WAITING, {}, {"status": OpeningStatus.WAITING}),
    (Refusal.OPENING_EXPIRED, {}, {"valid_to": TODAY - DAY}),
    (Refusal.OPENING_NOT_YET, {}, {"published": TODAY + DAY}),
    (Refusal.OPENING_FULL, {}, {"headcount": 2, "filled": 2}),
    (Refusal.MINIMUM_AGE, {}, {"minimum_age": 25}),
    (Refusal.IN_SCHOOL, {"completion": Completion.IN_SCHOOL, "graduation": TODAY + 400 * DAY}, {}),
    (Refusal.IN_SCHOOL, {"completion": Completion.IN_SCHOOL}, {}),
    (Refusal.EDUCATION_UNKNOWN, {"education": None}, {"education": Education.MIDDLE_SCHOOL}),
    (Refusal.EDUCATION_BELOW, {"education": Education.COLLEGE}, {"education": Education.BACHELOR}),
    (Refusal.EDUCATION_BELOW, {"completion": Completion.LEFT}, {"education": Education.COLLEGE}),
    (Refusal.EXPERIENCE, {}, {"experience_months": 60}),
    (Refusal.CERTIFICATE, {}, {"title": "电焊工"}),
    (Refusal.CERTIFICATE, {}, {"title": "护士"}),
    (
        Refusal.HEALTH_LIMIT,
        {"limits": frozenset({Demand.STANDING})},
        {"demands": frozenset({Demand.STANDING})},
    ),
    (Refusal.OUT_OF_REACH, {"may_relocate": False}, {"place": BEIJING}),
    (Refusal.OUT_OF_REACH, {"wished_places": frozenset({"320200"})}, {"place": BEIJING}),
    (Refusal.OUT_OF_REACH, {"may_relocate": False}, {"place": BEIJING, "lodging": True}),
    (Refusal.OUT_OF_REACH, {"may_relocate": False}, {"place": YIXING}),  # the same city, but far away
]

ACCEPTED = [
    ({"home": "320105", "may_relocate": False, "wished_places": frozenset({"320205"})}, {"place": "320213"}),
    ({"may_relocate": True, "wished_places": frozenset({"320200"})}, {"place": BEIJING}),
    ({"birth_date": date(2010, 7, 1)}, {}),
    ({"state": None}, {}),
    ({"state": StudentState.SEEKING}, {}),
    ({}, {"valid_to": TODAY, "published": TODAY}),
    ({}, {"headcount": 2, "filled": 1}),
    ({}, {"minimum_age": 18}),
    (
        {"completion": Completion.IN_SCHOOL, "graduation": TODAY + 300 * DAY},
        {"education": Education.BACHELOR},
    ),
    ({"education": None, "completion": Completion.IN_SCHOOL, "graduation": TODAY + 300 * DAY}, {}),
    ({"completion": Completion.IN_SCHOOL}, {"internship": True, "education": Education.BACHELOR}),
    ({"education": None}, {"education": Education.ANY}),
    ({"education": None}, {"education": None}),
    ({"education": Education.HIGH_SCHOOL}, {"education": Education.TECHNICAL_SCHOOL}),
    ({"completion": Completion.LEFT}, {"education": Education.HIGH_SCHOOL}),
    ({}, {"experience_months": 48}),
    ({"experience_months": 12}, {"experience_months": 60}),
    ({"certificates": frozenset({"welder"})}, {"title": "电焊工"}),
    ({"certificates": frozenset({"nurse"})}, {"title": "护士"}),
    ({"limits": frozenset({Demand.STANDING})}, {"demands": frozenset()}),
    ({"may_relocate": False}, {"place": None}),
    ({"may_relocate": False}, {"place": "320200"}),
    ({"may_relocate": False}, {"place": SUZHOU_PARK, "lodging": True}),
    ({"may_relocate": False}, {"place": YIXING, "lodging": True}),
    ({"may_relocate": False, "wished_places": frozenset({"110000"})}, {"place": BEIJING}),
    ({"may_relocate": False, "home": BEIJING, "wished_places": frozenset({"320205001"})}, {}),
    ({"may_relocate": False, "home": BEIJING, "wished_places": frozenset({"320205"})}, {"place": "320200"}),
    ({"may_relocate": None}, {"place": BEIJING}),
    ({"may_relocate": True}, {"place": BEIJING}),
]


@pytest.mark.parametrize(("code", "of_student", "of_opening"), REFUSED)
def test_refused(code, of_student, of_opening):
    assert refusals(replace(ADULT, **of_student), replace(OPENING, **of_opening)) == [code]


@pytest.mark.parametrize(("of_student", "of_opening"), ACCEPTED)
def test_not_refused(of_student, of_opening):
    assert refusals(replace(ADULT, **of_student), replace(OPENING, **of_opening)) == []


@pytest.mark.parametrize(
    "of_opening",
    [
        {"title": "电焊工"},
        {"title": "货车司机"},
        {"title": "酒吧服务员"},
        {"title": "装配员", "skills": frozenset({"焊接"})},
        {"hazards": frozenset({Hazard.TOXIC})},
    ],
)
def test_a_minor_is_kept_from_hazards_whatever_certificate_is_held(of_opening):
    held = frozenset({"welder", "driving-a1", "driving-b2"})
    minor = replace(MINOR, certificates=held)
    assert Refusal.MINOR_HAZARD in refusals(minor, replace(OPENING, **of_opening))
    assert Refusal.MINOR_HAZARD not in refusals(
        replace(ADULT, certificates=held), replace(OPENING, **of_opening)
    )


def test_a_minor_may_see_work_that_declares_no_hazard_or_none():
    assert refusals(MINOR, OPENING) == []
    assert refusals(MINOR, replace(OPENING, hazards=frozenset())) == []


def test_a_posting_for_adults_is_not_shown_to_a_minor():
    assert refusals(MINOR, replace(OPENING, minimum_age=18)) == [Refusal.MINIMUM_AGE]


def test_all_that_refuses_is_told_in_the_order_of_the_rules():
    child = replace(ADULT, birth_date=date(2012, 1, 1), education=None)
    opening = replace(OPENING, education=Education.MASTER, filled=1)
    assert refusals(child, opening) == [Refusal.UNDER_16, Refusal.OPENING_FULL, Refusal.EDUCATION_UNKNOWN]


def test_the_rules_stand_in_the_order_of_the_codes():
    codes = list(Refusal)
    assert [rule.code for rule in RULES] == codes[: len(RULES)]
    assert codes[len(RULES) :] == [Refusal.NO_COMMON_GROUND]


@pytest.mark.parametrize(
    ("birth_date", "day", "age"),
    [
        (date(2010, 7, 1), date(2026, 6, 30), 15),
        (date(2010, 7, 1), date(2026, 7, 1), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age_is_counted_on_the_day(birth_date, day, age):
    assert age_on(birth_date, day) == age
