"""The student whom an address names; what names a merged record leads on to the one that was kept."""

from flask import abort, request, url_for
from sqlalchemy.orm import Session

from api.i18n import marked
from api.web.forms import done
from models.queries import students
from models.student import Student


def known_student(session: Session, ref: str) -> Student:
    """The student of this reference; 404 for none that one may see.

    Of a merged record whoever reads goes on to the same page of the kept one, and whoever sends a form to the
    kept one's file: what they filled in was about another record.
    """
    student = students.get(session, ref)
    if student is not None:
        return student
    kept = students.merged_into(session, ref)
    if kept is None:
        abort(404)
    named = request.view_args or {}
    if request.method == "GET" and named.get("ref") == ref:
        where = url_for(request.endpoint or "", **named | {"ref": kept})
    else:
        where = url_for("students_pages.read", ref=kept)
    abort(done(marked("This record was merged into another one of the same student"), where))
