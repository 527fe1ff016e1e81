"""A kept shortlist as a document: what the matcher made, what an officer made of it, and who approved it."""

from collections.abc import Mapping
from typing import Any

from api.i18n import marked, say
from api.presenters.pages import envelope
from api.presenters.shortlists import Document, Face, shortlist_document
from matcher.results import Shortlist as MadeShortlist
from matcher.vocabulary import DropReason
from models.queries.pages import Page
from models.shortlist import Shortlist, ShortlistItem

DROP_REASONS = {
    DropReason.DISTANCE: marked("too far away"),
    DropReason.WAGE: marked("pays too little"),
    DropReason.HOURS: marked("working hours"),
    DropReason.WISHES: marked("the student does not want this work"),
    DropReason.HEALTH: marked("not good for the student's health"),
    DropReason.FAMILY: marked("family"),
    DropReason.EMPLOYER: marked("doubts about the company or the opening"),
    DropReason.TRIED: marked("was tried before"),
    DropReason.OTHER: marked("another reason"),
}


def drop_reason_name(reason: DropReason) -> str:
    """Why a pair was dropped, in words."""
    return say(DROP_REASONS[reason])


def kept_document(kept: Shortlist, made: MadeShortlist, subject: Face, faces: Mapping[str, Face]) -> Document:
    """A kept shortlist; `made` is the same as the matcher made it, `faces` whoever is on it, by reference."""
    document = shortlist_document(made, subject, faces)
    items = [{**_decided(item), **told} for item, told in zip(kept.items, document["items"], strict=True)]
    return {**_standing(kept), **document, "code": kept.code, "items": items}


def kept_page_document(page: Page[Shortlist]) -> Document:
    """A page of kept shortlists, each in short."""
    items = [
        {
            **_standing(kept),
            "as_of": kept.as_of.isoformat(),
            "items": len(kept.items),
            "dropped": sum(item.dropped_reason is not None for item in kept.items),
        }
        for kept in page.items
    ]
    return envelope(page, items)


def kept_row(kept: Shortlist) -> Document:
    """A kept shortlist in a list of all: for whom or what it is, and how far it is."""
    student, opening = kept.student, kept.opening
    name = student.name if student is not None else opening and f"{opening.title} · {opening.company.name}"
    return {
        **_standing(kept),
        "kind": "opening" if student is None else "student",
        "name": name,
        "as_of": kept.as_of,
        "items": len(kept.items),
        "dropped": sum(item.dropped_reason is not None for item in kept.items),
    }


def _standing(kept: Shortlist) -> Document:
    return {
        "kept": kept.ref,
        "k": kept.k,
        "made_at": kept.made_at,
        "made_by": kept.made_by,
        "approved_at": kept.approved_at,
        "approved_by": kept.approved_by,
        "version": kept.version,
    }


def _decided(item: ShortlistItem) -> dict[str, Any]:
    reason = item.dropped_reason
    return {
        "item": item.ref,
        "position": item.position,
        "pinned": item.pinned,
        "dropped": None if reason is None else {"code": reason, "name": drop_reason_name(reason)},
        "note": item.note,
    }
