"""The relief ledger of a student's household on the desk."""

from flask import Blueprint, Response, abort, render_template

from api.access import open_to
from api.clock import today
from api.errors import refusing_fields
from api.extensions import acting, audit, reading, writing
from api.i18n import marked
from api.presenters.relief import ledger_document
from api.presenters.study_aid_choices import relief_choices
from api.schemas.rest.officer_relief import ReliefPost
from api.services.aid.record_relief import add_relief, take_back_relief
from api.web.forms import done, told, told_mistake
from api.web.known_students import known_student
from models.audit import Act
from models.household import Household
from models.principal import OFFICERS
from models.queries.relief import get_payment, ledger_of

SEEN = ("name", "payments")

blueprint = Blueprint("relief_pages", __name__)


@blueprint.get("/students/<ref>/relief")
@open_to(*OFFICERS)
def read(ref: str) -> str:
    """What a student's household got; what the student got, where there is none."""
    student = known_student(reading(), ref)
    payee = student.household or student
    kind = "household" if isinstance(payee, Household) else "student"
    audit(Act("relief.read", (kind, payee.ref), SEEN))
    return render_template(
        "students/relief.html",
        ref=student.ref,
        name=student.name,
        ledger=ledger_document(payee, ledger_of(reading(), payee)),
        choices=relief_choices(),
        today=today(),
    )


@blueprint.post("/students/<ref>/relief")
@open_to(*OFFICERS)
def pay(ref: str) -> Response:
    """A payment to the household, or to the student where there is none."""
    student = known_student(writing(), ref)
    payee = student.household or student
    with refusing_fields():
        add_relief(acting(), payee, told(ReliefPost()))
    return done(marked("Saved."))


@blueprint.post("/relief-payments/<ref>/take-back")
@open_to(*OFFICERS)
def take_back(ref: str) -> Response:
    """Take a mistaken payment back, also where it is study aid of a term."""
    payment = get_payment(writing(), ref) or abort(404)
    take_back_relief(acting(), payment, told_mistake())
    return done(marked("Taken back."))
