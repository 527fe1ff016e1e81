"""Keep a shortlist that the matcher made: the ranking, what it was made of, and why each pair stands there.

The explanation is kept as codes and numbers, so that it can be told in any language later on.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.matching.layouts import code_fingerprint
from api.services.matching.make_shortlist import shortlist_for_student
from api.services.matching.market import Market
from api.services.not_possible import NotPossible
from matcher.batches import batched
from matcher.errors import UnknownSubject
from matcher.results import Bar, Match
from matcher.results import Shortlist as MadeShortlist
from matcher.vocabulary import Refusal
from models.match_run import MatchRun, MatchRunList
from models.opening import Opening
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student

FIELDS = ("name", "shortlist")
REFS_AT_A_TIME = 500  # databases bound the number of parameters of a statement

Row = TypeVar("Row", Student, Opening)


def keep_shortlist(acting: Acting, made: MadeShortlist, *, k: int) -> Shortlist:
    """Keep a shortlist that was asked for with `k` items; UnknownSubject where one on it has gone since."""
    session, of_student = acting.session, made.subject == "student"
    students = _rows(session, Student, [made.ref] if of_student else [each.student for each in made.items])
    openings = _rows(session, Opening, [each.opening for each in made.items] if of_student else [made.ref])
    kept = Shortlist(
        student=students[made.ref] if of_student else None,
        opening=None if of_student else openings[made.ref],
        as_of=made.as_of,
        k=k,
        policy=made.policy,
        snapshot=made.snapshot,
        code=code_fingerprint(),
        considered=made.considered,
        eligible=made.eligible,
        refused={str(reason): count for reason, count in sorted(made.refused.items())},
        made_at=acting.now,
        made_by=acting.who.name,
        items=[
            ShortlistItem(
                student=students[match.student],
                opening=openings[match.opening],
                rank=match.rank,
                position=match.rank,
                score=match.score,
                explanation=_explanation(match),
            )
            for match in made.items
        ],
    )
    session.add(kept)
    session.flush()
    listed = [each.opening if of_student else each.student for each in made.items]
    details = {made.subject: made.ref, "refs": listed}
    acting.record("shortlist.kept", ("shortlist", kept.ref), fields=FIELDS, details=details)
    return kept


def make_again(session: Session, market: Market, run: MatchRun, listed: MatchRunList) -> MadeShortlist:
    """A run's shortlist with its explanation, which the run did not keep.

    Raises NotPossible RUN_OUTDATED where it would be another one now.
    """
    made = shortlist_for_student(session, market, listed.student.ref, as_of=run.as_of, k=run.k)
    if [[match.opening, match.score] for match in made.items] != listed.items:
        raise NotPossible("RUN_OUTDATED")
    return made


def as_made(kept: Shortlist) -> MadeShortlist:
    """A kept shortlist as the matcher made it, its items in the order that an officer gave them."""
    subject = kept.student or kept.opening
    assert subject is not None
    refused = kept.refused or {}  # gone with a student who was erased
    return MadeShortlist(
        subject="opening" if kept.student is None else "student",
        ref=subject.ref,
        as_of=kept.as_of,
        policy=kept.policy,
        snapshot=kept.snapshot,
        considered=kept.considered,
        eligible=kept.eligible,
        items=tuple(_match(item) for item in kept.items),
        refused={reason: refused[reason] for reason in Refusal if reason in refused},
    )


def _rows(session: Session, table: type[Row], refs: Sequence[str]) -> dict[str, Row]:
    """The rows of these references, every one of them."""
    found = {
        row.ref: row
        for part in batched(refs, REFS_AT_A_TIME)
        for row in session.scalars(select(table).where(table.ref.in_(part)))
    }
    for ref in refs:
        if ref not in found:
            raise UnknownSubject(kind=table.__name__.lower(), ref=ref)
    return found


def _explanation(match: Match) -> dict[str, Any]:
    bars = [
        {
            "criterion": bar.criterion,
            "level": str(bar.level),
            "points": bar.points,
            "of": bar.of,
            "params": dict(bar.params),
        }
        for bar in match.bars
    ]
    return {"bars": bars, "openings_left": match.openings_left, "distance_km": match.distance_km}


def _match(item: ShortlistItem) -> Match:
    told = item.explanation
    return Match(
        student=item.student.ref,
        opening=item.opening.ref,
        score=item.score,
        bars=tuple(Bar(**bar) for bar in told["bars"]),
        openings_left=told["openings_left"],
        rank=item.rank,
        distance_km=told["distance_km"],
    )
