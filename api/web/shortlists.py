"""Shortlists as they are today, both ways: the waterfall of each score, two side by side, and to keep one."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for

from api.access import open_to
from api.clock import today
from api.extensions import acting, audit, market, metrics, reading
from api.i18n import marked, say
from api.presenters.explanations import explanation_document
from api.presenters.kept_shortlists import kept_page_document
from api.presenters.registries import opening_row, student_row
from api.presenters.shortlist_sheet import shortlist_sheet
from api.presenters.shortlists import shortlist_document
from api.returning import PROBLEM, go_back
from api.services.matching.explain_pair import advise_listed, explain_among_students, explain_pair
from api.services.matching.keep_shortlist import keep_shortlist
from api.services.matching.make_shortlist import shortlist_for_opening, shortlist_for_student
from api.services.name_subjects import opening_faces, student_faces
from api.services.phone_book import phone_book
from api.web.forms import done
from api.web.known_students import known_student
from api.web.pair_history import earlier_of
from api.web.waterfall import side_by_side
from api.web.workbooks import download
from matcher.errors import UnknownSubject
from matcher.results import Shortlist
from models.audit import Act
from models.opening import Opening
from models.principal import OFFICERS
from models.queries import openings, shortlists
from models.student import Student

LENGTH = 10
MORE = 20  # that are shown beyond, each time one asks
LONGEST = 500
KEPT_SHOWN = 5
KEPT_LENGTH = 20  # items of a shortlist that is kept, unless more are shown
COMPARED = 2
FIELDS = ("name", "place", "shortlist")

blueprint = Blueprint("shortlists_pages", __name__)


@blueprint.get("/students/<ref>/shortlist")
@open_to(*OFFICERS)
def of_student(ref: str) -> str:
    """The best openings for a student."""
    return _page(known_student(reading(), ref))


@blueprint.get("/openings/<ref>/shortlist")
@open_to(*OFFICERS)
def of_opening(ref: str) -> str:
    """The best students for an opening: of those that one may see."""
    return _page(openings.get(reading(), ref) or abort(404))


@blueprint.get("/students/<ref>/shortlist.xlsx")
@open_to(*OFFICERS)
def student_sheet(ref: str) -> Response:
    """A student's shortlist as a workbook."""
    return _sheet(known_student(reading(), ref))


@blueprint.get("/openings/<ref>/shortlist.xlsx")
@open_to(*OFFICERS)
def opening_sheet(ref: str) -> Response:
    """An opening's shortlist as a workbook."""
    return _sheet(openings.get(reading(), ref) or abort(404))


@blueprint.get("/students/<ref>/shortlist/compare")
@open_to(*OFFICERS)
def compare_openings(ref: str) -> str | Response:
    """Two openings for a student, side by side."""
    return _compare(known_student(reading(), ref))


@blueprint.get("/openings/<ref>/shortlist/compare")
@open_to(*OFFICERS)
def compare_students(ref: str) -> str | Response:
    """Two students for an opening, side by side."""
    return _compare(openings.get(reading(), ref) or abort(404))


@blueprint.post("/students/<ref>/shortlist")
@open_to(*OFFICERS)
def keep_of_student(ref: str) -> Response:
    """Keep a student's shortlist as it is now, to be worked on."""
    return _keep(known_student(reading(), ref))


@blueprint.post("/openings/<ref>/shortlist")
@open_to(*OFFICERS)
def keep_of_opening(ref: str) -> Response:
    """Keep an opening's shortlist as it is now, to be worked on."""
    return _keep(openings.get(reading(), ref) or abort(404))


def _page(subject: Student | Opening) -> str:
    length = _length(LENGTH)
    found = _make(subject, length)
    return render_template(
        "shortlists/made.html",
        head=_head(subject),
        shortlist=_document(found),
        as_of=found.as_of,
        longer=min(length + MORE, LONGEST),
        keep=max(length, KEPT_LENGTH),
        earlier=earlier_of(reading(), subject),
        kept=kept_page_document(shortlists.kept_for(reading(), subject, page=1, page_size=KEPT_SHOWN)),
    )


