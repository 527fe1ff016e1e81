"""Students, for officers: the registry to search and leaf through, and each student's file."""

from typing import Any

from flask import Blueprint, current_app, render_template, request

from api.access import open_to
from api.clock import now, today
from api.extensions import audit, principal, reading
from api.presenters.registries import page_document
from api.presenters.services import promise_document
from api.presenters.student_acts import act_choices
from api.presenters.student_files import FIELDS, student_file
from api.presenters.student_filters import STAGES, filter_choices
from api.presenters.student_history import history_lines
from api.presenters.student_page import allowed
from api.presenters.work_lists import waiting_documents
from api.services.placing.owed_services import served_this_year
from api.services.work_lists import Morning, WorkList, load_work
from api.web.filters import chosen_of, page_number
from api.web.forms import field
from api.web.known_students import known_student
from matcher.candidate import age_on
from matcher.lifecycle import WORK_FROM
from matcher.vocabulary import Education, ReferralState, StudentState
from models.audit import Act
from models.principal import OFFICERS, Role
from models.queries.consents import live_consents
from models.queries.listed_students import ORDERS, WantedStudents, list_students
from models.queries.service_events import corrections_waiting
from models.queries.student_history import load_history
from models.queries.students import likely_the_same
from models.student import Student

SEEN = ("name", "place", "school", "major", "education", "graduation", "state")
FILTERS = ("state", "stage", "education", "street", "seeking", "sort")
WORDS_LENGTH = 100
LATEST = 25  # lines of history that are shown at first
DONE_ON = {
    WorkList.CORRECTIONS: "#corrections",
    WorkList.INTERVIEWS_TO_TELL: "/referrals/{about}",
    WorkList.REFERRALS_TO_SEND: "/referrals/{about}",
    WorkList.REFUSALS_BY_LINK: "/referrals/{about}",
    WorkList.NEW_GRADUATES: "#log",
    WorkList.SERVICES_OWED: "#log",
    WorkList.UNANSWERED_REFERRALS: "/referrals/{about}",
    WorkList.STARTS: "/placements/{about}",
    WorkList.RETENTION_CHECKS: "/placements/{about}",
    WorkList.FEE_GAPS: "/students/{student}/study-aid",
    WorkList.CONSENTS_EXPIRING: "/students/{student}/link",
    WorkList.HARDSHIPS_ENDING: "/students/{student}/edit",
}
"""What waits of a student → where it is done; `about` is what the list is about."""

blueprint = Blueprint("students_pages", __name__, url_prefix="/students")


@blueprint.route("", methods=["GET", "POST"])
@open_to(*OFFICERS)
def listed() -> str:
    """A page of the registry; words to search for come by post, for they name people."""
    text, district = field("q")[:WORDS_LENGTH], current_app.config["DISTRICT"]
    choices = filter_choices(district if principal().role is Role.OFFICER else None)
    chosen = chosen_of(FILTERS, choices)
    page = list_students(reading(), _wanted(text, chosen), today(), district)
    audit(Act("students.listed", fields=SEEN, details={"refs": [student.ref for student in page.items]}))
    return render_template(
        "students/listed.html",
        page=page_document(page),
        may_work={student.ref for student in page.items if _may_work(student)},
        text=text,
        choices=choices,
        chosen=chosen,
        district=district,
    )


@blueprint.get("/<ref>")
@open_to(*OFFICERS)
def read(ref: str) -> str:
    """A student's file: who they are, what waits, what can be done here, and what happened."""
    return _file(known_student(reading(), ref))


@blueprint.post("/<ref>")
@open_to(*OFFICERS)
def read_id_number(ref: str) -> str:
    """The same with the ID number in full: a look that the trail tells apart."""
    student = known_student(reading(), ref)
    audit(Act("student.read", ("student", student.ref), fields=("id_number",)))
    return _file(student, id_number=student.id_number)


def _file(student: Student, **shown: str) -> str:
    session, promise = reading(), current_app.config["SERVICE_PROMISE"]
    known = load_history(session, student)
    history = history_lines(known)
    latest = None if "all" in request.args else LATEST
    audit(Act("student.read", ("student", student.ref), fields=(*FIELDS, "history")))
    return render_template(
        "students/file.html",
        file=student_file(student, today()) | shown,
        twins=[other.ref for other in likely_the_same(session, student)],
        waiting=_waiting(Morning(session, promise, now(), student), student),
        corrections=corrections_waiting(session, student),
        promise=promise_document(served_this_year(session, student, promise, now())),
        choices=act_choices(),
        companies=sorted(
            {each.company.name for each in known.referrals if each.state is ReferralState.PROPOSED}
        ),
        allowed=allowed(live_consents(session, student.id, now())),
        history=history[:latest],
        lines=len(history),
        may_work=_may_work(student),
        today=today(),
    )


def _waiting(morning: Morning, student: Student) -> list[dict[str, Any]]:
    """What waits of a student, each with the page where it is done."""
    found = waiting_documents({name: load_work(morning, name) for name in WorkList})
    for each in found:
        about = each["about"]["ref"] if each["about"] else ""
        each["page"] = DONE_ON[each["list"]["code"]].format(student=student.ref, about=about)
    return found


def _may_work(student: Student) -> bool:
    """Whether anything can be on a shortlist of the student."""
    return age_on(student.birth_date, today()) >= WORK_FROM


def _wanted(text: str, chosen: dict[str, str]) -> WantedStudents:
    state, level = chosen.get("state"), chosen.get("education")
    return WantedStudents(
        text=text,
        state=None if state is None else StudentState(state),
        seeking=True if "seeking" in chosen else None,
        in_school=STAGES.get(chosen.get("stage", "")),
        education=None if level is None else Education[level.upper()],
        place=chosen.get("street"),
        sort=chosen.get("sort", ORDERS[0]),
        page=page_number(),
    )
