"""Terms at school, study aid, pledges and schooling, for officers; every look and act is audited."""

from typing import Any

from flask import Response, abort, jsonify

from api.access import open_to
from api.clock import today
from api.errors import refusing_fields
from api.extensions import acting, audit, reading, writing
from api.presenters.pages import envelope
from api.presenters.study_aid import (
    gap_documents,
    hand_over_document,
    pledge_document,
    schooling_document,
    study_aid_document,
    term_document,
)
from api.rest.blueprints import RestBlueprint, refusal
from api.rest.versions import IF_MATCH, check_version, tag
from api.schemas.rest.envelopes import PageQuery
from api.schemas.rest.officer_study_aid import (
    GapPage,
    GraduationPost,
    HandOverShown,
    PaymentPost,
    PledgePage,
    PledgePost,
    PledgeShown,
    PromiseKept,
    SchoolingPost,
    SchoolingShown,
    StudyAid,
    TermChange,
    TermPost,
    TermShown,
)
from api.schemas.rest.officer_taking_back import TakeBackPost
from api.services.aid.fee_gaps import gaps_open
from api.services.aid.log_schooling import log_schooling_event, take_back_schooling
from api.services.aid.pledge import make_pledge, take_back_pledge
from api.services.aid.record_study_aid import (
    add_payment,
    add_term,
    correct_term,
    keep_promise,
    take_back_payment,
    take_back_term,
)
from api.services.name_subjects import student_faces
from api.services.placing.hand_over import graduate_student
from matcher.vocabulary import Completion
from models.audit import Act
from models.pledge import Pledge
from models.principal import OFFICERS, Role
from models.queries import companies, students
from models.queries.pages import page_of
from models.queries.pledges import get_pledge, load_pledges, pledges_for_student, pledges_of_company
from models.queries.schooling import get_event, schooling_of
from models.queries.study_aid import get_payment, get_term, terms_of
from models.school_term import SchoolTerm
from models.schooling_event import LeavingReason, SchoolingKind
from models.student import Student
from models.taking_back import Mistake

blueprint = RestBlueprint("study_aid", "Terms, study aid, pledges and schooling of students.")


@blueprint.get("/students/<ref>/study-aid")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.response(200, StudyAid)
def read_study_aid(ref: str) -> dict[str, Any]:
    """A student's terms with what is due, what came and what is missing; schooling; pledges."""
    session = reading()
    student = students.get(session, ref) or abort(404)
    fields = ("name", "household", "terms", "schooling", "pledges")
    audit(Act("study_aid.read", ("student", student.ref), fields))
    return study_aid_document(
        student,
        terms_of(session, student),
        schooling_of(session, student),
        pledges_for_student(session, student),
    )


@blueprint.post("/students/<ref>/terms")
@open_to(*OFFICERS)
@blueprint.doc(responses={str(code): refusal(code) for code in (404, 409)})
@blueprint.arguments(TermPost)
@blueprint.response(201, TermShown)
def post_term(told: dict[str, Any], ref: str) -> Response:
    """Register a term of a student; 409 for one that is registered."""
    student = _student(ref)
    with refusing_fields():
        term = add_term(acting(), student, told)
    return _term(term, 201)


@blueprint.patch("/terms/<ref>")
@open_to(*OFFICERS)
@blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 409, 412, 428)})
@blueprint.arguments(TermChange)
@blueprint.response(200, TermShown)
def change_term(told: dict[str, Any], ref: str) -> Response:
    """Change some of a term; null takes a field back."""
    term = get_term(writing(), ref) or abort(404)
    check_version(term)
    with refusing_fields():
        correct_term(acting(), term, told)
    return _term(term)


@blueprint.post("/terms/<ref>/take-back")
@open_to(*OFFICERS)
@blueprint.doc(responses={str(code): refusal(code) for code in (404, 409)})
@blueprint.arguments(TakeBackPost)
@blueprint.response(200, TermShown)
def take_term_back(told: dict[str, Any], ref: str) -> Response:
    """Take a mistaken term back, once nothing that was paid for it counts."""
    term = get_term(writing(), ref) or abort(404)
    take_back_term(acting(), term, Mistake(told["reason"]))
    return _term(term)


@blueprint.post("/terms/<ref>/payments")
@open_to(*OFFICERS)
@blueprint.doc(responses={str(code): refusal(code) for code in (404, 409)})
@blueprint.arguments(PaymentPost)
@blueprint.response(201, TermShown)
def post_payment(told: dict[str, Any], ref: str) -> Response:
    """Study aid for a term, paid or promised; what the relief fund paid stands in its ledger once."""
    term = get_term(writing(), ref) or abort(404)
    named = told.pop("company", None)
    company = None if named is None else companies.get(writing(), named) or abort(404)
    with refusing_fields():
        add_payment(acting(), term, told, company=company)
    return _term(term, 201)


@blueprint.post("/aid-payments/<ref>/paid")
@open_to(*OFFICERS)
@blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 409, 412, 428)})
@blueprint.arguments(PromiseKept)
@blueprint.response(200, TermShown)
def pay(told: dict[str, Any], ref: str) -> Response:
    """Promised money is there; the version that is meant is the payment's."""
    payment = get_payment(writing(), ref) or abort(404)
    check_version(payment)
    with refusing_fields():
        keep_promise(acting(), payment, told)
    return _term(payment.term)


