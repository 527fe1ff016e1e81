"""One handler for all errors: problem+json for machines under /api/, a page for people."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response, g, jsonify, make_response, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import (
    Forbidden,
    HTTPException,
    InternalServerError,
    SecurityError,
    ServiceUnavailable,
)

from api.i18n import marked, say
from api.logs import failure
from api.presenters.findings import finding_document, reason_document
from api.presenters.merging import PROBLEMS as MERGE_PROBLEMS
from api.presenters.pair_history import declined_before
from api.presenters.placing_problems import PROBLEMS as PLACING_PROBLEMS
from api.presenters.rights import PROBLEMS as RIGHTS_PROBLEMS
from api.presenters.taking_back import PROBLEMS as TAKING_BACK_PROBLEMS
from api.presenters.undo import PROBLEMS as UNDO_PROBLEMS
from api.returning import come_back, returns
from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.not_possible import NotPossible
from api.services.told_fields import FieldsRefused, FieldTaken
from matcher.results import Reason
from models.constraints import CONSTRAINTS, Rule, broken_constraint, is_of_a_trigger
from models.errors import OutOfScope

log = logging.getLogger(__name__)

TITLES = {
    400: marked("This request could not be understood"),
    401: marked("Say who you are first"),
    403: marked("This is not open to you"),
    404: marked("There is no such page"),
    405: marked("This cannot be done here"),
    409: marked("This does not go together with what is there"),
    412: marked("Somebody has changed this since you read it: read it again"),
    413: marked("This is too large"),
    415: marked("Send this as JSON, and say so: Content-Type: application/json"),
    422: marked("Some fields cannot be accepted"),
    428: marked("Say which version you have read: If-Match"),
    429: marked("Too many requests: wait a little"),
    503: marked("This cannot be answered just now: try again"),
    500: marked("Something went wrong on our side"),
}

NOTHING_THERE = marked("There is nothing here by this name, or nothing that you may see")

CODES = {
    400: "BAD_REQUEST",
    401: "UNAUTHENTICATED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    409: "CONFLICT",
    412: "VERSION_STALE",
    413: "TOO_LARGE",
    415: "MEDIA_TYPE",
    422: "INVALID_FIELDS",
    428: "VERSION_MISSING",
    429: "TOO_MANY_REQUESTS",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}
STUDENT_PAGE = "student_page"  # the pages of a personal link, which nobody can log in to
KEPT_HEADERS = ("allow", "retry-after", "www-authenticate")

REASONS = {  # of refusals whose status does not say enough
    **PLACING_PROBLEMS,
    **RIGHTS_PROBLEMS,
    **TAKING_BACK_PROBLEMS,
    **UNDO_PROBLEMS,
    **MERGE_PROBLEMS,
    "ALREADY_CHECKED": marked("This was asked and answered already"),
    "EMPLOYER_MISSING": marked("Say who the employer is"),
    "ENDED": marked("This placement is over"),
    "EVIDENCE_MISSING": marked("Say where the signed consent is"),
    "FUTURE": marked("This day has not come yet"),
    "GUARDIAN_MISSING": marked("From 14 to 17 a guardian must agree as well"),
    "ENOUGH_TODAY": marked("That is enough for today: call the placement desk"),
    "LINK_DAYS": marked("A personal link is good for 1 to 60 days"),
    "WORDS_MISSING": marked("Write what is not right"),
    "LEFT_ON_MISSING": marked("Say on which day they left"),
    "NOT_DECLINED_BY_STUDENT": marked("Only a job that the student has declined is judged"),
    "NOT_DUE": marked("It is too early to ask, or the day has not come yet"),
    "NO_CORRECTION": marked("The student did not ask for a correction by this"),
    "ALREADY_SETTLED": marked("This was noted as done already"),
    "NO_INTERVIEW": marked("No interview is set"),
    "NOT_WAITING": marked("No answer of the company is waited for"),
    "UNTIL_OUT_OF_RANGE": marked("A consent lasts from today for a year at most"),
    "FORM_TOKEN": marked("This form is out of date: go back, load the page again and repeat"),
    "APPROVED": marked("The shortlist is approved and stands as it is: open it again first"),
    "COLUMNS_CHANGED": marked("What columns mean was changed since: try the file again first"),
    "NOT_TRIED": marked("The file cannot be read as it is: nothing of it can be imported"),
    "COMPANY_ACTIVE": marked("The company is not suspended"),
    "DROPPED": marked("This was taken off the shortlist: put it back on it first"),
    "FILE_EMPTY": marked("The file is empty"),
    "JOB_NOT_FAILED": marked("Only a run or a plan that failed is begun again; an import is ordered anew"),
    "JOB_OVER": marked("This is over already: there is nothing to call off"),
    "NOT_AN_OFFICER": marked("Only an officer approves a shortlist or opens it again"),
    "NOT_APPROVED": marked("Somebody has to approve the shortlist first"),
    "NOTHING_PROPOSED": marked("The plan has no opening for this student"),
    "NOTHING_TO_REVIEW": marked("The company has withdrawn it: there is nothing to review"),
    "PAID_ALREADY": marked("This money came already"),
    "PAYMENT_KNOWN": marked("This payment stands in the books already"),
    "PLEDGE_OVERLAPS": marked("Another pledge of the company covers some of these terms"),
    "REFERRED": marked("A referral has followed from this shortlist: it stays as it is"),
    "RUN_NOT_OVER": marked("This run is not over yet"),
    "RUN_OUTDATED": marked("What the run found has changed since: make the shortlist anew"),
    "KEY_USED_OTHERWISE": marked("This Idempotency-Key has been used for another request"),
    "KEY_NOT_TAKEN": marked("No Idempotency-Key is taken here: send this again without it"),
    "KEY_STILL_RUNNING": marked("The first request with this Idempotency-Key is still running"),
}


class Refused(HTTPException):
    """A refusal with a stable code of its own and what is wrong with each field, or which rules forbid it.

    `said` is its sentence, where the code alone does not say enough.
    """

    def __init__(
        self,
        status: int,
        reason: str,
        findings: Sequence[Finding] = (),
        rules: Sequence[Reason] = (),
        *,
        said: str | None = None,
    ) -> None:
        super().__init__()
        self.said = said
        self.code = status
        self.reason = reason
        self.findings = findings
        self.rules = rules


@contextmanager
def refusing_fields() -> Iterator[None]:
    """Refuse the fields that the block refuses: 409 for what is another's already, else 422."""
    try:
        yield
    except FieldsRefused as error:
        raise Refused(409 if isinstance(error, FieldTaken) else 422, error.code, error.findings) from None


