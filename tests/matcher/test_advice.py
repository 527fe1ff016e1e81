"""Advice is true: who follows it gets exactly what was promised, and it never names what is there already."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matcher.advice import LEAST_GAIN, LEAST_WAGE_PERCENT, MOST, advise
from matcher.candidate import age_on
from matcher.eligibility import ADULT_AGE
from matcher.records import Opening, Student
from matcher.reference.tables import read_table
from matcher.results import Advice, Explanation, Reason
from matcher.text.certificates import certificates, covers
from matcher.vocabulary import Change, Completion, Education, Refusal, StudentState
from tests.matcher.every_pair import explain
from tests.matcher.worlds import TODAY, openings, people, seekers, students

WELDER = {"title": "电焊工", "occupation": "6-18-02-04", "occupation_confidence": 0.9}
COLLEGE = {"education": Education.COLLEGE}
FAR = {"place": "440300"}


def followed(  # noqa: PLR0911 -- one return for each kind of change
    student: Student, day: date, change: Reason, gained: Sequence[str]
) -> tuple[Student, date]:
    """The student after one change, or the day that is waited for; of several certificates, those gained."""
    match change.code, change.params:
        case Change.CERTIFICATE, _:
            return replace(student, certificates=student.certificates.union(gained)), day
        case Change.SKILL | Change.TELL_SKILL, {"skill": skill}:
            return replace(student, skills=student.skills | {skill}), day
        case Change.WISH, {"occupation": code}:
            return replace(student, wished_occupations=student.wished_occupations | {code}), day
        case Change.PLACE_WISH, {"place": code}:
            return replace(student, wished_places=student.wished_places | {code}), day
        case Change.RELOCATION, _:
            return replace(student, may_relocate=True), day
        case Change.OWN_ROOM, _:
            return replace(student, needs_dormitory=False), day
        case Change.WAGE_FLOOR, {"floor": floor}:
            return replace(student, wage_floor=floor), day
        case Change.DIPLOMA, _:
            return replace(student, completion=Completion.GRADUATED), day
        case Change.EDUCATION, {"asked": asked}:
            return replace(student, education=Education(asked)), day
        case Change.SEEKING, _:
            return replace(student, state=StudentState.SEEKING), day
        case Change.AGE | Change.GRADUATION | Change.PUBLICATION, {"day": later}:
            return student, later
    raise AssertionError(change)


def groups(change: Reason) -> list[list[str]]:
    """The certificates that a change gains, one of each group."""
    found: list[list[str]] = change.params.get("certificates", [])  # type: ignore[assignment]
    return found


def outcomes(student: Student, opening: Opening, changes: tuple[Reason, ...]) -> list[Explanation]:
    """What becomes of the pair when the changes are made, for every choice of certificates that is left."""
    found = []
    for gained in product(*(group for change in changes for group in groups(change))):
        after, day = student, TODAY
        for change in changes:
            after, day = followed(after, day, change, gained)
        found.append(explain(after, opening, [opening], as_of=day))
    return found


def is_there_already(student: Student, change: Reason) -> bool:
    held = covers(student.certificates)
    match change.code, change.params:
        case Change.CERTIFICATE, {"certificates": groups}:
            return any(not held.isdisjoint(group) for group in groups)
        case Change.WAGE_FLOOR, {"floor": floor}:
            return student.wage_floor is None or floor >= student.wage_floor
        case Change.AGE | Change.GRADUATION | Change.PUBLICATION, {"day": day}:
            return day <= TODAY
    after, _ = followed(student, TODAY, change, [])
    return after == student


@given(seekers, st.lists(openings(), min_size=5, max_size=8))
def test_a_match_that_follows_an_advice_gets_exactly_what_was_promised(student, market):
    for opening in market:
        now = explain(student, opening, [opening], as_of=TODAY)
        if now.match is None:
            continue
        assert [len(advice.changes) for advice in now.advice] == [1] * len(now.advice)
        for advice in now.advice:
            assert advice.gain == advice.score - now.match.score >= LEAST_GAIN
            for after in outcomes(student, opening, advice.changes):
                assert after.match is not None
                assert after.match.score == advice.score


@given(students, openings())
def test_what_is_advised_to_the_refused_lifts_every_refusal_and_has_that_score(student, opening):
    now = explain(student, opening, [opening], as_of=TODAY)
    assume(now.match is None)
    assert len(now.advice) <= 1
    for advice in now.advice:
        assert 1 <= len(advice.changes) <= MOST
        for after in outcomes(student, opening, advice.changes):
            assert after.refused == ()
            assert after.match is not None
            assert after.match.score == advice.score == advice.gain


@given(students, openings())
def test_no_change_is_advised_that_is_not_needed(student, opening):
    now = explain(student, opening, [opening], as_of=TODAY)
    assume(now.match is None)
    for advice in now.advice:
        for left_out in advice.changes:
            fewer = tuple(change for change in advice.changes if change is not left_out)
            assert any(after.match is None for after in outcomes(student, opening, fewer))


@given(students | seekers, openings())
def test_nothing_is_advised_that_is_there_already(student, opening):
    for advice in advise(student, opening, as_of=TODAY):
        assert not any(is_there_already(student, change) for change in advice.changes)


@given(seekers, openings())
def test_there_are_at_most_three_of_different_kinds_the_best_first(student, opening):
    found = advise(student, opening, as_of=TODAY)
    assert len(found) <= MOST
    assert all(before.gain >= after.gain for before, after in pairwise(found))
    kinds = [advice.changes[0].code for advice in found]
    assert len(set(kinds)) == len(kinds)


@given(people(birth_date=st.dates(date(2008, 7, 2), date(2010, 7, 1))), openings())
def test_no_minor_is_sent_for_a_licence(student, opening):
    for advice in advise(student, opening, as_of=TODAY):
        days = [TODAY, *(change.params["day"] for change in advice.changes if "day" in change.params)]
        named = {name for change in advice.changes for group in groups(change) for name in group}
        is_of_age = age_on(student.birth_date, max(days)) >= ADULT_AGE
        assert is_of_age or not named & {"welder", "nurse", "forklift", "driving-c1"}


def only(found: tuple[Advice, ...], code: Change) -> Advice:
    return next(advice for advice in found if advice.changes[0].code == code)


@pytest.fixture
def welder(student_with_nothing_told) -> Student:
    return replace(student_with_nothing_told, wished_occupations=frozenset({"6-18-02-04"}), home="320205")


@pytest.fixture
def welding(opening_with_nothing_told) -> Opening:
    return replace(opening_with_nothing_told, place="320205", valid_to=date(2026, 12, 31), **WELDER)


def test_a_missing_licence_is_named_with_what_else_will_do(welder, welding):
    (advice,) = advise(welder, welding, as_of=TODAY)
    assert advice.changes == (
        Reason(Change.CERTIFICATE, {"certificates": [["special-operation", "welder"]]}),
    )


def test_the_certificate_that_the_company_names_is_the_one_to_gain(welder, welding):
    (advice,) = advise(welder, replace(welding, certificates=frozenset({"welder"})), as_of=TODAY)
    assert advice.changes == (Reason(Change.CERTIFICATE, {"certificates": [["welder"]]}),)


def test_of_several_certificates_those_that_bring_most_are_named(welder, welding):
    (advice,) = advise(welder, replace(welding, skills=frozenset({"焊接"})), as_of=TODAY)
    assert advice.changes == (Reason(Change.CERTIFICATE, {"certificates": [["welder"]]}),)


NURSING = {"title": "护士", "occupation": "2-05-08-01", "occupation_confidence": 0.9}


@pytest.mark.parametrize(("field", "advised"), [("nursing", True), ("accounting", False)])
def test_a_profession_is_advised_only_to_who_studied_for_it(welder, welding, field, advised):
    student = replace(welder, fields=frozenset({field}), wished_occupations=frozenset({"2-05-08-01"}))
    found = advise(student, replace(welding, **NURSING), as_of=TODAY)
    assert bool(found) is advised


def test_what_takes_years_is_not_advised(welder, welding):
    student = replace(welder, certificates=frozenset({"welder"}))
    found = advise(student, replace(welding, certificates=frozenset({"cet-4", "architect"})), as_of=TODAY)
    assert not [advice for advice in found if advice.changes[0].code == Change.CERTIFICATE]


def test_only_certificates_that_there_are_have_limits():
    limited = [certificate for certificate, _, _ in read_table("limited_certificates.csv")]
    assert set(limited) <= certificates().keys()
    assert {limit for _, limit, _ in read_table("limited_certificates.csv")} == {"study", "closed"}


def test_who_lacks_nothing_is_told_nothing(welder, welding):
    student = replace(welder, certificates=frozenset({"welder"}), may_relocate=True)
    assert advise(student, replace(welding, occupation=None), as_of=TODAY) == ()


def test_a_birthday_can_be_waited_for_while_the_opening_is_valid(welder, opening_with_nothing_told):
    child = replace(welder, birth_date=date(2010, 9, 1), wished_occupations=frozenset())
    shop = replace(opening_with_nothing_told, title="营业员", valid_to=date(2026, 9, 1))
    (advice,) = advise(child, shop, as_of=TODAY)
    assert advice.changes == (Reason(Change.AGE, {"day": date(2026, 9, 1), "age": 16}),)
    assert advise(child, replace(shop, valid_to=date(2026, 8, 31)), as_of=TODAY) == ()


def test_who_is_born_on_a_leap_day_comes_of_age_on_the_first_of_march(opening_with_nothing_told):
    child = Student(ref="s", key="s", birth_date=date(2012, 2, 29))
    day = date(2027, 6, 1)
    shop = replace(opening_with_nothing_told, title="营业员", valid_to=date(2030, 3, 1))
    (advice,) = advise(child, shop, as_of=day)
    assert advice.changes[0].params["day"] == date(2028, 2, 29)
    grown = replace(shop, minimum_age=18)
    (advice,) = advise(child, grown, as_of=day)
    assert advice.changes[0].params["day"] == date(2030, 3, 1)


def test_a_young_welder_waits_and_learns(welder, welding):
    young = replace(welder, birth_date=date(2008, 10, 1))
    (advice,) = advise(young, welding, as_of=TODAY)
    assert [change.code for change in advice.changes] == [Change.AGE, Change.CERTIFICATE]


def test_who_is_long_in_school_is_shown_again_a_year_before_the_end(welder, opening_with_nothing_told):
    pupil = replace(
        welder, wished_occupations=frozenset(), completion=Completion.IN_SCHOOL, graduation=date(2027, 9, 15)
    )
    (advice,) = advise(pupil, replace(opening_with_nothing_told, valid_to=date(2026, 12, 31)), as_of=TODAY)
    assert advice.changes[0].code == Change.GRADUATION
    assert advice.changes[0].params["day"] == date(2026, 9, 15)


@pytest.mark.parametrize(
    ("facts", "of_opening", "code"),
    [
        ({"may_relocate": False}, FAR, Change.RELOCATION),
        ({"wished_occupations": frozenset({"4-01-02-01"})}, {}, Change.WISH),
        (COLLEGE | {"completion": Completion.COMPLETED}, COLLEGE, Change.DIPLOMA),
        ({}, COLLEGE, Change.EDUCATION),
        ({"state": StudentState.NOT_SEEKING}, {}, Change.SEEKING),
        ({}, {"published": date(2026, 8, 1)}, Change.PUBLICATION),
    ],
)
def test_a_refusal_is_lifted_by(welder, welding, facts, of_opening, code):
    student = replace(welder, certificates=frozenset({"welder"}), **facts)
    (advice,) = advise(student, replace(welding, **of_opening), as_of=TODAY)
    assert [change.code for change in advice.changes] == [code]


@pytest.mark.parametrize(
    ("facts", "of_opening", "code"),
    [
        ({"skills": frozenset({"C"})}, {"skills": frozenset({"Java"})}, Change.SKILL),
        ({}, {"certificates": frozenset({"forklift"})}, Change.CERTIFICATE),
        ({"wished_occupations": frozenset({"6-18-02-05"})}, {}, Change.WISH),
        ({"wished_occupations": frozenset()}, {}, Change.WISH),
        ({"wished_places": frozenset({"310000"}), "may_relocate": True}, FAR, Change.PLACE_WISH),
        ({}, FAR, Change.RELOCATION),
        ({"needs_dormitory": True}, {"lodging": False}, Change.OWN_ROOM),
        ({"wage_floor": 5000}, {"wage_low": 4500, "wage_high": 4800}, Change.WAGE_FLOOR),
    ],
)
def test_a_score_is_raised_by(welder, welding, facts, of_opening, code):
    student = replace(welder, certificates=frozenset({"welder"}), **facts)
    found = advise(student, replace(welding, **of_opening), as_of=TODAY)
    assert only(found, code).gain > 0


@pytest.mark.parametrize(
    ("told", "code"), [(frozenset(), Change.TELL_SKILL), (frozenset({"焊接"}), Change.SKILL)]
)
def test_who_told_of_no_skill_may_have_it_already(welder, welding, told, code):
    student = replace(welder, certificates=frozenset({"welder"}), skills=told)
    found = advise(student, replace(welding, skills=frozenset({"Java"})), as_of=TODAY)
    assert [advice.changes[0].code for advice in found if "skill" in advice.changes[0].params] == [code]


def test_nobody_is_told_to_live_on_much_less(welder, welding):
    student = replace(welder, certificates=frozenset({"welder"}), wage_floor=5000)
    low = 5000 * LEAST_WAGE_PERCENT // 100 - 1
    found = advise(student, replace(welding, wage_low=low, wage_high=low), as_of=TODAY)
    assert not [advice for advice in found if advice.changes[0].code == Change.WAGE_FLOOR]


def test_a_trait_of_character_is_nothing_to_learn(welder, welding):
    student = replace(welder, certificates=frozenset({"welder"}))
    found = advise(student, replace(welding, skills=frozenset({"沟通能力"})), as_of=TODAY)
    assert not [advice for advice in found if advice.changes[0].code == Change.SKILL]


@pytest.mark.parametrize("refusal", [Refusal.HEALTH_LIMIT, Refusal.EXPERIENCE, Refusal.OPENING_FULL])
def test_what_nobody_can_change_is_left_alone(welder, welding, refusal):
    student = replace(welder, certificates=frozenset({"welder"}), limits=frozenset({"standing"}))
    barred = {
        Refusal.HEALTH_LIMIT: {"demands": frozenset({"standing"})},
        Refusal.EXPERIENCE: {"experience_months": 120},
        Refusal.OPENING_FULL: {"filled": 1},
    }
    opening = replace(welding, **barred[refusal])
    found = explain(student, opening, [opening], as_of=TODAY)
    assert [reason.code for reason in found.refused] == [refusal]
    assert found.advice == ()
