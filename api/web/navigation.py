"""What stands at the top of every page: where each role may go."""

from dataclasses import dataclass

from flask import g, request, url_for

from api.i18n import marked, say
from models.principal import Principal, Role


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go: its name in the reader's language, its address, and whether one is there."""

    label: str
    address: str
    current: bool


_OFFICER = (
    ("home.home", marked("Today")),
    ("students_pages.listed", marked("Students")),
    ("companies_pages.listed", marked("Companies")),
    ("openings_pages.listed", marked("Openings")),
    ("kept_shortlists_pages.listed", marked("Shortlists")),
    ("plans_pages.listed", marked("Plans")),
    ("referrals_pages.listed", marked("Referrals")),
    ("placements_pages.listed", marked("Placements")),
)

_REPORT = ("reports_pages.latest", marked("Report"))

WAYS: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.OFFICER: (*_OFFICER, ("imports_pages.listed", marked("Import")), _REPORT),
    Role.STREET_OFFICER: (*_OFFICER, ("break_glass.show", marked("Emergency"))),
    Role.LEADER: (_REPORT,),
    Role.COMPANY: (
        ("company_desk_pages.home", marked("Today")),
        ("own_openings_pages.listed", marked("Openings")),
        ("candidates_pages.listed", marked("Candidates")),
        ("own_keys_pages.listed", marked("Keys")),
        ("company_desk_pages.calls", marked("Calls for programs")),
    ),
    Role.AUDITOR: (
        ("home.home", marked("Today")),
        ("audit_pages.listed", marked("Audit trail")),
        ("audit_pages.emergencies", marked("Emergencies")),
    ),
    Role.ADMINISTRATOR: (
        ("home.home", marked("Today")),
        ("accounts_pages.listed", marked("Accounts")),
        ("keys_pages.listed", marked("Keys")),
        ("jobs_pages.listed", marked("Background work")),
        ("upkeep_pages.backups", marked("Backups")),
        ("upkeep_pages.settings", marked("Settings")),
    ),
}
"""For each role the first page of each part of the desk, and its name."""

LED_TO = {"/": ("/work/", "/hand-over")}
"""First page → beginnings of other addresses that belong to it."""


def navigation() -> list[Link]:
    """The parts of the desk that are open to whoever asks; none for somebody unknown."""
    who: Principal | None = g.get("principal")
    ways = WAYS.get(who.role, ()) if who else ()
    return [Link(say(label), url_for(way), _is_there(url_for(way))) for way, label in ways]


def _is_there(address: str) -> bool:
    """Whether one is at an address, on a page below it, or on one that it leads to."""
    return request.path == address or request.path.startswith((f"{address}/", *LED_TO.get(address, ())))
