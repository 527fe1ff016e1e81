"""What an officer makes of a kept shortlist: pairs pinned, dropped and taken back, moved, noted.

Items that are pinned stand first. A dropped item keeps its place, so that taking it back undoes it. Every act
makes a new version of the shortlist, and none is possible once it is approved.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from api.services.not_possible import NotPossible
from matcher.vocabulary import DropReason
from models.audit import Act, record
from models.principal import Principal
from models.shortlist import Shortlist, ShortlistItem


def pin_item(session: Session, item: ShortlistItem, *, who: Principal, now: datetime) -> None:
    """Have an item stand first, behind those that are pinned; raises NotPossible APPROVED, DROPPED."""
    _check_open(item.shortlist)
    if item.dropped_reason is not None:
        raise NotPossible("DROPPED")
    item.pinned = True
    _number(_in_order(item.shortlist))
    _keep(session, item, Act("shortlist.pinned", fields=("pinned", "position")), who, now)


def unpin_item(session: Session, item: ShortlistItem, *, who: Principal, now: datetime) -> None:
    """Let an item stand among the others, before them all; raises NotPossible APPROVED."""
    _check_open(item.shortlist)
    item.pinned = False
    _number(_in_order(item.shortlist))
    _keep(session, item, Act("shortlist.unpinned", fields=("pinned", "position")), who, now)


def drop_item(
    session: Session, item: ShortlistItem, reason: DropReason, *, who: Principal, now: datetime
) -> None:
    """Take an item off for a reason: it is shown as such and never referred. Raises NotPossible APPROVED."""
    _check_open(item.shortlist)
    item.pinned, item.dropped_reason = False, reason
    _number(_in_order(item.shortlist))
    _keep(session, item, Act("shortlist.dropped", fields=("dropped_reason", "pinned", "position")), who, now)


def restore_item(session: Session, item: ShortlistItem, *, who: Principal, now: datetime) -> None:
    """Take a dropped item back; raises NotPossible APPROVED."""
    _check_open(item.shortlist)
    item.dropped_reason = None
    _keep(session, item, Act("shortlist.restored", fields=("dropped_reason",)), who, now)


def move_item(session: Session, item: ShortlistItem, position: int, *, who: Principal, now: datetime) -> None:
    """Move an item to a position, from 1, among the pinned ones if it is one, else among the others.

    Raises NotPossible APPROVED, or POSITION with the `min` and `max` that are possible.
    """
    _check_open(item.shortlist)
    items = _in_order(item.shortlist)
    alike = [number for number, each in enumerate(items, start=1) if each.pinned == item.pinned]
    if position not in alike:
        raise NotPossible("POSITION", min=alike[0], max=alike[-1])
    items.remove(item)
    items.insert(position - 1, item)
    _number(items)
    _keep(session, item, Act("shortlist.moved", fields=("position",)), who, now)


def note_item(
    session: Session, item: ShortlistItem, words: str | None, *, who: Principal, now: datetime
) -> None:
    """Keep a note with an item, or none; it is sealed as the student's. Raises NotPossible APPROVED."""
    _check_open(item.shortlist)
    item.note = (words or "").strip() or None
    _keep(session, item, Act("shortlist.noted", fields=("note",)), who, now)


def mark_changed(session: Session, shortlist: Shortlist, now: datetime) -> None:
    """Make a new version of a shortlist, also where it is only its items that changed."""
    shortlist.updated_at = now
    flag_modified(shortlist, "updated_at")
    session.flush()


def _check_open(shortlist: Shortlist) -> None:
    if shortlist.approved_at is not None:
        raise NotPossible("APPROVED")


def _in_order(shortlist: Shortlist) -> list[ShortlistItem]:
    return sorted(shortlist.items, key=lambda item: (not item.pinned, item.position, item.rank))


def _number(items: Sequence[ShortlistItem]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position


def _keep(session: Session, item: ShortlistItem, act: Act, who: Principal, now: datetime) -> None:
    mark_changed(session, item.shortlist, now)
    session.refresh(item.shortlist, ["items"])  # in their new order
    subject = ("shortlist", item.shortlist.ref)
    record(session, who, Act(act.code, subject, act.fields, {"item": item.ref}), now)
