"""Two records of one person, side by side: where they differ, and what keeps them apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services.registry.told_student import COLUMNS
from models.queries.referrals import current_placement, open_referrals
from models.school_term import SchoolTerm
from models.student import Student
from models.taking_back import counts

_FOUND_BY: Mapping[str, tuple[str, ...]] = {"name": ("name_blind",), "id_number": ("id_number_blind",)}

FIELDS: Mapping[str, tuple[str, ...]] = {
    **{field: (*columns, *_FOUND_BY.get(field, ())) for field, columns in COLUMNS.items()},
    "household": ("household",),
}
"""What is told of a student, and the attributes that go together; the first one is what people read."""

OF_TERM = ("school", "education", "tuition_due", "lodging_due", "note")
TERM = "term:"  # before a term: what the two records say of it

ALWAYS_DIFFERENT = (
    "id_number"  # no two records have the same: the kept one's holds unless somebody says otherwise
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which both records know something, and not the same."""

    field: str
    kept: Any
    dropped: Any


def find_differences(session: Session, keep: Student, drop: Student) -> list[Difference]:
    """Every field in which the two contradict each other, those of school terms last."""
    own = (
        Difference(field, getattr(keep, names[0]), getattr(drop, names[0]))
        for field, names in FIELDS.items()
        if contradict(values_of(keep, names), values_of(drop, names))
    )
    return [*own, *_terms_that_differ(session, keep, drop)]


def find_obstacles(session: Session, keep: Student, drop: Student) -> list[str]:
    """What has to be settled before the two can be one, whatever is chosen; codes."""
    obstacles = []
    if current_placement(session, keep.id) and current_placement(session, drop.id):
        obstacles.append("TWO_PLACEMENTS")
    offered = {referral.opening_id for referral in open_referrals(session, student_id=keep.id)}
    if any(each.opening_id in offered for each in open_referrals(session, student_id=drop.id)):
        obstacles.append("TWO_REFERRALS")
    return obstacles


def values_of(row: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    """What a record says under these names, or nothing (an empty tuple)."""
    values = tuple(getattr(row, name) for name in names)
    if names[0] == "limits" and values[0] is not None:  # that there are none is something
        return values[:1]
    return values if any(value not in (None, []) for value in values) else ()


def contradict(kept: tuple[Any, ...], dropped: tuple[Any, ...]) -> bool:
    """Whether both records say something, and it does not read the same; how it was written may differ."""
    if not kept or not dropped:
        return False
    known = kept[0] not in (None, [])
    return kept != dropped and not (known and kept[0] == dropped[0])


def same_terms(session: Session, keep: Student, drop: Student) -> Iterator[tuple[SchoolTerm, SchoolTerm]]:
    """The terms that both records have, in order."""
    terms = select(SchoolTerm).where(counts(SchoolTerm))
    kept, dropped = (
        {row.term: row for row in session.scalars(terms.where(SchoolTerm.student_id == each.id))}
        for each in (keep, drop)
    )
    return ((kept[term], dropped[term]) for term in sorted(kept.keys() & dropped.keys()))


def _terms_that_differ(session: Session, keep: Student, drop: Student) -> Iterator[Difference]:
    for kept, dropped in same_terms(session, keep, drop):
        ours, theirs = ({name: getattr(term, name) for name in OF_TERM} for term in (kept, dropped))
        if any(contradict(values_of(kept, (name,)), values_of(dropped, (name,))) for name in OF_TERM):
            yield Difference(f"{TERM}{kept.term}", ours, theirs)
