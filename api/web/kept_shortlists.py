"""Shortlists that are kept: pinned, dropped, moved and noted, approved, and proposed to the students."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for

from api.access import open_to
from api.clock import today
from api.errors import REASONS
from api.extensions import acting, audit, market, reading, writing
from api.i18n import marked, say
from api.presenters.kept_shortlists import DROP_REASONS, drop_reason_name, kept_document, kept_row
from api.presenters.pair_history import declined_before
from api.presenters.placing_words import named
from api.presenters.refusals import refusal_sentence
from api.presenters.registries import opening_row, student_row
from api.presenters.shortlist_sheet import shortlist_sheet
from api.returning import DONE, PROBLEM, go_back
from api.schemas.rest.officer_kept_shortlists import NOTE_LENGTH
from api.schemas.rest.officer_referrals import WORDS_LENGTH
from api.services.acting import Acting
from api.services.matching.approve_shortlist import approve_shortlist, reopen_shortlist
from api.services.matching.edit_shortlist import (
    drop_item,
    move_item,
    note_item,
    pin_item,
    restore_item,
    unpin_item,
)
from api.services.matching.keep_shortlist import as_made
from api.services.name_subjects import opening_faces, student_faces
from api.services.not_possible import NotPossible
from api.services.phone_book import phone_book
from api.services.placing.refer_student import propose_referral
from api.web.filters import asked, page_number
from api.web.forms import check_form_version, done, field
from api.web.pair_history import earlier_of
from api.web.waterfall import side_by_side
from api.web.workbooks import download
from matcher.candidate import age_on
from matcher.lifecycle import ADULT_FROM, OVER
from matcher.vocabulary import DropReason
from models.audit import Act
from models.principal import OFFICERS
from models.queries import shortlists
from models.queries.pages import PAGE_SIZE
from models.queries.referrals import referrals_from
from models.shortlist import Shortlist, ShortlistItem

FIELDS = ("name", "shortlist", "note")
COMPARED = 2
STANDING = {"open": False, "approved": True}

blueprint = Blueprint("kept_shortlists_pages", __name__, url_prefix="/shortlists")


@blueprint.get("")
@open_to(*OFFICERS)
def listed() -> str:
    """All that are kept, the newest first."""
    standing, made_by = asked("standing"), asked("by") or None
    page = shortlists.list_kept(
        reading(),
        approved=STANDING.get(standing),
        made_by=made_by,
        page=page_number(),
        page_size=PAGE_SIZE,
    )
    audit(Act("shortlists.listed", fields=("name",), details={"refs": [kept.ref for kept in page.items]}))
    rows = [kept_row(kept) for kept in page.items]
    return render_template("shortlists/listed.html", page=page, rows=rows, standing=standing, made_by=made_by)


@blueprint.get("/<ref>")
@open_to(*OFFICERS)
def read(ref: str) -> str:
    """One of them, to be worked on."""
    kept = _seen(ref)
    subject = kept.student or kept.opening
    assert subject is not None
    return render_template(
        "shortlists/kept.html",
        head=_head(kept),
        shortlist=_document(kept),
        as_of=kept.as_of,
        minors=_has_minors(kept),
        referrals={each.item.ref: each for each in referrals_from(reading(), kept.id)},
        named=named,
        over=OVER,
        earlier=earlier_of(reading(), subject, before=kept),
        drop_reasons=[(reason.value, drop_reason_name(reason)) for reason in DROP_REASONS],
    )


@blueprint.get("/<ref>/compare")
@open_to(*OFFICERS)
def compare(ref: str) -> str | Response:
    """Two of its items side by side, as they were when the list was made."""
    kept = _seen(ref)
    back = url_for("kept_shortlists_pages.read", ref=kept.ref)
    items = [item for item in _document(kept)["items"] if item["item"] in request.args.getlist("item")]
    if len(items) != COMPARED:
        return go_back(say(marked("Tick two of them to compare.")), PROBLEM, back)
    return render_template(
        "shortlists/compared.html", head=_head(kept), two=items, rows=side_by_side(items), back=back
    )


@blueprint.get("/<ref>/workbook")
@open_to(*OFFICERS)
def sheet(ref: str) -> Response:
    """The list with what was decided, as a workbook."""
    kept = _seen(ref, "phone")
    companies = {item.opening.company.ref for item in kept.items} if kept.student else set()
    people = set() if kept.student else {item.student.ref for item in kept.items}
    content = shortlist_sheet(_document(kept), phone_book(reading(), people, companies))
    return download(content, f"shortlist-{today():%Y%m%d}")


@blueprint.post("/<ref>/items/<item>")
@open_to(*OFFICERS)
def edit(ref: str, item: str) -> Response:
    """Pin an item, drop it or put it back, move it, note something."""
    kept = _to_change(ref)
    found = _item(kept, item)
    act = ACTS.get(field("act")) or abort(400)
    act(acting(), found)
    return done(marked("Kept."), _address(kept, found))


@blueprint.post("/<ref>/approve")
@open_to(*OFFICERS)
def approve(ref: str) -> Response:
    """Approve a list: it stands as it is, and referrals may follow."""
    kept = _to_change(ref)
    approve_shortlist(acting(), kept)
    return done(marked("Approved: tick whom to propose it to."), _address(kept))


@blueprint.post("/<ref>/reopen")
@open_to(*OFFICERS)
def reopen(ref: str) -> Response:
    """Take an approval back, as long as no referral has followed."""
    kept = _to_change(ref)
    reopen_shortlist(acting(), kept)
    return done(marked("Open again."), _address(kept))


@blueprint.post("/<ref>/propose")
@open_to(*OFFICERS)
def propose(ref: str) -> Response:
    """Propose the ticked items to their students, as many as may be; the companies learn nothing yet."""
    kept = _to_change(ref)
    again = request.form.getlist("again")
    ticked = [_item(kept, item) for item in dict.fromkeys([*request.form.getlist("item"), *again])]
    if not ticked:
        return go_back(say(marked("Tick whom to propose.")), PROBLEM, _address(kept))
    confirmed = field("hazards_confirmed", WORDS_LENGTH) or None
    proposed, problems = 0, []
    for item in ticked:
        try:
            propose_referral(
                acting(), item, market().policy, hazards_confirmed=confirmed, again=item.ref in again
            )
            proposed += 1
        except NotPossible as error:
            why = say(marked("; ")).join([_reason(error), *_rules(error)])
            problems.append(say(marked("number %(number)s: %(why)s"), number=item.position, why=why))
    told = say(marked("Proposed: %(count)s"), count=proposed)
    return go_back(say(marked("; ")).join((told, *problems)), PROBLEM if problems else DONE, _address(kept))


def _reason(error: NotPossible) -> str:
    """Why one of them is not proposed."""
    refusal = error.params.get("refusal")
    return say(REASONS[error.code]) if refusal is None else declined_before(refusal)


def _rules(error: NotPossible) -> list[str]:
    """The rules by which two may not be introduced to each other."""
    return [refusal_sentence(reason.code, reason.params) for reason in error.params.get("refused", ())]


def _drop(by: Acting, item: ShortlistItem) -> None:
    reason = field("reason")
    if reason not in list(DropReason):
        abort(400)
    drop_item(by, item, DropReason(reason))


ACTS: Mapping[str, Callable[[Acting, ShortlistItem], None]] = {
    "pin": pin_item,
    "unpin": unpin_item,
    "drop": _drop,
    "restore": restore_item,
    "up": lambda by, item: move_item(by, item, item.position - 1),
    "down": lambda by, item: move_item(by, item, item.position + 1),
    "note": lambda by, item: note_item(by, item, field("words", NOTE_LENGTH)),
}


def _seen(ref: str, *besides: str) -> Shortlist:
    """The shortlist to be shown; that it was looked at is kept."""
    kept = shortlists.get(reading(), ref) or abort(404)
    seen = sorted({item.student.ref for item in kept.items})
    audit(Act("shortlist.read", ("shortlist", kept.ref), (*FIELDS, *besides), {"refs": seen}))
    return kept


def _to_change(ref: str) -> Shortlist:
    """The shortlist that a form means, at the version that it means."""
    kept = shortlists.get_to_change(writing(), ref) or abort(404)
    check_form_version(kept)
    return kept


def _item(kept: Shortlist, ref: str) -> ShortlistItem:
    return next((each for each in kept.items if each.ref == ref), None) or abort(404)


def _address(kept: Shortlist, item: ShortlistItem | None = None) -> str:
    anchor = None if item is None else f"item-{item.ref}"
    return url_for("kept_shortlists_pages.read", ref=kept.ref, _anchor=anchor)


def _document(kept: Shortlist) -> dict[str, Any]:
    made = as_made(kept)
    people = student_faces(reading(), {made.ref, *(each.student for each in made.items)})
    work = opening_faces(reading(), {made.ref, *(each.opening for each in made.items)})
    faces: Any = {**people, **work}
    return kept_document(kept, made, faces[made.ref], faces)


def _has_minors(kept: Shortlist) -> bool:
    people = [kept.student] if kept.student is not None else [item.student for item in kept.items]
    return any(age_on(student.birth_date, today()) < ADULT_FROM for student in people)


def _head(kept: Shortlist) -> dict[str, Any]:
    if kept.student is not None:
        return {"kind": "student", **student_row(kept.student)}
    assert kept.opening is not None
    return {"kind": "opening", **opening_row(kept.opening)}
