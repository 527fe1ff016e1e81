"""Who belongs to which figure of the yearly report: sets of persons, by their numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.clock import local_day
from api.services.reports.report_facts import YearFacts
from api.services.reports.report_words import Stage
from matcher.lifecycle import EVIDENCE, RETENTION, due_on
from matcher.reference.majors import occupations_of
from matcher.vocabulary import Completion, Education, Evidence, HardshipCategory, StudentState
from models.placement import Retention
from models.queries.reports import Hire, Person
from models.queries.service_promise import Promised, ServicePromise

Persons = frozenset[int]

FINISHED = (Completion.GRADUATED, Completion.COMPLETED)
ON_THE_WAY = frozenset(
    {
        StudentState.SEEKING,
        StudentState.PROPOSED,
        StudentState.INTERVIEW,
        StudentState.TO_START,
        StudentState.EMPLOYED,
        StudentState.INTERNSHIP,
        StudentState.TRAINING,
    }
)
"""States of somebody who seeks work or has sought it."""

SETTLED_OTHERWISE = frozenset({StudentState.SELF_EMPLOYED, StudentState.FURTHER_STUDY, StudentState.ARMY})

STAGES: Mapping[Education | None, Stage] = {
    Education.PRIMARY_SCHOOL: Stage.COMPULSORY,
    Education.MIDDLE_SCHOOL: Stage.COMPULSORY,
    Education.HIGH_SCHOOL: Stage.SECONDARY,
    Education.SECONDARY_VOCATIONAL: Stage.SECONDARY,
    Education.VOCATIONAL_HIGH: Stage.SECONDARY,
    Education.TECHNICAL_SCHOOL: Stage.SECONDARY,
    Education.COLLEGE: Stage.COLLEGE,
    Education.BACHELOR: Stage.UNIVERSITY,
    Education.MASTER: Stage.UNIVERSITY,
    Education.DOCTOR: Stage.UNIVERSITY,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Of those whose employment reached so many months in the year: who was found to be still employed."""

    held: Persons
    left: Persons
    unknown: Persons  # nobody asked, or nobody could be reached: no evidence either way


@dataclass(frozen=True, slots=True)
class Cohorts:
    """The persons of the figures."""

    everybody: Persons
    graduates: Persons
    seeking: Persons
    served: Persons
    employed: Persons  # graduates, at the end of the time
    settled: Persons  # graduates
    referred: Persons
    interviewed: Persons
    placed: Mapping[int, Hire]  # person → the first employment that began in the year
    evidence: Mapping[int, Evidence]  # of those placed, the strongest of the year
    study_known: Persons
    study_matched: Persons
    retention: Mapping[int, Asked]
    funnel_referred: Persons
    funnel_interviewed: Persons
    funnel_placed: Persons
    funnel_retained: Persons


def cohorts(facts: YearFacts, promise: ServicePromise) -> Cohorts:
    """Who is counted where, by the definitions that stand beside the figures."""
    year, as_of = facts.year, facts.as_of
    sent = [each for each in facts.introductions if local_day(each.sent_at).year == year]
    met = [
        each for each in facts.introductions if each.met_at is not None and local_day(each.met_at) <= as_of
    ]
    introduced = {each.person for each in facts.introductions}
    hired = {hire.person for hire in facts.hires}
    graduates = frozenset(person.number for person in facts.people if _graduated(person, facts))
    states = {person.number: person.state for person in facts.people}
    seeking = frozenset(
        number
        for number in graduates
        if states[number] in ON_THE_WAY or number in introduced or number in hired
    )
    employed = frozenset(hire.person for hire in facts.hires if _holds(hire, facts)) & graduates
    settled = employed | {number for number in graduates if states[number] in SETTLED_OTHERWISE}
    placed: dict[int, Hire] = {}
    evidence: dict[int, Evidence] = {}
    for hire in facts.hires:
        if hire.started.year == year:
            placed.setdefault(hire.person, hire)
            so_far = evidence.get(hire.person, EVIDENCE[0])
            evidence[hire.person] = max(so_far, hire.evidence, key=EVIDENCE.index)
    known, matched = _study_to_work(facts, placed)
    funnel_placed = frozenset(hired) & seeking
    return Cohorts(
        everybody=frozenset(states),
        graduates=graduates,
        seeking=seeking,
        served=_served(facts, seeking, promise),
        employed=employed,
        settled=frozenset(settled),
        referred=frozenset(each.person for each in sent),
        interviewed=frozenset(
            each.person for each in met if each.met_at is not None and local_day(each.met_at).year == year
        ),
        placed=placed,
        evidence=evidence,
        study_known=known,
        study_matched=matched,
        retention={months: _asked(facts, months) for months in RETENTION},
        funnel_referred=frozenset(introduced) & seeking,
        funnel_interviewed=frozenset(each.person for each in met) & seeking,
        funnel_placed=funnel_placed,
        funnel_retained=funnel_placed
        & {hire.person for hire in facts.hires if Retention.EMPLOYED in hire.checks.values()},
    )


