"""In an emergency: a street officer opens one student beyond the street."""

from flask import Blueprint, Response, make_response, render_template

from api.access import open_to
from api.extensions import acting
from api.presenters.accounts import account_problem
from api.services.access.accounts import AccountError
from api.services.access.break_glass import OPEN_FOR, break_glass
from api.web.forms import field
from matcher.errors import UnknownSubject
from models.principal import Role

blueprint = Blueprint("break_glass", __name__)


@blueprint.get("/break-glass")
@open_to(Role.STREET_OFFICER)
def show() -> str:
    """The form, with what it means to use it."""
    return _page()


@blueprint.post("/break-glass")
@open_to(Role.STREET_OFFICER)
def open_student() -> Response:
    """Open the record, or say why not."""
    student, reason = field("student"), field("reason")
    try:
        opened = break_glass(acting(), student, reason)
    except AccountError as error:
        return make_response(_page(account_problem(error.code)), 422)
    except UnknownSubject:
        return make_response(_page(account_problem("STUDENT_UNKNOWN")), 404)
    return make_response(_page(opened=opened.student), 201)


def _page(problem: str | None = None, opened: str | None = None) -> str:
    hours = int(OPEN_FOR.total_seconds()) // 3600
    return render_template("break_glass.html", problem=problem, opened=opened, hours=hours)
