"""The plan for students on openings: on the very ranks and scores of their shortlists."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from matcher.columns import Columns
from matcher.plan.ranked import may_be_placed, plan_students
from matcher.ranking import EveryPair, Ranking
from matcher.records import Opening, Student
from matcher.shortlist import shortlists
from matcher.vocabulary import StudentState, Without
from tests.matcher.worlds import TODAY, markets, seekers, students


@given(st.lists(students | seekers, max_size=6), markets, st.integers(1, 3))
def test_proposals_are_items_of_the_own_shortlist(
    people: list[Student], market: list[Opening], candidates: int
) -> None:
    ranking = Ranking(EveryPair(Columns.of(market)))
    record = {opening.ref: opening for opening in market}
    plan = plan_students(people, {}, ranking, as_of=TODAY, candidates=candidates)
    lists = shortlists(people, ranking, lambda refs: [record[ref] for ref in refs], as_of=TODAY, k=10**6)
    own = {found.ref: found for found in lists}
    assert plan.optimal
    for proposal in plan.proposals:
        match = own[proposal.student].items[proposal.rank - 1]
        assert (match.opening, match.score) == (proposal.opening, proposal.score)
        assert proposal.regret == own[proposal.student].items[0].score - proposal.score
    for opening, count in Counter(each.opening for each in plan.proposals).items():
        assert count <= record[opening].headcount - record[opening].filled
    for none in plan.unplaced:
        barred = none.reason in {Without.NO_ELIGIBLE, Without.WISHES_EXCLUDE}
        assert barred == (not own[none.student].items)
    told = {each.student for each in (*plan.proposals, *plan.unplaced)}
    assert told == {student.ref for student in people if may_be_placed(student, TODAY)}


def test_who_has_work_or_is_too_young_takes_no_part(student_with_nothing_told: Student) -> None:
    grown = student_with_nothing_told
    assert may_be_placed(grown, TODAY)
    assert may_be_placed(replace(grown, state=StudentState.SEEKING), TODAY)
    assert not may_be_placed(replace(grown, state=StudentState.EMPLOYED), TODAY)
    assert not may_be_placed(replace(grown, state=StudentState.ARMY), TODAY)
    assert not may_be_placed(replace(grown, birth_date=date(TODAY.year - 16, 12, 31)), TODAY)


def test_whom_only_distance_keeps_from_an_opening_is_told_so(
    student_with_nothing_told: Student, opening_with_nothing_told: Opening
) -> None:
    here = replace(student_with_nothing_told, home="320205", may_relocate=False)
    far = Ranking(EveryPair(Columns.of([replace(opening_with_nothing_told, place="440300")])))
    (none,) = plan_students([here], {}, far, as_of=TODAY).unplaced
    assert none.reason is Without.WISHES_EXCLUDE
    nothing = Ranking(EveryPair(Columns.of([])))
    (none,) = plan_students([here], {}, nothing, as_of=TODAY).unplaced
    assert none.reason is Without.NO_ELIGIBLE


def test_the_priority_decides_who_has_the_only_place(
    student_with_nothing_told: Student, opening_with_nothing_told: Opening
) -> None:
    people = [replace(student_with_nothing_told, ref=ref, key=ref) for ref in "ab"]
    ranking = Ranking(EveryPair(Columns.of([opening_with_nothing_told])))
    for first in "ab":
        (proposal,) = plan_students(people, {first: 1}, ranking, as_of=TODAY).proposals
        assert proposal.student == first