def _sheet(subject: Student | Opening) -> Response:
    document = _document(_make(subject, _length(KEPT_LENGTH), "phone"))
    listed = [item["ref"] for item in document["items"]]
    if isinstance(subject, Student):
        numbers = phone_book(reading(), [], {item["company"]["ref"] for item in document["items"]})
    else:
        numbers = phone_book(reading(), listed, [])
    return download(shortlist_sheet(document, numbers), f"shortlist-{today():%Y%m%d}")


def _keep(subject: Student | Opening) -> Response:
    length = _length(KEPT_LENGTH)
    try:
        kept = keep_shortlist(acting(), _make(subject, length), k=length)
    except UnknownSubject:  # gone since the list was made
        abort(404)
    return done(
        marked("Kept: now choose whom to propose."), url_for("kept_shortlists_pages.read", ref=kept.ref)
    )


def _compare(subject: Student | Opening) -> str | Response:
    refs = list(dict.fromkeys(request.args.getlist("with")))
    way = "of_student" if isinstance(subject, Student) else "of_opening"
    back = url_for(f"shortlists_pages.{way}", ref=subject.ref)
    if len(refs) != COMPARED:
        return go_back(say(marked("Tick two of them to compare.")), PROBLEM, back)
    two = [_explained(subject, ref) for ref in refs]
    return render_template(
        "shortlists/compared.html", head=_head(subject), two=two, rows=side_by_side(two), back=back
    )


def _explained(subject: Student | Opening, ref: str) -> dict[str, Any]:
    """One of the two, with its bars or with what refuses it."""
    session, day = reading(), today()
    explain, student, opening = explain_pair, subject.ref, ref
    if isinstance(subject, Opening):
        explain, student, opening = explain_among_students, ref, subject.ref
    try:
        found = explain(session, market(), student, opening, as_of=day)
    except UnknownSubject:
        abort(404)
    listed = found.behind and found.behind.last
    document = explanation_document(
        found,
        student_faces(session, {found.student, *([listed.student] if listed else [])}),
        opening_faces(session, {found.opening, *([listed.opening] if listed else [])}),
        among="openings" if isinstance(subject, Student) else "students",
        as_of=day,
        policy=market().policy.fingerprint,
    )
    details = {"opening": found.opening}
    audit(Act("student.explanation", ("student", found.student), ("shortlist",), details))
    return document


def _make(subject: Student | Opening, k: int, *besides: str) -> Shortlist:
    """The shortlist as it is now; that it was looked at is kept, with what is read besides."""
    with metrics().shortlist_seconds.time():
        if isinstance(subject, Student):
            found = shortlist_for_student(reading(), market(), subject.ref, as_of=today(), k=k)
            audit(Act("student.shortlist", ("student", subject.ref), (*FIELDS, *besides)))
        else:
            found = shortlist_for_opening(reading(), market(), subject.ref, as_of=today(), k=k)
            details = {"refs": [match.student for match in found.items]}
            audit(Act("opening.shortlist", ("opening", subject.ref), (*FIELDS, *besides), details))
    return found


def _document(found: Shortlist) -> dict[str, Any]:
    session = reading()
    people = student_faces(session, {found.ref, *(match.student for match in found.items)})
    work = opening_faces(session, {found.ref, *(match.opening for match in found.items)})
    advice = advise_listed(session, found, policy=market().policy)
    if found.subject == "student":
        return shortlist_document(found, people[found.ref], work, advice)
    return shortlist_document(found, work[found.ref], people, advice)


def _head(subject: Student | Opening) -> dict[str, Any]:
    """For whom or what a shortlist is."""
    if isinstance(subject, Student):
        return {"kind": "student", **student_row(subject)}
    return {"kind": "opening", **opening_row(subject)}


def _length(otherwise: int) -> int:
    return min(max(request.values.get("show", otherwise, int), 1), LONGEST)
