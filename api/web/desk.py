"""The desk of a demo: a student's explained shortlist, and the seekers to choose from."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, render_template, request

from api.access import open_to
from api.extensions import market, reading
from api.presenters.registries import page_document, student_row
from api.presenters.shortlists import shortlist_document
from api.services.explain_pair import advise_listed
from api.services.list_seekers import list_seekers
from api.services.make_shortlist import shortlist_for_student
from api.services.name_subjects import opening_faces, student_faces
from api.web.waterfall import waterfall
from models.principal import OFFICERS
from models.queries import students
from models.queries.pages import Page
from models.student import Student

CLOCK = ZoneInfo("Asia/Shanghai")
SHORTLIST_LENGTH = 10
MORE = 20  # openings that are shown beyond, each time one asks
LONGEST = 500
SEEKERS_A_PAGE = 12

blueprint = Blueprint("desk", __name__)


@blueprint.get("/seekers")
@open_to(*OFFICERS)
def seekers() -> str:
    """The first seeker's shortlist, so that there is something to see at once."""
    return _desk(None)


@blueprint.get("/students/<ref>/shortlist")
@open_to(*OFFICERS)
def student(ref: str) -> str:
    """One student's shortlist."""
    return _desk(ref)


def _desk(ref: str | None) -> str:
    session = reading()
    text = request.args.get("q", "", str)
    number = max(request.args.get("page", 1, int), 1)
    page = _seekers(text, number)
    # Without a student of its own the page shows whoever is first, also while one leafs through the list.
    first = page if number == 1 else _seekers(text, 1)
    chosen = students.get(session, ref) if ref else next(iter(first.items), None)
    if ref and chosen is None:
        abort(404)
    length = min(max(request.args.get("show", SHORTLIST_LENGTH, int), 1), LONGEST)
    return render_template(
        "desk.html",
        seekers=page_document(page),
        text=text,
        pages=max(-(-page.total // page.page_size), 1),
        registered=students.count(session),
        chosen=student_row(chosen) if chosen else None,
        shortlist=_shortlist(chosen.ref, length) if chosen else None,
        longer=min(length + MORE, LONGEST),
        waterfall=waterfall,
    )


def _seekers(text: str, page: int) -> Page[Student]:
    within = current_app.config["DISTRICT"]
    return list_seekers(reading(), text, page=page, page_size=SEEKERS_A_PAGE, within=within)


def _shortlist(ref: str, length: int) -> dict[str, Any]:
    session = reading()
    day, policy = datetime.now(CLOCK).date(), current_app.config["POLICY"]
    found = shortlist_for_student(session, market(), ref, as_of=day, k=length)
    faces = opening_faces(session, [match.opening for match in found.items])
    advice = advise_listed(session, found, policy=policy)
    return shortlist_document(found, student_faces(session, [ref])[ref], faces, advice)