@blueprint.post("/aid-payments/<ref>/take-back")
@open_to(*OFFICERS)
@blueprint.doc(responses={str(code): refusal(code) for code in (404, 409)})
@blueprint.arguments(TakeBackPost)
@blueprint.response(200, TermShown)
def take_payment_back(told: dict[str, Any], ref: str) -> Response:
    """Take a mistaken payment or promise back; what the relief fund paid is taken back in its ledger."""
    payment = get_payment(writing(), ref) or abort(404)
    take_back_payment(acting(), payment, Mistake(told["reason"]))
    return _term(payment.term)


@blueprint.post("/students/<ref>/schooling-events")
@open_to(*OFFICERS)
@blueprint.doc(responses={str(code): refusal(code) for code in (404, 409)})
@blueprint.arguments(SchoolingPost)
@blueprint.response(201, SchoolingShown)
def post_schooling_event(told: dict[str, Any], ref: str) -> tuple[dict[str, Any], int]:
    """Log what happened at school: attendance, absence, leaving and coming back, a visit."""
    student = _student(ref)
    reason = told.get("reason")
    with refusing_fields():
        event = log_schooling_event(
            acting(),
            student,
            SchoolingKind(told["kind"]),
            told["day"],
            reason=None if reason is None else LeavingReason(reason),
            note=told.get("note"),
        )
    return schooling_document(event), 201


@blueprint.post("/schooling-events/<ref>/take-back")
@open_to(*OFFICERS)
@blueprint.doc(responses={str(code): refusal(code) for code in (404, 409)})
@blueprint.arguments(TakeBackPost)
@blueprint.response(200, SchoolingShown)
def take_schooling_back(told: dict[str, Any], ref: str) -> dict[str, Any]:
    """Take back what was logged by mistake; of a graduation, the student is back to where they were."""
    event = get_event(writing(), ref) or abort(404)
    take_back_schooling(acting(), event, Mistake(told["reason"]))
    return schooling_document(event)


@blueprint.post("/students/<ref>/graduation")
@open_to(*OFFICERS)
@blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 409, 412, 428)})
@blueprint.arguments(GraduationPost)
@blueprint.response(200, HandOverShown)
def post_graduation(told: dict[str, Any], ref: str) -> Response:
    """Hand a graduate over to the search for work; the answer says what is known and what to ask."""
    student = _student(ref)
    check_version(student)
    completion = Completion(told["completion"])
    with refusing_fields():
        done = graduate_student(acting(), student, told["graduated_on"], completion=completion)
    return tag(jsonify(HandOverShown().dump(hand_over_document(done))), student)


@blueprint.get("/study-aid/gaps")
@open_to(*OFFICERS)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, GapPage)
def list_gaps(query: dict[str, Any]) -> dict[str, Any]:
    """Fees that are not covered, of the term that runs and of those to come; the most urgent first."""
    page = page_of(gaps_open(reading(), today()), **query)
    refs = sorted({gap.term.student_ref for gap in page.items})
    audit(Act("study_aid.gaps", fields=("name", "place", "terms"), details={"refs": refs}))
    names = {ref: face.name for ref, face in student_faces(reading(), refs).items()}
    return envelope(page, gap_documents(page.items, names))


@blueprint.get("/companies/<ref>/pledges")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, PledgePage)
def list_pledges(query: dict[str, Any], ref: str) -> dict[str, Any]:
    """What a company pledged and paid; for a street officer, to students of the street."""
    company = companies.get(reading(), ref) or abort(404)
    page = page_of(pledges_of_company(reading(), company), **query)
    refs = sorted({each.student_ref for each in page.items if each.student_ref is not None})
    audit(Act("pledges.read", ("company", company.ref), ("student", "amount"), {"refs": refs}))
    return envelope(page, [pledge_document(each) for each in page.items])


@blueprint.post("/companies/<ref>/pledges")
@open_to(Role.OFFICER)
@blueprint.doc(responses={str(code): refusal(code) for code in (404, 409)})
@blueprint.arguments(PledgePost)
@blueprint.response(201, PledgeShown)
def post_pledge(told: dict[str, Any], ref: str) -> tuple[dict[str, Any], int]:
    """A company pledges to sponsor a student, or to give to the relief fund."""
    company = companies.get(writing(), ref) or abort(404)
    named = told.pop("student")
    student = None if named is None else _student(named)
    with refusing_fields():
        pledge = make_pledge(acting(), company, student, **told)
    (standing,) = load_pledges(writing(), Pledge.id == pledge.id)
    return pledge_document(standing), 201


@blueprint.post("/pledges/<ref>/take-back")
@open_to(Role.OFFICER)
@blueprint.doc(responses={str(code): refusal(code) for code in (404, 409)})
@blueprint.arguments(TakeBackPost)
@blueprint.response(200, PledgeShown)
def take_back(told: dict[str, Any], ref: str) -> dict[str, Any]:
    """Take a mistaken pledge back; what the company paid stays paid."""
    pledge = get_pledge(writing(), ref) or abort(404)
    take_back_pledge(acting(), pledge, Mistake(told["reason"]))
    (standing,) = load_pledges(writing(), Pledge.id == pledge.id)
    return pledge_document(standing)


def _student(ref: str) -> Student:
    return students.get(writing(), ref) or abort(404)


def _term(term: SchoolTerm, status: int = 200) -> Response:
    (told,) = (each for each in terms_of(writing(), term.student) if each.ref == term.ref)
    audit(Act("study_aid.read", ("student", term.student.ref), ("terms",)))
    response = tag(jsonify(TermShown().dump(term_document(told))), term)
    response.status_code = status
    return response
