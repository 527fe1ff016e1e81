"""What must hold of every shortlist, whatever the world looks like."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from matcher.law.minors import closed_to_minors
from matcher.policy import FULL_SCORE, STANDARD
from matcher.records import Opening, Student
from matcher.reference.divisions import ancestors
from matcher.results import Shortlist
from matcher.vocabulary import Refusal
from tests.matcher.every_pair import explain, shortlist_openings, shortlist_students
from tests.matcher.worlds import (
    CERTIFICATES,
    OCCUPATIONS,
    PLACES,
    SKILLS,
    TODAY,
    markets,
    openings,
    seekers,
    seekers_of_any_work,
    students,
)


def shortlist(student: Student, market: list[Opening], k: int = 20):
    return shortlist_openings(student, market, as_of=TODAY, k=k)


@given(seekers, markets)
def test_bars_sum_to_the_score_and_stay_within_their_bounds(student, market):
    for match in shortlist(student, market).items:
        assert sum(bar.points for bar in match.bars) == match.score
        assert all(0 <= bar.points <= bar.of for bar in match.bars)
        assert sum(bar.of for bar in match.bars) == FULL_SCORE


@given(seekers, markets, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(student, market, random):
    shuffled = market.copy()
    random.shuffle(shuffled)
    assert shortlist(student, shuffled) == shortlist(student, market)


@given(students, markets)
def test_everybody_is_either_eligible_or_refused_for_a_reason(student, market):
    found = shortlist(student, market)
    assert found.considered == len(market) == found.eligible + sum(found.refused.values())
    assert len(found.items) == min(found.eligible, 20)


@given(students, openings())
def test_listed_means_that_no_rule_refuses_and_refused_means_that_one_does(student, opening):
    listed = bool(shortlist(student, [opening]).items)
    explanation = explain(student, opening, [opening], as_of=TODAY)
    assert listed == (explanation.match is not None) == (not explanation.refused)


@given(students, markets)
def test_nobody_ineligible_is_ever_listed(student, market):
    by_ref = {opening.ref: opening for opening in market}
    for match in shortlist(student, market).items:
        opening = by_ref[match.opening]
        assert opening.status == "open"
        assert opening.filled < opening.headcount
        assert opening.valid_to >= TODAY
        assert student.birth_date <= date(2010, 7, 1)
        assert not (student.limits & opening.demands)


@given(students, markets, st.integers(0, 364))
def test_a_student_aged_15_appears_nowhere(student, market, days):
    child = replace(student, birth_date=date.fromordinal(date(2010, 7, 2).toordinal() + days))
    assert shortlist(child, market).items == ()
    assert shortlist(child, market).refused == {Refusal.UNDER_16: len(market)}
    for opening in market:
        assert shortlist_students(opening, [child], as_of=TODAY).items == ()


def none_is_lower(before: Shortlist, after: Shortlist, refs: set[str]) -> bool:
    """Whether what was listed of `refs` is still listed, with at least the score it had."""
    scores = {match.opening: match.score for match in after.items}
    return all(
        match.opening in scores and scores[match.opening] >= match.score
        for match in before.items
        if match.opening in refs
    )


@given(seekers | seekers_of_any_work, markets, st.lists(st.sampled_from(SKILLS), max_size=3))
def test_adding_a_matching_skill_never_lowers_a_score(student, market, skills):
    for skill in skills:
        more = replace(student, skills=student.skills | {skill})
        wanting = {opening.ref for opening in market if skill in opening.skills}
        assert none_is_lower(shortlist(student, market), shortlist(more, market), wanting)
        student = more


@given(seekers | seekers_of_any_work, markets, st.sampled_from(CERTIFICATES))
def test_adding_a_matching_certificate_never_lowers_a_score(student, market, certificate):
    more = replace(student, certificates=student.certificates | {certificate})
    wanting = {opening.ref for opening in market if certificate in opening.certificates}
    assert none_is_lower(shortlist(student, market), shortlist(more, market), wanting)


@given(seekers | seekers_of_any_work, markets, st.sampled_from(OCCUPATIONS), st.sampled_from(PLACES))
def test_adding_a_wish_that_is_met_never_lowers_a_score(student, market, occupation, place):
    more = replace(student, wished_occupations=student.wished_occupations | {occupation})
    sure = STANDARD.thresholds.occupation_confidence_percent / 100
    met = {o.ref for o in market if o.occupation == occupation and o.occupation_confidence >= sure}
    assert none_is_lower(shortlist(student, market), shortlist(more, market), met)
    more = replace(student, wished_places=student.wished_places | {place})
    there = {o.ref for o in market if o.place and place in (o.place, *ancestors(o.place))}
    assert none_is_lower(shortlist(student, market), shortlist(more, market), there)


def test_the_first_skill_told_does_not_close_what_wants_it(student_with_nothing_told):
    student, wanted = student_with_nothing_told, "沟通能力"
    opening = Opening(ref="o", key="A", company="A", title="文员", valid_to=TODAY, skills=frozenset({wanted}))
    before = shortlist(student, [opening])
    after = shortlist(replace(student, skills=frozenset({wanted})), [opening])
    assert before.items[0].score < after.items[0].score
    other = shortlist(replace(student, skills=frozenset({"护理"})), [opening])
    assert other.refused == {Refusal.NO_COMMON_GROUND: 1}


@given(students, markets)
def test_a_minor_is_listed_nothing_that_is_closed_to_minors(student, market):
    minor = replace(student, birth_date=date(2008, 7, 2))
    by_ref = {opening.ref: opening for opening in market}
    for match in shortlist(minor, market).items:
        opening = by_ref[match.opening]
        assert not opening.hazards
        assert closed_to_minors(opening.title, opening.occupation, opening.skills) is None


@given(st.lists(seekers, min_size=1, max_size=6, unique_by=lambda student: student.ref), openings())
def test_both_ways_give_the_same_scores(everyone, opening):
    for match in shortlist_students(opening, everyone, as_of=TODAY).items:
        student = next(student for student in everyone if student.ref == match.student)
        assert replace(match, rank=1) == shortlist(student, [opening]).items[0]


@given(seekers, markets, st.integers(0, 12))
def test_a_shorter_list_is_the_head_of_a_longer_one(student, market, k):
    assert shortlist(student, market, k).items == shortlist(student, market, 12).items[:k]


@given(seekers, markets)
def test_scores_fall_and_ties_stand_by_natural_key(student, market):
    keys = {opening.ref: (opening.key, opening.ref) for opening in market}
    order = [(-match.score, keys[match.opening]) for match in shortlist(student, market).items]
    assert order == sorted(order)


@given(seekers, markets)
def test_the_explanation_has_the_rank_of_the_shortlist(student, market):
    for match in shortlist(student, market).items:
        opening = next(opening for opening in market if opening.ref == match.opening)
        assert explain(student, opening, market, as_of=TODAY).match == match


def test_no_openings_give_an_empty_list_that_says_so(student_with_nothing_told):
    empty = shortlist(student_with_nothing_told, [])
    assert (empty.considered, empty.eligible, empty.items, empty.refused) == (0, 0, (), {})


def test_the_snapshot_fingerprint_follows_the_facts(student_with_nothing_told):
    opening = Opening(ref="o", key="A\x1f会计", company="A", title="会计", valid_to=TODAY)
    once = shortlist(student_with_nothing_told, [opening])
    again = shortlist(student_with_nothing_told, [opening])
    other = shortlist(student_with_nothing_told, [replace(opening, wage_low=4000)])
    assert once.snapshot == again.snapshot != other.snapshot
    assert once.policy == STANDARD.fingerprint
