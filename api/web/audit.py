"""The audit trail, for the auditor: searched, checked, and taken along as a workbook."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import Blueprint, Response, render_template, request
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from api.access import open_to
from api.clock import CLOCK, local_day, now
from api.extensions import audit, reading
from api.i18n import marked, say
from api.presenters.acts import act_choices
from api.presenters.audit import EventLine, columns, denial_lines, event_line
from api.presenters.failures import failure_sentence
from api.presenters.workbooks import workbook
from api.returning import PROBLEM, go_back
from api.schemas.rest.checks import Day
from api.web.filters import asked, page_number
from api.web.forms import done
from api.web.workbooks import download
from models.audit import Act, find_break, signed_head
from models.audit_event import AuditEvent
from models.principal import Role
from models.queries.audit_events import denials_since, find, logins_of, opened_beyond
from models.queries.pages import PAGE_SIZE, Page

BACK_TO = "/audit"
MOST_WRITTEN = 10_000  # events in a workbook
LOOKED_BACK = timedelta(days=7)  # for what was denied
OPENED_BACK = timedelta(days=30)  # for records that were opened
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
        lines=_lines(session, page),
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
    rows = [line.cells() for line in _lines(reading(), found)]
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


@blueprint.get("/emergencies")
@open_to(Role.AUDITOR)
def emergencies() -> str:
    """Records that street officers opened beyond their street, with the reasons that were given."""
    page = opened_beyond(reading(), page=page_number())
    opened = [each.ref for each in page.items]
    audit(Act("glass.read", fields=("reason",), details={"records": opened}))
    return render_template("audit/emergencies.html", page=page)


def first_page() -> str:
    """What an auditor looks at first: what was denied this week, and what was opened in emergencies."""
    session, moment = reading(), now()
    since = moment - LOOKED_BACK
    return render_template(
        "audit/home.html",
        events=signed_head(session).events,
        denials=denial_lines(denials_since(session, since)),
        since=local_day(since),
        opened=opened_beyond(session, since=moment - OPENED_BACK),
        days=OPENED_BACK.days,
    )


def _lines(session: Session, page: Page[AuditEvent]) -> list[EventLine]:
    logins = logins_of(session, page.items)
    return [event_line(event, logins) for event in page.items]


def _day(name: str) -> date | None:
    try:
        day: date = Day().deserialize(asked(name))
    except ValidationError:
        return None
    return day


def _midnight(day: date | None, *, later: int = 0) -> datetime | None:
    """The first moment of a day, or of one so many days later."""
    return None if day is None else datetime.combine(day + timedelta(days=later), time(), CLOCK)
