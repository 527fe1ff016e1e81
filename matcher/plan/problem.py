"""The plan's problem in numbers: students and openings in the order of their keys, orders looked up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.arrays import Bools
from matcher.plan.caps import forest
from matcher.plan.network import NOBODY, Edges, Network
from matcher.plan.orders import Cap, InvalidOrder, Orders, Participant, Vacancy


@dataclass(frozen=True)
class Problem:
    """Who is to be placed where, and what must and must not be."""

    students: tuple[Participant, ...]
    openings: tuple[Vacancy, ...]
    pins: Mapping[int, int]  # numbers of students → of openings
    bans: Mapping[int, frozenset[int]]
    network: Network  # with what is left beside the pins

    @classmethod
    def of(
        cls, students: Iterable[Participant], openings: Iterable[Vacancy], orders: Orders | None = None
    ) -> "Problem":
        """Number everything, in whatever order it comes. Raises InvalidOrder and CapsCross."""
        orders = orders or Orders()
        people = sorted(students, key=lambda student: (student.key, student.ref))
        offered = sorted(openings, key=lambda opening: (opening.key, opening.ref))
        student_row = {student.ref: row for row, student in enumerate(people)}
        opening_row = {opening.ref: row for row, opening in enumerate(offered)}
        pins = {}
        for student, opening in orders.pins.items():  # as they are told: a refusal names the first too many
            if (student, opening) in orders.bans:
                raise InvalidOrder(reason="BANNED", student=student, opening=opening)
            if student not in student_row:
                raise InvalidOrder(reason="NO_PARTICIPANT", student=student, opening=opening)
            if opening not in opening_row:
                raise InvalidOrder(reason="NO_VACANCY", student=student, opening=opening)
            pins[student_row[student]] = opening_row[opening]
        banned: dict[int, set[int]] = {}
        for student, opening in orders.bans:
            if student in student_row and opening in opening_row:  # else it forbids nothing here
                banned.setdefault(student_row[student], set()).add(opening_row[opening])
        return cls(
            tuple(people),
            tuple(offered),
            pins,
            {number: frozenset(theirs) for number, theirs in banned.items()},
            _network(people, offered, opening_row, pins, orders.caps),
        )

    @cached_property
    def pinned(self) -> Bools:
        """Which students are pinned."""
        return np.isin(np.arange(len(self.students)), list(self.pins))

    def open_edges(self, edges: Edges) -> Bools:
        """Which edges the plan may take: not those of the pinned, and none that is banned."""
        kept = ~self.pinned[edges.students]
        for number, openings in self.bans.items():
            theirs = slice(edges.ends[number], edges.ends[number + 1])
            kept[theirs] &= ~np.isin(edges.openings[theirs], list(openings))
        return kept


def _network(
    people: list[Participant],
    offered: list[Vacancy],
    opening_row: Mapping[str, int],
    pins: Mapping[int, int],
    caps: Sequence[Cap],
) -> Network:
    known = [(cap, [opening_row[ref] for ref in cap.openings if ref in opening_row]) for cap in caps]
    known.sort(key=lambda each: (len(each[1]), each[0].name))
    parents = forest(len(offered), [(cap.name, np.array(sorted(rows), np.int64)) for cap, rows in known])
    left = [opening.places for opening in offered] + [cap.limit for cap, _ in known]
    for number, row in pins.items():
        node = row
        while node != NOBODY:
            left[node] -= 1
            if left[node] < 0:
                name = offered[node].ref if node < len(offered) else known[node - len(offered)][0].name
                student, opening = people[number].ref, offered[row].ref
                raise InvalidOrder(reason="FULL", student=student, opening=opening, name=name)
            node = int(parents[node])
    free = [0 if number in pins else student.priority for number, student in enumerate(people)]
    capacities = np.array(left, np.int64)
    return Network(np.array(free, np.int64), capacities[: len(offered)], capacities[len(offered) :], parents)