def stage_of(person: Person) -> Stage:
    """Where somebody stands in school."""
    if person.completion is Completion.IN_SCHOOL:
        return STAGES.get(person.education, Stage.UNKNOWN)
    return Stage.UNKNOWN if person.completion is None else Stage.OUT_OF_SCHOOL


def households_without_work(facts: YearFacts) -> int:
    """Zero-employment households none of whose children was employed at the end of the time."""
    employed = {hire.person for hire in facts.hires if _holds(hire, facts)}
    poor: set[tuple[str, int]] = set()
    working: set[tuple[str, int]] = set()
    for person in facts.people:
        its = ("alone", person.number) if person.household is None else ("household", person.household)
        if HardshipCategory.ZERO_EMPLOYMENT in person.hardships:
            poor.add(its)
        if person.number in employed:
            working.add(its)
    return len(poor - working)


def _graduated(person: Person, facts: YearFacts) -> bool:
    return (
        person.completion in FINISHED
        and person.graduation is not None
        and person.graduation.year == facts.year
        and person.graduation <= facts.as_of
    )


def _holds(hire: Hire, facts: YearFacts) -> bool:
    """Whether somebody was in this employment at the end of the time, as far as is known."""
    return hire.ended is None or hire.ended > facts.as_of


def _served(facts: YearFacts, seeking: Persons, promise: ServicePromise) -> Persons:
    nothing: Mapping[Promised, int] = {}
    return frozenset(
        number
        for number in seeking
        if all(facts.services.get(number, nothing).get(part, 0) >= least for part, least in promise.items())
    )


def _study_to_work(facts: YearFacts, placed: Mapping[int, Hire]) -> tuple[Persons, Persons]:
    """Of those placed: whose study and work are both known, and whose study leads to that very work."""
    fields = {person.number: person.fields for person in facts.people}
    known = {
        number: hire.occupation
        for number, hire in placed.items()
        if hire.occupation is not None and fields.get(number)
    }
    matched = {
        number
        for number, occupation in known.items()
        if occupation.startswith(tuple(occupations_of(fields[number])[0]))
    }
    return frozenset(known), frozenset(matched)


def _asked(facts: YearFacts, months: int) -> Asked:
    found: dict[int, Retention] = {}
    for hire in facts.hires:
        due = due_on(hire.started, months)
        if due.year == facts.year and due <= facts.as_of:
            found.setdefault(hire.person, _outcome(hire, months))
    return Asked(
        *(
            frozenset(number for number, each in found.items() if each is outcome)
            for outcome in (Retention.EMPLOYED, Retention.LEFT, Retention.UNKNOWN)
        )
    )


def _outcome(hire: Hire, months: int) -> Retention:
    """A later yes proves the earlier one; silence proves nothing."""
    if any(found is Retention.EMPLOYED for asked, found in hire.checks.items() if asked >= months):
        return Retention.EMPLOYED
    if hire.ended is not None:
        over = hire.ended < due_on(hire.started, months)
        return Retention.LEFT if over else Retention.EMPLOYED
    return hire.checks.get(months, Retention.UNKNOWN)
