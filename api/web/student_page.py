"""The page of a personal link: a student says yes and no per company, and takes it back. No account."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import open_to
from api.clock import now, today
from api.errors import REASONS as REFUSALS
from api.errors import STUDENT_PAGE
from api.extensions import acting, audit, principal, reading, writing
from api.presenters import student_page as words
from api.presenters.words import day
from api.services.not_possible import NotPossible
from api.services.placing.answer_referral import decline
from api.services.placing.ask_correction import ask_correction
from api.services.placing.give_consent import DISCLOSED, LASTS, give_consent, withdraw_consent
from api.web.forms import field, plain
from matcher.candidate import age_on
from matcher.lifecycle import ADULT_FROM, REASONS_TO_DECLINE
from matcher.vocabulary import DeclineReason, Side, Signer, Way
from models.audit import Act
from models.company import Company
from models.principal import Role
from models.queries.consents import live_consents
from models.queries.referrals import find_referral, placements_of, referrals_of
from models.referral import Referral
from models.student import Student

NAME_LENGTH, WORDS_LENGTH = 50, 1000

blueprint = Blueprint(STUDENT_PAGE, __name__, url_prefix="/s/<secret>")


@blueprint.get("")
@open_to(Role.STUDENT)
def show(secret: str) -> str:
    """What is proposed, who may be told, and what was just done."""
    return _overview(secret, done=words.done_sentence(request.args.get("done")))


@blueprint.get("/yes/<referral>")
@open_to(Role.STUDENT)
def ask(secret: str, referral: str) -> str:
    """What a yes means: what is told to whom, for how long, and that it can be taken back."""
    found = _proposed(reading(), referral)
    return _question(secret, found)


@blueprint.post("/yes/<referral>")
@open_to(Role.STUDENT)
def agree(secret: str, referral: str) -> ResponseReturnValue:
    """Let the company be told; for 14 to 17 a guardian has to agree as well."""
    found = _proposed(writing(), referral)
    guardian = _said("guardian", NAME_LENGTH)
    confirmed = bool(guardian) and "guardian_agrees" in request.form
    try:
        give_consent(
            acting(),
            found.student,
            found.company,
            signer=Signer.STUDENT_AND_GUARDIAN if confirmed else Signer.STUDENT,
            way=Way.LINK,
            evidence=guardian if confirmed else None,
        )
    except NotPossible as error:
        page = _question(secret, _proposed(reading(), referral), _problem(error), guardian)
        return make_response(page, 409)
    return _to(secret, "agreed")


@blueprint.get("/no/<referral>")
@open_to(Role.STUDENT)
def ask_why(secret: str, referral: str) -> str:
    """The reasons to choose from."""
    found = words.proposal(_own(reading(), referral))
    return render_template(
        "student/no.html", secret=secret, proposal=found, reasons=words.decline_reasons(), most=WORDS_LENGTH
    )


@blueprint.post("/no/<referral>")
@open_to(Role.STUDENT)
def say_no(secret: str, referral: str) -> ResponseReturnValue:
    """Decline, with a reason."""
    found, reason = _own(writing(), referral), field("reason")
    if reason not in REASONS_TO_DECLINE[Side.STUDENT]:
        abort(400)
    said = _said("words", WORDS_LENGTH)
    try:
        decline(acting(), found, Side.STUDENT, DeclineReason(reason), words=said)
    except NotPossible as error:
        return make_response(_overview(secret, problem=_problem(error)), 409)
    return _to(secret, "declined")


@blueprint.post("/withdraw/<company>")
@open_to(Role.STUDENT)
def withdraw(secret: str, company: str) -> Response:
    """Take a yes back: from this moment on the company is told nothing more."""
    found = writing().scalars(select(Company).where(Company.ref == company)).one_or_none()
    if found is None:
        abort(404)
    withdraw_consent(acting(), _student(writing()), found, Way.LINK)
    return _to(secret, "withdrawn")


@blueprint.get("/kept")
@open_to(Role.STUDENT)
def kept(secret: str) -> str:
    """What is kept about oneself, and how to have it put right."""
    return _kept(secret)


@blueprint.post("/correction")
@open_to(Role.STUDENT)
def correct(secret: str) -> ResponseReturnValue:
    """Ask for something to be put right."""
    said = _said("words", WORDS_LENGTH)
    try:
        ask_correction(acting(), _student(writing()), said)
    except NotPossible as error:
        return make_response(_kept(secret, _problem(error), said), 409)
    return _to(secret, "asked")


def _overview(secret: str, **said: Any) -> str:
    session = reading()
    student = _student(session)
    audit(Act("link.opened", ("student", student.ref), fields=("name", "referrals", "consents")))
    return render_template(
        "student/page.html",
        secret=secret,
        name=student.name,
        proposals=words.proposals(referrals_of(session, student.id), placements_of(session, student.id)),
        allowed=words.allowed(live_consents(session, student.id, now())),
        **said,
    )


def _question(secret: str, referral: Referral, problem: str | None = None, guardian: str = "") -> str:
    return render_template(
        "student/yes.html",
        secret=secret,
        proposal=words.proposal(referral),
        told=words.told_fields(DISCLOSED),
        until=day(today() + LASTS),
        minor=_is_minor(referral.student, today()),
        most=NAME_LENGTH,
        problem=problem,
        guardian=guardian,
    )


def _kept(secret: str, problem: str | None = None, said: str = "") -> str:
    student = _student(reading())
    rows = words.kept_rows(student)
    audit(Act("link.record_read", ("student", student.ref), fields=("identity", "study", "wishes")))
    return render_template(
        "student/kept.html", secret=secret, rows=rows, most=WORDS_LENGTH, problem=problem, said=said
    )


def _student(session: Session) -> Student:
    own = select(Student).where(Student.id == principal().student)
    return session.scalars(own).one_or_none() or abort(404)


def _own(session: Session, ref: str) -> Referral:
    return find_referral(session, ref) or abort(404)


def _proposed(session: Session, ref: str) -> Referral:
    """A referral that a yes is waited for; 404 for any other, as for none."""
    found = _own(session, ref)
    return found if words.proposal(found)["may_agree"] else abort(404)


def _is_minor(student: Student, on: date) -> bool:
    return age_on(student.birth_date, on) < ADULT_FROM


def _said(name: str, most: int) -> str:
    """What a field says, as far as the browser lets it be typed."""
    return plain(request.form.get(name, ""))[:most]


def _problem(error: NotPossible) -> str:
    return words.problem_sentence(error.code, REFUSALS[error.code])


def _to(secret: str, done: str) -> Response:
    return make_response(redirect(url_for(f"{STUDENT_PAGE}.show", secret=secret, done=done), 303))
