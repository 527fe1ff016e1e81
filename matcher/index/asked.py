"""What the compiled loops are given: openings laid out for searching, and one person's side of it."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Array, Bools, Ints, spans
from matcher.candidate import Candidate
from matcher.columns import Columns
from matcher.common_ground import telling_weights, told_of_anything
from matcher.criteria.duties import likeness_limits
from matcher.criteria.skills import held_weights, weights_beside_duties
from matcher.index.facets import FITS, HERE, NEVER, NOT_REFUSED
from matcher.policy import UNKNOWN, Policy
from matcher.text.profiles import ALIKE, LENGTH_BITS

TELLING = 1 << 16  # added to the weight of a held skill that is common ground where it is wanted


class PerFacet(NamedTuple):
    """An array for each facet: of every opening its kind, or of every kind its points or refusals."""

    work: Array
    place: Array
    requirement: Array
    pay: Array
    left: Array


class Layout(NamedTuple):
    """What is known of each opening, laid out so that what is looked at together lies together in memory."""

    facts: Array  # a record for each opening, in the order of the columns
    wanted: Array  # numbers of the skills that are wanted, by kind of work and place
    duties_ends: NDArray[np.int64]  # the first 0
    duties: NDArray[np.uint16]  # numbers of the features of the duties
    duties_weights: NDArray[np.uint8]

    @classmethod
    def of(cls, openings: Columns, kinds: PerFacet, policy: Policy) -> "Layout":
        """Make the records and sort the skills; the duties are the columns' own."""
        wanted, duties = openings.wanted, openings.duties
        by_work = np.lexsort((kinds.place, kinds.work))
        lengths = np.diff(wanted.ends)[by_work]
        skills = wanted.numbers[spans(wanted.ends[by_work], lengths)].astype(_number_type(wanted.numbers))
        facts = np.empty(len(openings), dtype=_facts_type(kinds))
        for facet, numbers in zip(kinds._fields, kinds, strict=True):
            facts[facet] = numbers
        facts["row"] = np.arange(len(openings))
        facts["first_wanted"][by_work] = np.cumsum(lengths) - lengths
        facts["wants"] = np.diff(wanted.ends)
        facts["enough"] = np.minimum(openings.wanted_weight, policy.thresholds.skills_enough)
        facts["tells_duties"] = duties.told
        arrays = (facts, skills, duties.ends, duties.numbers, duties.weights)
        return cls._make(map(read_only, arrays))


def _number_type(*numbers: Array) -> type[np.uint16 | np.uint32]:
    """The smaller of two types that holds them all; with more types the loops would compile more often."""
    most = max(int(each.max(initial=0)) for each in numbers)
    return np.uint16 if most <= np.iinfo(np.uint16).max else np.uint32


def _facts_type(kinds: PerFacet) -> np.dtype[np.void]:
    number = _number_type(*kinds)
    fields: list[Any] = [
        ("row", np.int32),
        ("first_wanted", np.uint32),  # position in `wanted`
        *((facet, number) for facet in kinds._fields),  # number of its kind
        ("wants", np.uint16),  # so many skills
        ("enough", np.uint16),  # weight of skills that counts as all
        ("tells_duties", np.bool_),
    ]
    return np.dtype(fields, align=True)


class Order(NamedTuple):
    """Openings in an order in which those of a kind stand together."""

    facts: Array  # as in the layout
    ends: NDArray[np.int64]  # of each kind, the first 0

    @classmethod
    def of(cls, facts: Array, facet: str, kinds: int) -> "Order":
        """Sort them by the numbers that their kinds have in one facet."""
        ends = np.concatenate([[0], np.cumsum(np.bincount(facts[facet], minlength=kinds))]).astype(np.int64)
        return cls(read_only(facts[np.argsort(facts[facet], kind="stable")]), read_only(ends))


class Day(NamedTuple):
    """What is searched: all openings, and in two orders those to which somebody may be sent on a day."""

    layout: Layout
    closed: NDArray[np.int8]  # per opening why nobody is sent there: number in REFUSALS, or NOT_REFUSED
    gone: Bools  # per opening whether it does not count any more, open or not
    by_work: Order
    by_place: Order

    @classmethod
    def of(cls, layout: Layout, closed: NDArray[np.int8], gone: Bools, works: int, places: int) -> "Day":
        """Sort the openings that are not closed; `works` and `places` are the numbers of kinds."""
        by_place = Order.of(layout.facts[closed == NOT_REFUSED], "place", places)
        by_work = Order.of(by_place.facts, "work", works)
        return cls(layout, read_only(closed), read_only(gone), by_work, by_place)


def read_only(array: Array) -> Array:
    """A view not to be written to, as mapped files are: so that the loops are compiled for these alone."""
    view = np.asarray(array)[:]
    view.flags.writeable = False
    return view


class Person(NamedTuple):
    """What a person brings."""

    held: Ints  # per skill its weight with this person, plus TELLING where that is common ground
    held_beside_duties: Ints  # the weight where both sides tell of the work
    experience: Ints  # per feature of the duties its weight in the words on experience
    tells: bool  # of experience
    told: bool  # of anything that an opening could meet
    names_skills: bool

    @classmethod
    def of(cls, candidate: Candidate, openings: Columns, policy: Policy) -> "Person":
        """A candidate against the skills that are wanted and the duties that are told."""
        wanted, student = openings.wanted, candidate.student
        weights = held_weights(candidate, policy)
        beside_duties = weights_beside_duties(candidate, policy) if student.experience.features else weights
        held = wanted.per_name(weights)
        held += TELLING * (wanted.per_name(telling_weights(candidate, policy)) > 0)
        return cls(
            held=held,
            held_beside_duties=wanted.per_name(beside_duties),
            experience=openings.duties.per_feature(*student.experience),
            tells=bool(student.experience.features),
            told=told_of_anything(candidate),
            names_skills=bool(student.skills),
        )


class Grades(NamedTuple):
    """The points for skills and for duties."""

    all: int
    unknown: int
    none: int
    related: int  # likeness
    close: int
    close_work: int
    unknown_work: int
    other_work: int

    @classmethod
    def of(cls, policy: Policy) -> "Grades":
        """Those of a policy."""
        points, duties = policy.points["skills"], policy.points["duties"]
        related, close = likeness_limits(policy)
        return cls(
            all=points["ALL"],
            unknown=points[UNKNOWN],
            none=points["NONE"],
            related=related,
            close=close,
            close_work=duties["CLOSE"],
            unknown_work=duties[UNKNOWN],
            other_work=duties["OTHER"],
        )


class Marks(NamedTuple):
    """Numbers that stand for something, as they are in the files that define them."""

    telling: int = TELLING
    fits: int = FITS
    here: int = HERE
    never: int = NEVER
    not_refused: int = NOT_REFUSED
    alike: int = ALIKE
    length_bits: int = LENGTH_BITS


class Asked(NamedTuple):
    """A question: the best for this person, or what became of all openings."""

    tables: PerFacet  # the points of every kind or, where what became of them is asked, the refusals
    ground: NDArray[np.int8]  # per kind of work the bits FITS and HERE
    person: Person
    grades: Grades
    marks: Marks