def handle_errors(app: Flask) -> None:
    """Answer every error in the way of whoever asked."""

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Response:
        cause = getattr(error, "original_exception", None)  # of what failed after the view, in the commit
        return _answer(error) if cause is None else make_response(app.handle_user_exception(cause))

    @app.errorhandler(NotPossible)
    def refuse_act(error: NotPossible) -> Response:
        told = error.params
        said = declined_before(told["refusal"]) if "refusal" in told else None
        return _answer(Refused(409, error.code, told.get("findings", ()), told.get("refused", ()), said=said))

    @app.errorhandler(OutOfScope)
    def refuse_scope(_: OutOfScope) -> Response:
        log.warning("out_of_scope", extra={"endpoint": request.endpoint})
        return _answer(Forbidden())

    @app.errorhandler(StaleDataError)
    def refuse_stale(_: StaleDataError) -> Response:
        return _answer(Refused(412, CODES[412]))

    @app.errorhandler(IntegrityError)
    def conflict(error: IntegrityError) -> Response:
        if is_of_a_trigger(error):
            return fail(error)
        name = broken_constraint(error)
        log.warning("constraint_broken", extra={"endpoint": request.endpoint, "constraint": name})
        return _answer(Refused(409, CODES[409], _findings(name)))

    @app.errorhandler(Exception)
    def fail(error: Exception) -> Response:
        log.error("request_failed", extra={"endpoint": request.endpoint, **failure(error)})
        busy = isinstance(error, OperationalError)  # the database, not the request
        return _answer(ServiceUnavailable() if busy else InternalServerError())


def _findings(constraint: str | None) -> list[Finding]:
    """What the database refused, at its field; nothing where it does not say what that was."""
    broken = CONSTRAINTS.get(constraint or "")
    if broken is None:
        return []
    code = ProblemCode.TAKEN if broken.rule is Rule.TAKEN else ProblemCode.INVALID
    return [Finding(broken.field, code, Severity.ERROR)]


def _answer(error: HTTPException) -> Response:
    status = error.code or 500
    code = CODES.get(status, CODES[400] if status < 500 else CODES[500])
    title = refusal_title(error)
    if isinstance(error, Refused):
        code = error.reason
    if isinstance(error, CSRFError):
        code = "FORM_TOKEN"
    g.failed = True  # whatever the answer's status, nothing is kept
    if isinstance(error, SecurityError):  # a host that is not ours: no page can be linked from it
        response = make_response(title, {"Content-Type": "text/plain; charset=utf-8"})
    elif request.path.startswith("/api/"):
        response = _problem(title, status, code, _details(error))
    elif status == 401 and request.blueprint == STUDENT_PAGE:
        response = make_response(render_template("student/over.html"))
    elif status == 401 and "Authorization" not in request.headers:
        return make_response(redirect("/login", 303))
    else:
        if returns(status):
            wrong = {each["field"] or each["code"]: each["message"] for each in reversed(_details(error))}
            come_back(title, dict(reversed(wrong.items())))
        response = make_response(render_template("error.html", title=title, status=status))
    response.status_code = status
    for name, value in error.get_headers():
        if name.lower() in KEPT_HEADERS:
            response.headers[name] = value
    if status == 401:
        response.headers.setdefault("WWW-Authenticate", "Bearer")
    return response


def refusal_title(error: HTTPException) -> str:
    """Why something is refused, in one sentence."""
    if isinstance(error, Refused) and (error.said or error.reason in REASONS):
        return error.said or say(REASONS[error.reason])
    if isinstance(error, CSRFError):
        return say(REASONS["FORM_TOKEN"])
    status = error.code or 500
    if status == 404 and request.path.startswith("/api/"):
        return say(NOTHING_THERE)
    return say(TITLES.get(status, TITLES[400] if status < 500 else TITLES[500]))


def _details(error: HTTPException) -> list[dict[str, Any]]:
    """What is wrong with each field, and which rules forbid it, as members of `errors`."""
    if not isinstance(error, Refused):
        return []
    return [*map(finding_document, error.findings), *map(reason_document, error.rules)]


def _problem(title: str, status: int, code: str, errors: list[dict[str, Any]]) -> Response:
    document: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "code": code}
    if errors:
        document["errors"] = errors
    response = jsonify(document)
    response.content_type = "application/problem+json"
    return response
