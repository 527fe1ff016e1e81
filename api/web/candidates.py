"""Candidates whom a company was sent: a handle, what their consent opens, and the company's answer."""

from flask import Blueprint, Response, abort, current_app, render_template, url_for
from sqlalchemy.orm import Session

from api.access import open_to
from api.clock import today
from api.disclosures import introduced
from api.errors import Refused
from api.extensions import acting, reading, writing
from api.i18n import marked
from api.presenters.company_referrals import answers, company_referral
from api.presenters.pages import envelope
from api.presenters.placing_words import choices
from api.schemas.rest.company_referrals import CompanyAnswer
from api.services.placing.answer_as_company import AHEAD, answering, give_answer, too_far
from api.web.filters import page_number
from api.web.forms import done, told
from matcher.lifecycle import REASONS_TO_DECLINE
from matcher.vocabulary import Side
from models.principal import Role
from models.queries.pages import PAGE_SIZE
from models.queries.referrals import find_referral
from models.queries.sent_referrals import waiting_first
from models.referral import Referral

blueprint = Blueprint("candidates_pages", __name__, url_prefix="/company/candidates")


@blueprint.get("")
@open_to(Role.COMPANY)
def listed() -> str:
    """A page of those whom one was sent: who waits for an answer first, of the others the latest."""
    page = waiting_first(reading(), page=page_number(), page_size=PAGE_SIZE)
    known = introduced(page.items)
    rows = [company_referral(each, known.get(each.ref)) for each in page.items]
    return render_template("company/candidates.html", page=envelope(page, rows))


@blueprint.get("/<handle>")
@open_to(Role.COMPANY)
def read(handle: str) -> str:
    """One referral, with the person as far as their consent opens them, and what can be answered."""
    referral = _own(reading(), handle)
    known = introduced([referral]).get(handle)
    return render_template(
        "company/candidate.html",
        referral=company_referral(referral, known),
        answers=answers(referral) if known else [],
        reasons=choices(REASONS_TO_DECLINE[Side.COMPANY]),
        today=today(),
        latest=today() + AHEAD,
    )


@blueprint.post("/<handle>/answer")
@open_to(Role.COMPANY)
def answer(handle: str) -> Response:
    """Invite the person, offer the post, report the hire, or decline."""
    seen, said = _own(writing(), handle), told(CompanyAnswer())
    if far := too_far(acting(), said):
        raise Refused(422, "INVALID_FIELDS", far)
    with answering(acting(), seen) as referral:
        give_answer(acting(), referral, said, current_app.config["POLICY"])
    return done(ANSWERED[said["answer"]], url_for("candidates_pages.read", handle=handle))


ANSWERED = {
    "interview": marked("The invitation is kept; the placement desk tells the student."),
    "offer": marked("The offer is kept; the placement desk tells the student."),
    "hire": marked("The hire is kept. Thank you!"),
    "decline": marked("Your answer is kept. Thank you for telling why."),
}


def _own(session: Session, handle: str) -> Referral:
    """A referral that one was sent; 404 for another's, as for none."""
    return find_referral(session, handle) or abort(404)
