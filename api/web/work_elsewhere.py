"""Work that a student has found without a referral, for officers: recorded as a placement."""

from flask import Blueprint, Response, render_template, url_for

from api.access import open_to
from api.clock import today
from api.extensions import acting, audit, reading, writing
from api.i18n import marked
from api.presenters.placing_words import EVIDENCE, choices
from api.schemas.rest.officer_placements import WorkElsewhere
from api.services.placing.place_student import BY_WORD, place_elsewhere
from api.web.forms import done, told
from api.web.known_students import known_student
from matcher.vocabulary import Evidence
from models.audit import Act
from models.principal import OFFICERS

blueprint = Blueprint("work_elsewhere", __name__, url_prefix="/students/<ref>/work")


@blueprint.get("")
@open_to(*OFFICERS)
def ask(ref: str) -> str:
    """The form, with what it changes."""
    student = known_student(reading(), ref)
    audit(Act("student.read", ("student", student.ref), fields=("name",)))
    return render_template(
        "placements/elsewhere.html",
        student=student,
        evidences=choices(each for each in EVIDENCE if each in BY_WORD),
        today=today(),
    )


@blueprint.post("")
@open_to(*OFFICERS)
def place(ref: str) -> Response:
    """Record the work; whatever was open for the student is withdrawn."""
    student = known_student(writing(), ref)
    said = told(WorkElsewhere())
    employer, evidence = said.pop("employer"), Evidence(said.pop("evidence"))
    placement = place_elsewhere(acting(), student, employer, evidence=evidence, **said)
    return done(marked("The placement is on record."), url_for("placements_pages.read", ref=placement.ref))
