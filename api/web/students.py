"""Students, for officers: the registry to search and leaf through."""

from flask import Blueprint, current_app, render_template, request

from api.access import open_to
from api.extensions import audit, reading
from api.presenters.registries import page_document
from api.web.forms import field
from models.audit import Act
from models.principal import OFFICERS
from models.queries import students

SEEN = ("name", "place", "school", "major", "state")
WORDS_LENGTH = 100

blueprint = Blueprint("students_pages", __name__)


@blueprint.route("/students", methods=["GET", "POST"])
@open_to(*OFFICERS)
def listed() -> str:
    """A page of the registry; words to search for come by post, for they name people."""
    text, number = field("q", WORDS_LENGTH), request.args.get("page", 1, int)
    page = students.find(reading(), text, page=number, within=current_app.config["DISTRICT"])
    audit(Act("students.listed", fields=SEEN, details={"refs": [student.ref for student in page.items]}))
    return render_template("students/listed.html", page=page_document(page), text=text)
