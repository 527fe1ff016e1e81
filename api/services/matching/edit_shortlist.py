"""What an officer makes of a kept shortlist: pairs pinned, dropped and taken back, moved, noted.

Items that are pinned stand first. A dropped item keeps its place, so that taking it back undoes it. Every act
makes a new version of the shortlist, and none is possible once it is approved.
"""

from collections.abc import Sequence

from sqlalchemy.orm.attributes import flag_modified

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from matcher.vocabulary import DropReason
from models.shortlist import Shortlist, ShortlistItem


def pin_item(acting: Acting, item: ShortlistItem) -> None:
    """Have an item stand first, behind those that are pinned; raises NotPossible APPROVED, DROPPED."""
    _check_open(item.shortlist)
    if item.dropped_reason is not None:
        raise NotPossible("DROPPED")
    item.pinned = True
    _number(_in_order(item.shortlist))
    _keep(acting, item, "shortlist.pinned", ("pinned", "position"))


def unpin_item(acting: Acting, item: ShortlistItem) -> None:
    """Let an item stand among the others, before them all; raises NotPossible APPROVED."""
    _check_open(item.shortlist)
    item.pinned = False
    _number(_in_order(item.shortlist))
    _keep(acting, item, "shortlist.unpinned", ("pinned", "position"))


def drop_item(acting: Acting, item: ShortlistItem, reason: DropReason) -> None:
    """Take an item off for a reason: it is shown as such and never referred. Raises NotPossible APPROVED."""
    _check_open(item.shortlist)
    item.pinned, item.dropped_reason = False, reason
    _number(_in_order(item.shortlist))
    _keep(acting, item, "shortlist.dropped", ("dropped_reason", "pinned", "position"))


def restore_item(acting: Acting, item: ShortlistItem) -> None:
    """Take a dropped item back; raises NotPossible APPROVED."""
    _check_open(item.shortlist)
    item.dropped_reason = None
    _keep(acting, item, "shortlist.restored", ("dropped_reason",))


def move_item(acting: Acting, item: ShortlistItem, position: int) -> None:
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
    _keep(acting, item, "shortlist.moved", ("position",))


def note_item(acting: Acting, item: ShortlistItem, words: str | None) -> None:
    """Keep a note with an item, or none; it is sealed as the student's. Raises NotPossible APPROVED."""
    _check_open(item.shortlist)
    item.note = (words or "").strip() or None
    _keep(acting, item, "shortlist.noted", ("note",))


def mark_changed(acting: Acting, shortlist: Shortlist) -> None:
    """Make a new version of a shortlist, also where it is only its items that changed."""
    shortlist.updated_at = acting.now
    flag_modified(shortlist, "updated_at")


def _check_open(shortlist: Shortlist) -> None:
    if shortlist.approved_at is not None:
        raise NotPossible("APPROVED")


def _in_order(shortlist: Shortlist) -> list[ShortlistItem]:
    return sorted(shortlist.items, key=lambda item: (not item.pinned, item.position, item.rank))


def _number(items: Sequence[ShortlistItem]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position


def _keep(acting: Acting, item: ShortlistItem, act: str, fields: Sequence[str]) -> None:
    mark_changed(acting, item.shortlist)
    subject = ("shortlist", item.shortlist.ref)
    acting.record(act, subject, fields=fields, details={"item": item.ref})
    acting.session.refresh(item.shortlist, ["items"])  # in their new order
