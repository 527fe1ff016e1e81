"""A student's personal link to print: made by a click, shown once, as an address and as a QR code."""

from urllib.parse import urlsplit

import segno
from flask import Blueprint, render_template, request, url_for
from markupsafe import Markup

from api.access import open_to
from api.clock import local_day
from api.errors import STUDENT_PAGE
from api.extensions import acting, audit, reading, writing
from api.presenters.words import day
from api.security import LOOPBACK
from api.services.placing.personal_links import make_link, revoke_links
from api.web.known_students import known_student
from models.audit import Act
from models.personal_link import LONGEST_DAYS
from models.principal import OFFICERS
from models.student import Student

QR_SCALE = 6  # pixels of a square

blueprint = Blueprint("link_pages", __name__, url_prefix="/students/<ref>/link")


@blueprint.get("")
@open_to(*OFFICERS)
def ask(ref: str) -> str:
    """The forms to make a link and to end it."""
    return _page(known_student(reading(), ref))


@blueprint.post("")
@open_to(*OFFICERS)
def make(ref: str) -> str:
    """Make a link and show it, this once."""
    student = known_student(writing(), ref)
    link, secret = make_link(acting(), student)
    url = url_for(f"{STUDENT_PAGE}.show", secret=secret, _external=True)
    drawn = segno.make(url).svg_inline(scale=QR_SCALE, light="#fff")
    picture = Markup(drawn)  # noqa: S704 -- squares and nothing else
    until = day(local_day(link.expires_at))
    return _page(student, url=url, picture=picture, until=until, only_here=only_here())


@blueprint.post("/end")
@open_to(*OFFICERS)
def end(ref: str) -> str:
    """End the student's link at once."""
    student = known_student(writing(), ref)
    revoke_links(acting(), student)
    return _page(student, ended=True)


def only_here() -> bool:
    """Whether the desk was asked for by a name by which this machine alone reaches it."""
    return urlsplit(request.host_url).hostname in LOOPBACK


def _page(student: Student, **shown: object) -> str:
    audit(Act("student.read", ("student", student.ref), fields=("name",)))
    return render_template("link.html", ref=student.ref, name=student.name, days=LONGEST_DAYS, **shown)
