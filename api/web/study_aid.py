"""Study aid of a student, term by term: what is due, what came, what is missing."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, abort, render_template

from api.access import open_to
from api.clock import today
from api.errors import refusing_fields
from api.extensions import acting, audit, reading, writing
from api.i18n import marked
from api.presenters.study_aid import study_aid_document
from api.presenters.study_aid_choices import study_aid_choices
from api.schemas.rest.officer_study_aid import PaymentPost, PromiseKept, TermChange, TermPost
from api.services.aid.record_study_aid import (
    add_payment,
    add_term,
    correct_term,
    keep_promise,
    take_back_payment,
    take_back_term,
)
from api.web.forms import check_form_version, done, field, told, told_mistake
from api.web.known_students import known_student
from api.web.told_rows import told_company
from models.audit import Act
from models.principal import OFFICERS
from models.queries.pledges import pledges_for_student
from models.queries.study_aid import get_payment, get_term, terms_of
from models.school_term import SchoolTerm
from models.student import Student

DUES = ("school", "education", "tuition_due", "lodging_due")  # what the form about a term changes
SEEN = ("name", "household", "terms", "pledges")

blueprint = Blueprint("study_aid_pages", __name__)


@blueprint.get("/students/<ref>/study-aid")
@open_to(*OFFICERS)
def read(ref: str) -> str:
    """A student's terms with what is due, what came and what is missing; and who pledged what."""
    student = known_student(reading(), ref)
    audit(Act("study_aid.read", ("student", student.ref), SEEN))
    session = reading()
    terms, pledges = terms_of(session, student), pledges_for_student(session, student)
    known = [term.term for term in terms if term.taken_back is None]
    return render_template(
        "students/study_aid.html",
        aid=study_aid_document(student, terms, (), pledges),
        choices=study_aid_choices(today(), known),
        sponsors=sorted({pledge.company for pledge in pledges}),
        today=today(),
    )


@blueprint.post("/students/<ref>/study-aid")
@open_to(*OFFICERS)
def enter(ref: str) -> Response:
    """One of the page's forms: a term, what is due for one, or a payment."""
    student = known_student(writing(), ref)
    form = field("form")
    act = _ACTS.get(form.partition(":")[0]) or abort(400)
    with refusing_fields():
        act(student, form.partition(":")[2])
    return done(marked("Saved."))


def _add_term(student: Student, _: str) -> None:
    add_term(acting(), student, told(TermPost()))


def _change_term(student: Student, ref: str) -> None:
    """Change what is due for a term; a blank takes a field back."""
    term = _term(student, ref)
    check_form_version(term)
    correct_term(acting(), term, dict.fromkeys(DUES) | told(TermChange(only=DUES)))


def _pay(student: Student, ref: str) -> None:
    payment = told(PaymentPost())
    named = payment.pop("company", None)
    company = None if named is None else told_company(named)
    add_payment(acting(), _term(student, ref), payment, company=company)


_ACTS: Mapping[str, Callable[[Student, str], None]] = {
    "term": _add_term,
    "dues": _change_term,
    "payment": _pay,
}
"""What the forms of the page do; after the name of a form, where it is about one, stands the term."""


@blueprint.post("/terms/<ref>/take-back")
@open_to(*OFFICERS)
def take_term_back(ref: str) -> Response:
    """Take a mistaken term back, once nothing that was paid for it counts."""
    take_back_term(acting(), get_term(writing(), ref) or abort(404), told_mistake())
    return done(marked("Taken back."))


@blueprint.post("/aid-payments/<ref>/take-back")
@open_to(*OFFICERS)
def take_payment_back(ref: str) -> Response:
    """Take a mistaken payment or promise back."""
    take_back_payment(acting(), get_payment(writing(), ref) or abort(404), told_mistake())
    return done(marked("Taken back."))


@blueprint.post("/aid-payments/<ref>/paid")
@open_to(*OFFICERS)
def pay(ref: str) -> Response:
    """Promised money is there."""
    payment = get_payment(writing(), ref) or abort(404)
    check_form_version(payment)
    with refusing_fields():
        keep_promise(acting(), payment, told(PromiseKept()))
    return done(marked("Saved."))


def _term(student: Student, ref: str) -> SchoolTerm:
    term = get_term(writing(), ref)
    return term if term is not None and term.student_id == student.id else abort(404)
