"""Measure the matcher: on the registry of a day, on recorded outcomes, on labelled titles."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from api.registry_files.labelled import Outcome
from api.services.matching.compared_places import compared_places
from api.services.matching.make_shortlist import shortlists_for_all
from api.services.matching.market import Market
from matcher.candidate import Candidate
from matcher.columns import Columns
from matcher.evaluation.congestion import Congestion, congestion, places_left
from matcher.evaluation.coverage import Coverage, Outlook, coverage, empty_because, outlook
from matcher.evaluation.groups import Group, group_figures
from matcher.evaluation.ranking import Judged, RankingFigures, ranking_figures
from matcher.pipeline import judge
from matcher.policy import Policy
from matcher.records import Opening
from matcher.vocabulary import SEEKING, OpeningStatus, Refusal, StudentState
from models.queries.groups import Membership, load_memberships
from models.queries.snapshots import load_openings, load_students

Progress = Callable[[int, int], None]
"""Told how many are done, and of how many."""

UNKNOWN = "unknown"


class Dimension(StrEnum):
    """What students are grouped by; sex is on no record and is not guessed."""

    HARDSHIP = "hardship"
    PLACE = "place"
    EDUCATION = "education"


@dataclass(frozen=True, slots=True)
class RegistryFigures:
    """The state of the market on a day; all shares and means are over the students who seek work."""

    as_of: date
    policy: str  # fingerprint
    k: int  # length of the lists that the congestion is about
    registered: int
    seeking: int
    coverage: Coverage | None  # None when nobody seeks
    empty_because: Mapping[Refusal | None, int]
    congestion: Congestion
    groups: Mapping[Dimension, Sequence[Group[str]]]  # by hardship category, division code, level


@dataclass(frozen=True, slots=True)
class OutcomeFigures:
    """How the rankings of this registry agree with what came of its pairs."""

    as_of: date
    policy: str  # fingerprint
    pairs: int
    unknown: int  # pairs whose student or opening is not in the registry
    ranking: RankingFigures


def evaluate_registry(
    session: Session,
    market: Market,
    *,
    as_of: date,
    k: int = 20,
    progress: Progress | None = None,
) -> RegistryFigures:
    """Make everybody's shortlist and measure coverage, congestion and the gaps between groups."""
    members = load_memberships(session, states=SEEKING, as_of=as_of)
    seeking = {member.ref for member in members}
    outlooks: dict[str, Outlook] = {}
    lists: list[list[str]] = []
    registered = 0
    for shortlist in shortlists_for_all(session, market, as_of=as_of, k=k, progress=progress):
        registered += 1
        if shortlist.ref in seeking:
            outlooks[shortlist.ref] = outlook(shortlist)
            lists.append([match.opening for match in shortlist.items])
    everyone = list(outlooks.values())
    return RegistryFigures(
        as_of=as_of,
        policy=market.policy.fingerprint,
        k=k,
        registered=registered,
        seeking=len(everyone),
        coverage=coverage(everyone) if everyone else None,
        empty_because=empty_because(everyone),
        congestion=congestion(lists, places_left(market.ranking(session).columns(), as_of)),
        groups={dimension: group_figures(_groups(dimension, members, outlooks)) for dimension in Dimension},
    )


def evaluate_outcomes(
    session: Session,
    outcomes: Sequence[Outcome],
    *,
    as_of: date,
    policy: Policy,
    progress: Progress | None = None,
) -> OutcomeFigures:
    """Rank all openings for every student of the pairs, and see how high those stand that came to something.

    A pair is looked at as it was before its outcome: the student as seeking, the opening as open with a
    place free. Of a pair that is told twice, the better outcome counts.
    """
    grades: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for outcome in outcomes:
        theirs = grades[outcome.student]
        theirs[outcome.opening] = max(outcome.grade, theirs.get(outcome.opening, 0))
    judged = {opening for theirs in grades.values() for opening in theirs}
    openings = Columns.of(
        _as_before(opening) if opening.ref in judged else opening for opening in load_openings(session)
    )
    known = {opening.ref for opening in openings.openings}
    students = [student for student in load_students(session) if student.ref in grades]
    queries: list[list[Judged]] = []
    for done, student in enumerate(students, start=1):
        seeker = replace(student, state=StudentState.SEEKING)
        judgement = judge(Candidate.of(seeker, as_of, policy), openings, policy)
        ranked = (openings.openings[row].ref for row in judgement.ranking())
        ranks = {ref: rank for rank, ref in enumerate(ranked, start=1)}
        theirs = grades[student.ref]
        queries.append([Judged(grade, ranks.get(ref)) for ref, grade in theirs.items() if ref in known])
        if progress is not None:
            progress(done, len(students))
    pairs = sum(len(query) for query in queries)
    return OutcomeFigures(
        as_of=as_of,
        policy=policy.fingerprint,
        pairs=pairs,
        unknown=sum(len(theirs) for theirs in grades.values()) - pairs,
        ranking=ranking_figures(query for query in queries if query),
    )


def _as_before(opening: Opening) -> Opening:
    filled = min(opening.filled, opening.headcount - 1)
    return replace(opening, status=OpeningStatus.OPEN, filled=filled)


def _groups(
    dimension: Dimension, members: Sequence[Membership], outlooks: Mapping[str, Outlook]
) -> dict[str, list[Outlook]]:
    """The outlooks of each group, by key; who is in several counts in each, who is in none under UNKNOWN."""
    counted = [member for member in members if member.ref in outlooks]
    groups: defaultdict[str, list[Outlook]] = defaultdict(list)
    for member, keys in zip(counted, _keys(dimension, counted), strict=True):
        for key in keys or [UNKNOWN]:
            groups[key].append(outlooks[member.ref])
    return dict(groups)


def _keys(dimension: Dimension, members: Sequence[Membership]) -> list[list[str]]:
    """The groups of each member."""
    if dimension is Dimension.HARDSHIP:
        return [[category.value for category in member.hardships] for member in members]
    if dimension is Dimension.EDUCATION:
        return [[] if member.education is None else [str(int(member.education))] for member in members]
    places = compared_places([member.place for member in members])
    return [[] if place is None else [place] for place in places]
