"""The audit trail, for the auditor: searched, checked, and taken along as a workbook."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import Blueprint, Response, render_template, request
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from api.access import open_to
from api.clock import CLOCK
from api.extensions import reading
from api.i18n import marked, say
from api.presenters.acts import act_choices
from api.presenters.audit import columns, event_line
from api.presenters.failures import failure_sentence
from api.presenters.workbooks import workbook
from api.returning import PROBLEM, go_back
from api.schemas.rest.checks import Day
from api.web.filters import asked, page_number
from api.web.forms import done
from api.web.workbooks import download
from models.audit import find_break, signed_head
from models.audit_event import AuditEvent
from models.principal import Role
from models.queries.audit_events import find
from models.queries.pages import PAGE_SIZE, Page

BACK_TO = "/audit"
MOST_WRITTEN = 10_000  # events in a workbook
WORDS, WORDS_LENGTH = ("actor", "subject", "act"), 200

blueprint = Blueprint("audit_pages", __name__, url_prefix="/audit")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are asked for, as the address says it; what it says amiss is not asked for."""

    actor: str
    subject: str
    act: str
    since: date | None
    until: date | None
    denied: bool

    @classmethod
    def told(cls) -> "Wanted":
        """What the address of this request asks for."""
        words = {name: asked(name, WORDS_LENGTH) for name in WORDS}
        return cls(**words, since=_day("since"), until=_day("until"), denied="denied" in request.args)

    def find(self, session: Session, page: int, page_size: int = PAGE_SIZE) -> Page[AuditEvent]:
        """A page of these events, the newest first."""
        return find(
            session,
            actor=self.actor,
            subject=self.subject,
            act=self.act,
            since=_midnight(self.since),
            before=_midnight(self.until, later=1),
            denied=self.denied,
            page=page,
            page_size=page_size,
        )


@blueprint.get("")
@open_to(Role.AUDITOR)
def listed() -> str:
    """What was done and looked at."""
    session, wanted = reading(), Wanted.told()
    page = wanted.find(session, page_number())
    return render_template(
        "audit/listed.html",
        page=page,
        lines=[event_line(event) for event in page.items],
        wanted=wanted,
        acts=act_choices(),
        events=signed_head(session).events,
        most=MOST_WRITTEN,
    )


@blueprint.get("/events.xlsx")
@open_to(Role.AUDITOR)
def written() -> Response:
    """The events that are asked for as a workbook, the newest first."""
    found = Wanted.told().find(reading(), 1, MOST_WRITTEN)
    rows = [event_line(event).cells() for event in found.items]
    title = say(marked("Audit trail"))
    return download(workbook(title, columns(), rows, heading=title), "aixin-audit")


@blueprint.get("/check")
@open_to(Role.AUDITOR)
def check() -> Response:
    """Look at every row of the trail, and say whether it is what was written."""
    found = find_break(reading())
    if found is None:
        return done(marked("The trail is whole: every row is what was written."), BACK_TO)
    return go_back(failure_sentence(f"AUDIT_{found.fault}", {"row": found.row}), PROBLEM, BACK_TO)


def _day(name: str) -> date | None:
    try:
        day: date = Day().deserialize(asked(name))
    except ValidationError:
        return None
    return day


def _midnight(day: date | None, *, later: int = 0) -> datetime | None:
    """The first moment of a day, or of one so many days later."""
    return None if day is None else datetime.combine(day + timedelta(days=later), time(), CLOCK)
