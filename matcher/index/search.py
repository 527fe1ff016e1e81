"""The compiled loops: the best openings for one person, and what became of all of them.

What they are given is told in matcher.index.asked.

Branch and bound: openings stand in groups of equal work. Groups are visited from the best work on, and a
group, or an opening in it, is left as soon as even full points for all that was not looked at could not
bring it into the list. What is left out can therefore never have belonged there: the answer is exact.
"""

from typing import Any

import numpy as np
from numba import njit

from matcher.index.asked import TELLING
from matcher.index.facets import ELSEWHERE, FITS, GONE, NOT_REFUSED
from matcher.text.profiles import ALIKE, LENGTH_BITS

_WEIGHT = TELLING - 1
_ROW_BITS = 32  # a score and a row in one number: the higher score first, then the lower row
_LAST_ROW = (1 << _ROW_BITS) - 1


@njit(cache=True, nogil=True)
def best(k: Any, layout: Any, closed: Any, points: Any, ground: Any, person: Any, grades: Any) -> Any:  # noqa: PLR0917
    """Scores and rows of the best `k`, the best first and ties by row: an int64 array of shape (2, found)."""
    if not len(layout.row):
        return np.empty((2, 0), dtype=np.int64)
    heap = np.full(k, -1, dtype=np.int64)  # the worst of the best so far on top
    most_work = grades.close_work if person.tells else grades.unknown_work
    most_left = max(grades.all, grades.unknown, grades.none) + most_work
    most_after_requirement = most_left + points.pay.max() + points.left.max()
    most_after_place = most_after_requirement + points.requirement.max()
    most_after_work = most_after_place + points.place.max()
    for group in _from_the_best(points.work):
        work = points.work[group]
        if work + most_after_work < heap[0] >> _ROW_BITS:
            break
        for at in range(layout.group_ends[group], layout.group_ends[group + 1]):
            least = heap[0] >> _ROW_BITS
            score = work + points.place[layout.place[at]]
            if score + most_after_place < least:
                continue
            score += points.requirement[layout.requirement[at]]
            if score + most_after_requirement < least or closed[at] != NOT_REFUSED:
                continue
            score += points.pay[layout.pay[at]] + points.left[layout.left[at]]
            if score + most_left < least:
                continue
            skills, shares = _skills(at, layout, ground[group], person, grades)
            if score + skills + most_work < least:
                continue
            duties, has_done = _duties(at, layout, person, grades)
            key = ((score + skills + duties) << _ROW_BITS) | (_LAST_ROW - layout.row[at])
            if (shares or has_done) and key > heap[0]:
                _replace_top(heap, key)
    found = np.sort(heap[heap >= 0])[::-1]
    answer = np.empty((2, len(found)), dtype=np.int64)
    answer[0] = found >> _ROW_BITS
    answer[1] = _LAST_ROW - (found & _LAST_ROW)
    return answer


@njit(cache=True, nogil=True)
def census(  # noqa: PLR0917
    layout: Any, closed: Any, refusals: Any, ground: Any, person: Any, grades: Any, no_common_ground: Any
) -> Any:
    """How many openings each rule refuses first, by number; the last count is of those that none refuses."""
    eligible = no_common_ground + 1
    counts = np.zeros(eligible + 1, dtype=np.int64)
    for group in range(len(ground)):
        for at in range(layout.group_ends[group], layout.group_ends[group + 1]):
            first = min(
                closed[at],
                refusals.requirement[layout.requirement[at]],
                refusals.place[layout.place[at]],
            )
            if first == GONE:
                continue
            if first != NOT_REFUSED:
                counts[first] += 1
            elif not person.told or ground[group] & FITS != 0:
                counts[eligible] += 1
            else:
                grounded = _skills(at, layout, ground[group], person, grades)[1]
                grounded = grounded or _duties(at, layout, person, grades)[1]
                counts[eligible if grounded else no_common_ground] += 1
    return counts


@njit(cache=True, nogil=True)
def _skills(at: Any, layout: Any, ground: Any, person: Any, grades: Any) -> Any:
    """Points for skills, and whether study, wishes or skills are common ground: as criterion and rule say."""
    shared, telling, shares_all = 0, False, False
    beside_duties = _both_told(at, layout, person)
    for number in layout.wanted[layout.wanted_ends[at] : layout.wanted_ends[at + 1]]:
        held = person.held[number]
        shared += person.held_beside_duties[number] if beside_duties else held & _WEIGHT
        telling |= held >= TELLING
    wanted = layout.wanted_weight[at]
    if wanted == 0 or (shared == 0 and not person.names_skills):
        points = grades.unknown
    elif shared == 0:
        points = grades.none
    else:
        enough = min(wanted, grades.enough)
        shares_all = telling and shared >= enough
        points = grades.unknown + (grades.all - grades.unknown) * min(shared, enough) // max(enough, 1)
    elsewhere = ground & ELSEWHERE != 0
    grounded = not person.told or ground & FITS != 0 or shares_all or (telling and not elsewhere)
    return points, grounded


@njit(cache=True, nogil=True)
def _duties(at: Any, layout: Any, person: Any, grades: Any) -> Any:
    """Points for duties, and whether the person has done close work: as the criterion has it."""
    if not _both_told(at, layout, person):
        return grades.unknown_work, False
    product = 0
    for place in range(layout.duties_ends[at], layout.duties_ends[at + 1]):
        product += person.experience[layout.duties[place]] * layout.duties_weights[place]
    alike = product * ALIKE >> 2 * LENGTH_BITS
    if alike >= grades.close:
        return grades.close_work, True
    if alike >= grades.related:
        better = (grades.close_work - grades.unknown_work) * (alike - grades.related)
        return grades.unknown_work + better // max(grades.close - grades.related, 1), False
    better = (grades.unknown_work - grades.other_work) * alike
    return grades.other_work + better // max(grades.related, 1), False


@njit(cache=True, nogil=True)
def _both_told(at: Any, layout: Any, person: Any) -> Any:
    """Whether the words on experience and those on duties both tell of work."""
    return person.tells and layout.duties_ends[at] < layout.duties_ends[at + 1]


@njit(cache=True, nogil=True)
def _from_the_best(points: Any) -> Any:
    """Positions sorted by falling points: a counting sort, for there are many groups and few values."""
    most = points.max()
    starts = np.zeros(most + 2, dtype=np.int64)
    for value in points:
        starts[most - value + 1] += 1
    starts = np.cumsum(starts)
    order = np.empty(len(points), dtype=np.int64)
    for position, value in enumerate(points):
        slot = most - value
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
