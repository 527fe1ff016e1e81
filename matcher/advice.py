"""What would raise a score, or lift a refusal: the same pair judged again with one honest thing changed.

Nothing here scores: each change is made to the student's record, or the pair is looked at on a later day, and
the matcher is asked. Nobody can change their age or health, so neither is ever advised; a birthday can be
waited for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import chain

from matcher.arrays import MISSING, Ints
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.criteria import STUDY
from matcher.eligibility import ADULT_AGE, WORKING_AGE, all_refusals
from matcher.law.certificates import certificates_demanded, licences
from matcher.pipeline import Judgement, judge, judge_all
from matcher.policy import STANDARD, Policy
from matcher.records import Opening, Student
from matcher.reference.tables import read_table
from matcher.results import Advice, Reason
from matcher.text.certificates import covers
from matcher.text.skills import skill_weight
from matcher.vocabulary import Change, Completion, Refusal, StudentState

MOST = 3  # pieces of advice for one pair, and changes in one piece
LEAST_GAIN = 50  # hundredths: what brings less is not worth telling
SOFT = 1  # weight of a trait of character: nobody is told to learn one
STUDIED = ("SAME_MAJOR", "SAME_FIELD", "RELATED_WORK")  # levels of a study that leads to the work
LEAST_WAGE_PERCENT = 80  # of what is hoped for: nobody is told to live on much less than they said


def advise(
    student: Student, opening: Opening, *, as_of: date, policy: Policy = STANDARD
) -> tuple[Advice, ...]:
    """What would raise a match: at most three changes, no two of a kind, the greatest gain first.

    For a refused pair: the changes that together lift every refusal; nothing where honest changes cannot.
    """
    now = _Situation(student, Columns.of([opening]), as_of, policy)
    variants = list(_changes(now))
    people = Candidates.of([now.candidate, *(variant.situation.candidate for variant in variants)])
    judged = judge_all(people, now.alone, policy)  # at once: how things stand is the first row
    refusals, scores = judged.refusals[:, 0], judged.scores[:, 0]
    if refusals[0] == MISSING:
        return _raise(variants, refusals[1:], scores[1:], int(scores[0]))
    return _lift(now, _codes(now.judge(), policy))


def every_refusal(judgement: Judgement, row: int, policy: Policy) -> tuple[Reason, ...]:
    """All that stands between the candidate and the opening in one row, with what it is about."""
    candidate, openings = judgement.candidate, judgement.openings
    refused = all_refusals(candidate, openings.openings[row], policy)
    if judgement.without_ground[row]:
        refused += (Reason(Refusal.NO_COMMON_GROUND),)
    return refused


@dataclass(frozen=True)
class _Situation:
    """A student before one opening on a day."""

    student: Student
    alone: Columns
    as_of: date
    policy: Policy

    @property
    def opening(self) -> Opening:
        return self.alone.openings[0]

    @property
    def candidate(self) -> Candidate:
        return Candidate.of(self.student, self.as_of, self.policy)

    def judge(self) -> Judgement:
        return judge(self.candidate, self.alone, self.policy)

    def with_facts(self, change: Change, params: Mapping[str, object], **facts: object) -> "_Variant":
        """The same with other facts on the student's record."""
        student = replace(self.student, **facts)  # type: ignore[arg-type]
        return _Variant(Reason(change, params), replace(self, student=student))

    def on(self, day: date, change: Change, **params: object) -> "_Variant":
        """The same on a later day."""
        return _Variant(Reason(change, {"day": day, **params}), replace(self, as_of=day))


@dataclass(frozen=True)
class _Variant:
    """What a change would lead to."""

    change: Reason
    situation: _Situation


def _raise(variants: Sequence[_Variant], refusals: Ints, scores: Ints, score: int) -> tuple[Advice, ...]:
    found = []
    for variant, refusal, raised in zip(variants, refusals, scores, strict=True):
        gain = int(raised) - score
        if refusal == MISSING and gain >= LEAST_GAIN:
            found.append(Advice((variant.change,), score + gain, gain))
    best_of_kind: dict[str, Advice] = {}
    for advice in sorted(found, key=lambda advice: -advice.gain):
        best_of_kind.setdefault(advice.changes[0].code, advice)
    return tuple(best_of_kind.values())[:MOST]


def _lift(now: _Situation, refused: frozenset[str]) -> tuple[Advice, ...]:
    """Again and again the change that lifts most, sooner before later, until nothing refuses."""
    changes: list[Reason] = []
    while refused and len(changes) < MOST:
        lifting = [
            (left, then, variant)
            for variant in chain(_changes(now), _corrections(now), _days(now))
            if (left := _codes(then := variant.situation.judge(), now.policy)) < refused
        ]
        if not lifting:
            return ()
        refused, then, variant = min(
            lifting, key=lambda found: (len(found[0]), found[2].situation.as_of, -int(found[1].scores[0]))
        )
        changes.append(variant.change)
        now, score = variant.situation, int(then.scores[0])
    return () if refused else (Advice(tuple(changes), score, score),)


def _codes(judgement: Judgement, policy: Policy) -> frozenset[str]:
    return frozenset(reason.code for reason in every_refusal(judgement, 0, policy))


