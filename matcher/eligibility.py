"""The hard rules: who may meet which opening, and the code of each refusal.

The rules stand in the order of `Refusal`: first what is true of the person, then of the opening, then of
the two together. The law's own figures are constants here; what a district may choose is policy.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from matcher.arrays import MISSING, Bools, Ints, across
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import STATUSES, Columns, Groups
from matcher.criteria.education import education_ranks
from matcher.criteria.experience import experience_shortfall
from matcher.criteria.place import distance, way_to_work
from matcher.law.certificates import certificates_demanded
from matcher.law.minors import closed_to_minors
from matcher.policy import Policy
from matcher.records import Opening
from matcher.results import Reason
from matcher.vocabulary import OpeningStatus, Refusal, StudentState

WORKING_AGE = 16  # 禁止使用童工规定, article 2
ADULT_AGE = 18  # 劳动法, article 58: 16- and 17-year-olds are protected at work

REFUSALS = tuple(Refusal)

PLACED_STATES = {StudentState.TO_START, StudentState.EMPLOYED, StudentState.SELF_EMPLOYED}
NOT_SEEKING_STATES = {
    StudentState.FURTHER_STUDY,
    StudentState.ARMY,
    StudentState.NOT_SEEKING,
    StudentState.MOVED_AWAY,
    StudentState.LEFT_PROGRAMME,
}

Facts = Mapping[str, object]


@dataclass(frozen=True)
class Rule:
    """One reason to refuse: which pairs it refuses, and what to tell about one of them.

    What `refuses` answers may be of any shape that spreads over (people, openings).
    """

    code: Refusal
    refuses: Callable[[Candidates, Columns, Policy], Bools]
    facts: Callable[[Candidate, Opening, Policy], Facts]


OPENINGS_OWN: dict[Refusal, Callable[[Columns, int], Bools]] = {
    Refusal.OPENING_CLOSED: lambda openings, day: _status(
        openings, OpeningStatus.CLOSED, OpeningStatus.WITHDRAWN
    ),
    Refusal.OPENING_WAITING: lambda openings, day: _status(openings, OpeningStatus.WAITING),
    Refusal.OPENING_EXPIRED: lambda openings, day: openings.valid_to < day,
    Refusal.OPENING_NOT_YET: lambda openings, day: openings.published > day,
    Refusal.OPENING_FULL: lambda openings, day: openings.left <= 0,
}
"""What is wrong with an opening on a day (a proleptic ordinal), whoever asks; in the order of RULES."""


def own_refusals(openings: Columns, day: date) -> Ints:
    """Per opening what is first wrong with it that day: a number in REFUSALS, or MISSING."""
    first = np.full(len(openings), MISSING, dtype=np.int32)
    for code, refuses in reversed(OPENINGS_OWN.items()):
        np.copyto(first, REFUSALS.index(code), where=refuses(openings, day.toordinal()))
    return first


def first_refusals(
    people: Candidates, openings: Columns, policy: Policy, rules: Sequence[Rule] | None = None
) -> Ints:
    """Per pair the number in REFUSALS of the first rule that refuses it; MISSING where none does.

    Shape (people, openings); `rules` are some of RULES, in their order.
    """
    first = np.full((len(people), len(openings)), MISSING, dtype=np.int32)
    for rule in reversed(RULES if rules is None else rules):
        np.copyto(first, REFUSALS.index(rule.code), where=rule.refuses(people, openings, policy))
    return first


def all_refusals(candidate: Candidate, opening: Opening, policy: Policy) -> tuple[Reason, ...]:
    """Every rule that refuses one opening, with what it is about."""
    person, alone = Candidates.of([candidate]), Columns.of([opening])
    return tuple(
        Reason(rule.code, rule.facts(candidate, opening, policy))
        for rule in RULES
        if np.any(rule.refuses(person, alone, policy))
    )


def _in_state(people: Candidates, states: Collection[StudentState]) -> Bools:
    return people.state.spread([state in states for state in people.state.values])[:, None]


def _status(openings: Columns, *statuses: OpeningStatus) -> Bools:
    return np.isin(openings.status, [STATUSES.index(status) for status in statuses])


def _lacks_certificate(people: Candidates, openings: Columns, policy: Policy) -> Bools:
    return across(people.certificates, openings.demanded_certificates, _lack)


def _lack(held: frozenset[str], demanded: Sequence[Groups]) -> Bools:
    lacking = [any(group.isdisjoint(held) for group in groups) for groups in demanded]
    return np.array(lacking, dtype=np.bool_)


def _missing_groups(candidate: Candidate, groups: Groups) -> list[list[str]]:
    return sorted(sorted(group) for group in groups if group.isdisjoint(candidate.certificates))


def _out_of_reach(people: Candidates, openings: Columns, policy: Policy) -> Bools:
    way = way_to_work(people, openings)
    # Who names places and does not say that others would do as well means those places.
    settled = (people.may_relocate == 0) | ((people.may_relocate == MISSING) & people.names_places)
    near_wished = way.wished | way.perhaps_wished | (way.km_from_wished <= policy.thresholds.near_km)
    refused: Bools = settled & ~near_wished & (way.km > _reach(openings.lodging == 1, policy))
    return refused


def _reach(lodging: Bools, policy: Policy) -> np.ndarray:
    return np.where(lodging, policy.thresholds.reach_with_lodging_km, policy.thresholds.reach_km)


def _own(code: Refusal, facts: Callable[[Opening], Facts]) -> Rule:
    """What is wrong with an opening whoever asks, as a rule like any other."""
    refuses = OPENINGS_OWN[code]
    return Rule(
        code,
        lambda people, openings, policy: refuses(openings, people.day),
        lambda candidate, opening, policy: facts(opening),
    )


RULES: tuple[Rule, ...] = (
    Rule(
        Refusal.UNDER_16,
        lambda people, openings, policy: people.age < WORKING_AGE,
        lambda candidate, opening, policy: {"age": candidate.age, "minimum": WORKING_AGE},
    ),
    Rule(
        Refusal.ALREADY_PLACED,
        lambda people, openings, policy: _in_state(people, PLACED_STATES),
        lambda candidate, opening, policy: {"state": str(candidate.student.state)},
    ),
    Rule(
        Refusal.NOT_SEEKING,
        lambda people, openings, policy: _in_state(people, NOT_SEEKING_STATES),
        lambda candidate, opening, policy: {"state": str(candidate.student.state)},
    ),
    _own(Refusal.OPENING_CLOSED, lambda opening: {"status": str(opening.status)}),
    _own(Refusal.OPENING_WAITING, lambda opening: {}),
    _own(Refusal.OPENING_EXPIRED, lambda opening: {"valid_to": opening.valid_to}),
    _own(Refusal.OPENING_NOT_YET, lambda opening: {"published": opening.published}),
    _own(Refusal.OPENING_FULL, lambda opening: {"headcount": opening.headcount}),
    Rule(
        Refusal.MINOR_HAZARD,
        lambda people, openings, policy: openings.closed_to_minors & (people.age < ADULT_AGE),
        lambda candidate, opening, policy: {
            "age": candidate.age,
            "minimum": ADULT_AGE,
            "rule": closed_to_minors(opening.title, opening.occupation, opening.skills),
            "hazards": sorted(opening.hazards or ()),
        },
    ),
    Rule(
        Refusal.MINIMUM_AGE,
        lambda people, openings, policy: openings.minimum_age > people.age,
        lambda candidate, opening, policy: {"age": candidate.age, "minimum": opening.minimum_age},
    ),
    Rule(
        Refusal.IN_SCHOOL,
        lambda people, openings, policy: ~openings.internship & people.internships_only,
        lambda candidate, opening, policy: {"graduation": candidate.student.graduation},
    ),
    Rule(
        Refusal.EDUCATION_UNKNOWN,
        lambda people, openings, policy: (
            (openings.education_rank > 0) & (education_ranks(people, openings) == MISSING)
        ),
        lambda candidate, opening, policy: _education_facts(candidate, opening),
    ),
    Rule(
        Refusal.EDUCATION_BELOW,
        lambda people, openings, policy: (
            (education_ranks(people, openings) != MISSING)
            & (education_ranks(people, openings) < openings.education_rank)
        ),
        lambda candidate, opening, policy: _education_facts(candidate, opening),
    ),
    Rule(
        Refusal.EXPERIENCE,
        lambda people, openings, policy: (
            experience_shortfall(people, openings) > policy.thresholds.experience_refusal_months
        ),
        lambda candidate, opening, policy: {
            "asked_months": opening.experience_months,
            "own_months": candidate.student.experience_months or 0,
        },
    ),
    Rule(
        Refusal.CERTIFICATE,
        _lacks_certificate,
        lambda candidate, opening, policy: {
            "certificates": _missing_groups(
                candidate, certificates_demanded(opening.title, opening.occupation)
            )
        },
    ),
    Rule(
        Refusal.HEALTH_LIMIT,
        lambda people, openings, policy: (openings.demands & people.limits) != 0,
        lambda candidate, opening, policy: {"demands": sorted(opening.demands & candidate.student.limits)},
    ),
    Rule(
        Refusal.OUT_OF_REACH,
        _out_of_reach,
        lambda candidate, opening, policy: {
            "distance_km": distance(candidate, opening),
            "reach_km": int(_reach(np.array([opening.lodging is True]), policy)[0]),
        },
    ),
)


def _education_facts(candidate: Candidate, opening: Opening) -> Facts:
    own = candidate.student.education
    return {
        "asked": None if opening.education is None else int(opening.education),
        "own": None if own is None else int(own),
        "completion": candidate.student.completion,
    }
