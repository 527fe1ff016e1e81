"""The compiled loops: the best openings for one person, and what became of all of them.

What they are given is told in matcher.index.asked.

The best are found by the threshold algorithm (Fagin, Lotem and Naor 2003) over two orders of the same
openings, by work and by place. Kinds of work and kinds of place are visited from the best on, until even the
next of both, with full points for all that was not looked at, could not bring an opening into the list.
What is left out can therefore never have belonged there: the answer is exact.

numba keeps what it compiled until this file changes, so that constants of other files would stay as they
were: they come in with the question, as `marks`.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

_ROW_BITS = 32  # a score and a row in one number: the higher score first, then the lower row
_LAST_ROW = (1 << _ROW_BITS) - 1


class _Most(NamedTuple):
    """The most points that can still come, and those of skills and of duties among them."""

    after_place: int
    after_requirement: int
    skills: int
    duties: int


@njit(cache=True, nogil=True)
def best(k: Any, day: Any, asked: Any) -> Any:
    """Scores and rows of the best `k`, the best first and ties by row: an int64 array of shape (2, found).

    The points for work and for place are written to: a kind that was visited is worth `never`.
    """
    heap = np.full(k, -1, dtype=np.int64)  # the worst of the best so far on top
    if k > 0:
        most, points = _most(asked), asked.tables
        works, places = _from_the_best(points.work), _from_the_best(points.place)
        work, work_end, of_work = _level(0, works, points.work, day.by_work.ends)
        place, place_end, of_place = _level(0, places, points.place, day.by_place.ends)
        while work < len(works) and place < len(places):
            ahead = points.work[works[work]] + points.place[places[place]] + most.after_place
            if ahead < max(heap[0] >> _ROW_BITS, 0):
                break
            if of_work <= of_place:
                for kind in works[work:work_end]:
                    _visit(heap, _of_kind(day.by_work, kind), day, asked, most)
                    points.work[kind] = asked.marks.never
                work, work_end, of_work = _level(work_end, works, points.work, day.by_work.ends)
            else:
                for kind in places[place:place_end]:
                    _visit(heap, _of_kind(day.by_place, kind), day, asked, most)
                    points.place[kind] = asked.marks.never
                place, place_end, of_place = _level(place_end, places, points.place, day.by_place.ends)
    found = np.sort(heap[heap >= 0])[::-1]
    answer = np.empty((2, len(found)), dtype=np.int64)
    answer[0] = found >> _ROW_BITS
    answer[1] = _LAST_ROW - (found & _LAST_ROW)
    return answer


@njit(cache=True, nogil=True)
def _most(asked: Any) -> Any:
    points, person, grades = asked.tables, asked.person, asked.grades
    duties = grades.close_work if person.tells else grades.unknown_work
    skills = grades.all if person.held.any() else grades.unknown
    after_requirement = points.pay.max() + points.left.max() + skills + duties
    return _Most(points.requirement.max() + after_requirement, after_requirement, skills, duties)


@njit(cache=True, nogil=True)
def _level(start: Any, kinds: Any, points: Any, ends: Any) -> Any:
    """From `start` on the kinds that are worth the same: where they begin and end, and how many openings."""
    end, openings = start, 0
    while end < len(kinds) and points[kinds[end]] == points[kinds[start]]:
        openings += ends[kinds[end] + 1] - ends[kinds[end]]
        end += 1
    return start, end, openings


@njit(cache=True, nogil=True)
def _of_kind(order: Any, kind: Any) -> Any:
    return order.facts[order.ends[kind] : order.ends[kind + 1]]


@njit(cache=True, nogil=True)
def _visit(heap: Any, several: Any, day: Any, asked: Any, most: Any) -> None:
    """Put openings into the heap that belong there; one is left as soon as its best could not."""
    points = asked.tables
    for facts in several:
        least = heap[0] >> _ROW_BITS
        score = points.work[facts.work] + points.place[facts.place]
        if score + most.after_place < least:
            continue
        score += points.requirement[facts.requirement]
        if score + most.after_requirement < least:
            continue
        score += points.pay[facts.pay] + points.left[facts.left]
        most_skills = most.skills if facts.wants else asked.grades.unknown
        most_duties = most.duties if facts.tells_duties else asked.grades.unknown_work
        if _key(score + most_skills + most_duties, facts.row) <= heap[0]:
            continue
        skills, shares = _skills(facts, day, asked)
        if _key(score + skills + most_duties, facts.row) <= heap[0]:
            continue
        duties, has_done = _duties(facts, day, asked)
        key = _key(score + skills + duties, facts.row)
        if (shares or has_done) and key > heap[0] and not day.gone[facts.row]:
            _replace_top(heap, key)


@njit(cache=True, nogil=True)
def _key(score: Any, row: Any) -> Any:
    return (score << _ROW_BITS) | (_LAST_ROW - row)


@njit(cache=True, nogil=True)
def census(day: Any, asked: Any, last: Any) -> Any:
    """How many openings each rule refuses first, by number; the last count is of those that none refuses.

    `last` is the number of the last rule, which asks for common ground.
    """
    counts = np.zeros(last + 2, dtype=np.int64)
    refusals = asked.tables
    for facts in day.layout.facts:
        if day.gone[facts.row]:
            continue
        first = min(
            day.closed[facts.row], refusals.requirement[facts.requirement], refusals.place[facts.place]
        )
        if first != asked.marks.not_refused:
            counts[first] += 1
        elif not asked.person.told or asked.ground[facts.work] & asked.marks.fits != 0:
            counts[last + 1] += 1
        else:
            grounded = _skills(facts, day, asked)[1]
            grounded = grounded or _duties(facts, day, asked)[1]
            counts[last + 1 if grounded else last] += 1
    return counts


@njit(cache=True, nogil=True)
def _skills(facts: Any, day: Any, asked: Any) -> Any:
    """Points for skills, and whether study, wishes or skills are common ground: as criterion and rule say."""
    shared: Any = 0
    telling: Any = False
    shares_all: Any = False
    person, grades = asked.person, asked.grades
    beside_duties = person.tells and facts.tells_duties
    for number in day.layout.wanted[facts.first_wanted : facts.first_wanted + facts.wants]:
        held = person.held[number]
        shared += person.held_beside_duties[number] if beside_duties else held & (asked.marks.telling - 1)
        telling |= held >= asked.marks.telling
    if facts.wants == 0 or (shared == 0 and not person.names_skills):
        points = grades.unknown
    elif shared == 0:
        points = grades.none
    else:
        enough = np.int64(facts.enough)
        shares_all = telling and shared >= enough
        points = grades.unknown + (grades.all - grades.unknown) * min(shared, enough) // max(enough, 1)
    kind = asked.ground[facts.work]
    elsewhere = kind & asked.marks.here == 0
    grounded = not person.told or kind & asked.marks.fits != 0 or shares_all or (telling and not elsewhere)
    return points, grounded


@njit(cache=True, nogil=True)
def _duties(facts: Any, day: Any, asked: Any) -> Any:
    """Points for duties, and whether the person has done close work: as the criterion has it."""
    person, grades, layout = asked.person, asked.grades, day.layout
    if not (person.tells and facts.tells_duties):
        return grades.unknown_work, False
    product = 0
    for place in range(layout.duties_ends[facts.row], layout.duties_ends[facts.row + 1]):
        product += person.experience[layout.duties[place]] * layout.duties_weights[place]
    alike = product * asked.marks.alike >> 2 * asked.marks.length_bits
    if alike >= grades.close:
        return grades.close_work, True
    if alike >= grades.related:
        better = (grades.close_work - grades.unknown_work) * (alike - grades.related)
        return grades.unknown_work + better // max(grades.close - grades.related, 1), False
    better = (grades.unknown_work - grades.other_work) * alike
    return grades.other_work + better // max(grades.related, 1), False


@njit(cache=True, nogil=True)
def _from_the_best(points: Any) -> Any:
    """Positions sorted by falling points: a counting sort, for there are many kinds and few values."""
    most = max(points.max(), 0)
    starts = np.zeros(most + 3, dtype=np.int64)
    for value in points:
        starts[most - max(value, -1) + 1] += 1
    starts = np.cumsum(starts)
    order = np.empty(len(points), dtype=np.int64)
    for position, value in enumerate(points):
        slot = most - max(value, -1)
        order[starts[slot]] = position
        starts[slot] += 1
    return order


@njit(cache=True, nogil=True)
def _replace_top(heap: Any, key: Any) -> None:
    """Put `key` in the place of the least and restore the heap."""
    at = 0
    while True:
        child = 2 * at + 1
        if child >= len(heap):
            break
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = key
