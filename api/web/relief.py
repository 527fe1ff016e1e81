"""The relief ledger of a student's household on the desk."""

from flask import Blueprint, Response, abort, make_response, render_template

from api.access import open_to
from api.clock import today
from api.extensions import acting, audit, keep_look, reading, writing
from api.i18n import marked
from api.presenters.relief import ledger_document
from api.presenters.study_aid_choices import relief_choices
from api.schemas.rest.officer_relief import ReliefPost
from api.services.record_relief import add_relief, take_back_relief
from api.web.forms import Tried, done, refusal_of, told, told_mistake, tried
from models.audit import Act
from models.household import Household
from models.principal import OFFICERS
from models.queries import students
from models.queries.relief import get_payment, ledger_of
from models.student import Student

SEEN = ("name", "payments")

blueprint = Blueprint("relief_pages", __name__)


@blueprint.get("/students/<ref>/relief")
@open_to(*OFFICERS)
def read(ref: str) -> str:
    """What a student's household got; what the student got, where there is none."""
    student = students.get(reading(), ref) or abort(404)
    audit(_look(student.household or student))
    return _page(student)


@blueprint.post("/students/<ref>/relief")
@open_to(*OFFICERS)
def pay(ref: str) -> Response:
    """A payment to the household, or to the student where there is none."""
    student = students.get(writing(), ref) or abort(404)
    payee = student.household or student
    look = _look(payee)
    refusal = refusal_of(lambda: add_relief(acting(), payee, told(ReliefPost())))
    if refusal is None:
        return done(marked("Saved."))
    keep_look(look)
    page = _page(students.get(reading(), ref) or abort(404), tried("payment", refusal))
    return make_response(page, refusal.code or 409)


@blueprint.post("/relief-payments/<ref>/take-back")
@open_to(*OFFICERS)
def take_back(ref: str) -> Response:
    """Take a mistaken payment back, also where it is study aid of a term."""
    payment = get_payment(writing(), ref) or abort(404)
    take_back_relief(acting(), payment, told_mistake())
    return done(marked("Taken back."))


def _look(payee: Household | Student) -> Act:
    kind = "household" if isinstance(payee, Household) else "student"
    return Act("relief.read", (kind, payee.ref), SEEN)


def _page(student: Student, again: Tried | None = None) -> str:
    payee = student.household or student
    return render_template(
        "students/relief.html",
        ref=student.ref,
        name=student.name,
        ledger=ledger_document(payee, ledger_of(reading(), payee)),
        choices=relief_choices(),
        tried=again,
        today=today(),
    )
