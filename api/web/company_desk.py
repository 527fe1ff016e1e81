"""A company's first page: what waits for it; and the calls by which its program does the same."""

from datetime import datetime, time, timedelta

from flask import Blueprint, render_template, request

from api.access import open_to
from api.clock import CLOCK, now, today
from api.extensions import reading
from api.presenters.own_calls import EXAMPLE, own_calls
from api.services.openings.post_own_opening import suggested_number
from models.principal import Role
from models.queries import company_desk

SOON = timedelta(days=14)  # how far ahead an opening's last day is told
LISTED_FOR = timedelta(days=90)  # the opening of the example
NINE = time(9)

blueprint = Blueprint("company_desk_pages", __name__, url_prefix="/company")


@blueprint.get("/today")
@open_to(Role.COMPANY)
def home() -> str:
    """Referrals to answer, interviews, openings that end, and what officers have decided."""
    session = reading()
    return render_template(
        "company/home.html",
        company=company_desk.own_company(session).name,
        unanswered=company_desk.unanswered(session),
        interviews=company_desk.coming_interviews(session, now()),
        ending=company_desk.ending(session, today(), today() + SOON),
        refused=company_desk.refused(session),
        waiting=company_desk.waiting_for_review(session),
    )


@blueprint.get("/calls")
@open_to(Role.COMPANY)
def calls() -> str:
    """The calls with the company's own numbers, to copy; the key itself is nowhere kept."""
    session = reading()
    opening, waiting = company_desk.newest_numbered(session), company_desk.unanswered(session)
    number = suggested_number(session, company_desk.own_company(session), today())
    return render_template(
        "company/calls.html",
        docs=f"{request.host_url}api/docs",
        calls=own_calls(
            f"{request.host_url}api/v1",
            opening,
            new={**EXAMPLE, "external_ref": number, "valid_to": f"{today() + LISTED_FOR}"},
            handle=waiting[0].ref if waiting else None,
            at=datetime.combine(today() + timedelta(days=1), NINE, CLOCK),
        ),
    )