def _changes(now: _Situation) -> Iterator[_Variant]:
    """What a student can do, or be content with."""
    student, opening = now.student, now.opening
    yield from _certificates(now)
    # Who told of no skill may well have it.
    gain = Change.SKILL if student.skills else Change.TELL_SKILL
    for skill in sorted(opening.skills - student.skills - student.skills_read):
        if skill_weight(skill) > SOFT:
            yield now.with_facts(gain, {"skill": skill}, skills=student.skills | {skill})
    if opening.occupation is not None:
        wishes = student.wished_occupations | {opening.occupation}
        yield now.with_facts(Change.WISH, {"occupation": opening.occupation}, wished_occupations=wishes)
    # Who named no place would shut others out by naming one.
    if opening.place is not None and student.wished_places:
        places = student.wished_places | {opening.place}
        yield now.with_facts(Change.PLACE_WISH, {"place": opening.place}, wished_places=places)
    if not student.may_relocate:
        yield now.with_facts(Change.RELOCATION, {}, may_relocate=True)
    if student.needs_dormitory:
        yield now.with_facts(Change.OWN_ROOM, {}, needs_dormitory=False)
    floor = student.wage_floor or 0
    for wage in (opening.wage_low, opening.wage_high):
        if wage is not None and LEAST_WAGE_PERCENT * floor <= 100 * wage < 100 * floor:
            yield now.with_facts(Change.WAGE_FLOOR, {"floor": wage}, wage_floor=wage)


def _certificates(now: _Situation) -> Iterator[_Variant]:
    """What the law demands, one of each group; then one by one what the company asks for."""
    candidate, opening = now.candidate, now.opening
    demanded = [
        _best_of(now, [one for one in sorted(group) if _may_gain(now, one)])
        for group in certificates_demanded(opening.title, opening.occupation)
        if group.isdisjoint(candidate.certificates)
    ]
    if demanded and all(demanded):
        yield _gaining(now, sorted(demanded))
    for certificate in sorted(opening.certificates - candidate.certificates):
        if _may_gain(now, certificate):
            yield _gaining(now, [[certificate]])


def _best_of(now: _Situation, group: Sequence[str]) -> list[str]:
    """Those certificates of a group that would give the most points: any of them is as good."""
    scores = {one: int(_gaining(now, [[one]]).situation.judge().scores[0]) for one in group}
    return [one for one in group if scores[one] == max(scores.values())]


def _gaining(now: _Situation, groups: Sequence[Sequence[str]]) -> _Variant:
    held = now.student.certificates.union(group[0] for group in groups)
    return now.with_facts(Change.CERTIFICATE, {"certificates": groups}, certificates=held)


def _may_gain(now: _Situation, certificate: str) -> bool:
    """Whether it is open to this student: by age, by what was studied, or at all."""
    if now.candidate.age < ADULT_AGE and not _for_adults().isdisjoint(covers(frozenset({certificate}))):
        return False
    match _limits().get(certificate):
        case "study":
            return STUDY.levels[now.judge().criteria[STUDY.name].levels[0]] in STUDIED
        case limit:
            return limit is None


@cache
def _for_adults() -> frozenset[str]:
    """Licences to operate, to drive or to practise, which nobody is given before the age of 18."""
    return frozenset[str]().union(*(licence.certificates for licence in licences()))


@cache
def _limits() -> Mapping[str, str]:
    """Certificates that no short course leads to: only a course of study, or nothing that can be advised."""
    return {certificate: limit for certificate, limit, _ in read_table("limited_certificates.csv")}


def _corrections(now: _Situation) -> Iterator[_Variant]:
    """What would not raise a match but can lift a refusal: how the studies ended, and the state on record."""
    student, opening = now.student, now.opening
    if student.completion is Completion.COMPLETED:
        yield now.with_facts(Change.DIPLOMA, {}, completion=Completion.GRADUATED)
    if student.education is None and opening.education is not None:
        asked = {"asked": int(opening.education)}
        yield now.with_facts(Change.EDUCATION, asked, education=opening.education)
    if student.state is StudentState.NOT_SEEKING:
        yield now.with_facts(Change.SEEKING, {}, state=StudentState.SEEKING)


def _days(now: _Situation) -> Iterator[_Variant]:
    """Days worth waiting for; whether the opening is still valid then, the matcher says."""
    student, opening, candidate = now.student, now.opening, now.candidate
    for age in sorted({WORKING_AGE, ADULT_AGE, opening.minimum_age or 0}):
        if candidate.age < age:
            yield now.on(_months_on(student.birth_date, 12 * age), Change.AGE, age=age)
    if candidate.internships_only and student.graduation is not None:
        day = _months_on(student.graduation, -now.policy.thresholds.school_horizon_months)
        yield now.on(day, Change.GRADUATION, graduation=student.graduation)
    if opening.published is not None and opening.published > now.as_of:
        yield now.on(opening.published, Change.PUBLICATION)


def _months_on(day: date, months: int) -> date:
    """The same day of a later or, below zero, an earlier month; after its end where the month is shorter."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, 1) + timedelta(days=day.day - 1)
