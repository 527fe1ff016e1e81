"""A company's openings: listed, posted through the legal gate, copied, edited, paused and revived."""

from flask import Blueprint, Response, abort, current_app, render_template, request
from sqlalchemy.orm import Session

from api.access import open_to
from api.clock import today
from api.extensions import acting, audit, reading, terms, writing
from api.i18n import marked, say
from api.presenters.findings import finding_sentence
from api.presenters.opening_files import opening_file, opening_rows
from api.presenters.openings import STATES, WITHDRAWALS
from api.presenters.record_forms import own_opening_form
from api.registry_files.columns import RegistryKind
from api.returning import PROBLEM, go_back
from api.services.openings.opening_findings import legal_findings, untold_elements
from api.services.openings.post_opening import Posted
from api.services.openings.post_own_opening import (
    NUMBER_FIELD,
    post_anew,
    post_new,
    posting_act,
    suggested_number,
)
from api.services.openings.told_opening import told_of
from api.services.openings.withdraw_opening import withdraw_opening
from api.services.told_fields import FieldsRefused
from api.web.filters import chosen_of, page_number
from api.web.forms import check_form_version, done, field
from api.web.opening_forms import GROUPS
from api.web.record_forms import is_stale, typed_words
from api.web.record_pages import RecordPage
from matcher.vocabulary import OpeningStatus
from models.opening import Opening
from models.posting import Withdrawal
from models.principal import Role
from models.queries import openings
from models.queries.company_desk import own_company
from models.queries.listed_openings import Wanted, list_openings

HOME = "/company/openings"
AGAIN = frozenset({NUMBER_FIELD, "valid_to", "published"})  # what a copy is told anew
(_FIRST, _STATED), *_REST = GROUPS
OWN_GROUPS = ((_FIRST, [NUMBER_FIELD, *_STATED]), *_REST)
LISTED = (OpeningStatus.OPEN, OpeningStatus.WAITING)

blueprint = Blueprint("own_openings_pages", __name__, url_prefix=HOME)


@blueprint.get("")
@open_to(Role.COMPANY)
def listed() -> str:
    """A page of one's own openings."""
    choices = {"state": [(code, say(name)) for code, name in STATES.items()]}
    chosen = chosen_of(("state",), choices)
    wanted = Wanted(status=chosen.get("state"), sort="-updated_at", page=page_number())
    page = list_openings(reading(), wanted, today())
    rows = opening_rows(page, today(), current_app.config["DISTRICT"])
    return render_template("company/openings.html", page=rows, choices=choices, chosen=chosen)


@blueprint.get("/new")
@open_to(Role.COMPANY)
def fill_in() -> str:
    """A form with a free number; `like` names an opening to copy."""
    session, like = reading(), request.args.get("like")
    copied = (openings.get(session, like) or abort(404)) if like else None
    told = {name: str(cell) for name, cell in told_of(copied).items()} if copied else {}
    begin = {name: words for name, words in told.items() if name not in AGAIN}
    number = suggested_number(session, own_company(session), today())
    return _new().show(own_opening_form(None, {**begin, NUMBER_FIELD: number}))


@blueprint.post("/new")
@open_to(Role.COMPANY)
def add() -> Response:
    """Post an opening: listed at once, or once an officer has looked at it."""
    session, form, page = writing(), own_opening_form(None, {}), _new()
    try:
        posted = post_new(session, own_company(session), typed_words(form), terms())
    except FieldsRefused as error:
        return page.refuse(form, error)
    return _saved(page, posted)


@blueprint.get("/<ref>")
@open_to(Role.COMPANY)
def read(ref: str) -> str:
    """An opening as it was told, as it is read, and how it stands."""
    opening = openings.get(reading(), ref) or abort(404)
    findings = legal_findings(opening, current_app.config["MINIMUM_WAGES"])
    return render_template(
        "company/opening.html",
        file=opening_file(opening, today(), findings, untold_elements(opening)),
        number=opening.external_ref,
        listed=opening.status in LISTED,
        reasons=[{"code": reason.value, "name": say(name)} for reason, name in WITHDRAWALS.items()],
    )


@blueprint.get("/<ref>/edit")
@open_to(Role.COMPANY)
def edit(ref: str) -> str:
    """The opening as a form."""
    opening = openings.get(reading(), ref) or abort(404)
    return _of(opening).show(own_opening_form(opening, _shown(reading(), opening)))


@blueprint.post("/<ref>/edit")
@open_to(Role.COMPANY)
def save(ref: str) -> Response:
    """Say all of the opening anew; where somebody was quicker, show what they changed and ask again."""
    opening = openings.get(writing(), ref) or abort(404)
    form, page = own_opening_form(opening, _shown(writing(), opening)), _of(opening)
    if is_stale(form):
        return page.conflict(form, opening)
    try:
        posted = post_anew(writing(), opening, typed_words(form), terms())
    except FieldsRefused as error:
        return page.refuse(form, error)
    return _saved(page, posted)


@blueprint.post("/<ref>/withdraw")
@open_to(Role.COMPANY)
def withdraw(ref: str) -> Response:
    """Take the opening off the list, for a while or for good; referrals that were sent go on."""
    opening, reason = openings.get(writing(), ref) or abort(404), field("reason")
    check_form_version(opening)
    if reason not in list(Withdrawal):
        abort(400)
    withdraw_opening(acting(), opening, Withdrawal(reason))
    return done(marked("Off the list. You can put it back at any time."))


@blueprint.post("/<ref>/revive")
@open_to(Role.COMPANY)
def revive(ref: str) -> Response:
    """Put the opening back on the list as it stands; what the law has against it is to be mended first."""
    opening = openings.get(writing(), ref) or abort(404)
    check_form_version(opening)
    try:
        posted = post_anew(writing(), opening, _shown(writing(), opening), terms())
    except FieldsRefused as error:
        said = say(marked("; ")).join(map(finding_sentence, error.findings[:1]))
        return go_back(said, PROBLEM, f"{HOME}/{opening.ref}/edit")
    return _saved(_of(opening), posted)


def _new() -> RecordPage:
    heading = say(marked("Post an opening"))
    return RecordPage(RegistryKind.OPENINGS, marked("Post an opening"), heading, OWN_GROUPS, HOME)


def _of(opening: Opening) -> RecordPage:
    return RecordPage(
        RegistryKind.OPENINGS,
        marked("Edit an opening"),
        say(marked("Edit: %(name)s"), name=opening.title),
        OWN_GROUPS,
        f"{HOME}/{opening.ref}",
        ("opening", opening.ref),
        names_others=False,
    )


def _shown(session: Session, opening: Opening) -> dict[str, str]:
    """What the opening tells, in words; one that has no number yet is given a free one."""
    told = {name: str(cell) for name, cell in told_of(opening).items()}
    if opening.external_ref is None:
        told[NUMBER_FIELD] = suggested_number(session, opening.company, today())
    return told


def _saved(page: RecordPage, posted: Posted) -> Response:
    opening, act = posted.opening, posting_act(posted)
    assert opening is not None
    if act is not None:
        audit(act)
    address = f"{HOME}/{opening.ref}"
    if opening.status is OpeningStatus.WAITING and not posted.findings:
        return done(marked("Saved. An officer looks at it before it is listed."), address)
    return page.saved(address, posted.findings)
