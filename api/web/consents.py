"""Consents on paper, recorded on the student's file."""

from flask import Blueprint, Response

from api.access import open_to
from api.extensions import acting, writing
from api.i18n import marked
from api.schemas.rest.officer_consents import ConsentPost, ConsentsWithdrawal
from api.services.placing.give_consent import give_consent, withdraw_consent
from api.web.forms import done, told
from api.web.known_students import known_student
from api.web.told_rows import told_company
from matcher.vocabulary import Signer, Way
from models.principal import OFFICERS

blueprint = Blueprint("consents_pages", __name__, url_prefix="/students/<ref>/consents")


@blueprint.post("")
@open_to(*OFFICERS)
def give(ref: str) -> Response:
    """Record that a student agrees to be named to a company; what was proposed there moves on."""
    student = known_student(writing(), ref)
    said = told(ConsentPost())
    company, signer = told_company(said["company"]), Signer(said["signer"])
    give_consent(
        acting(),
        student,
        company,
        signer=signer,
        way=Way.OFFICER,
        until=said["until"],
        evidence=said["evidence"],
    )
    return done(marked("The consent is recorded."))


@blueprint.post("/withdraw")
@open_to(*OFFICERS)
def withdraw(ref: str) -> Response:
    """Take back all that a student has agreed to for a company, and every open referral there with it."""
    student = known_student(writing(), ref)
    withdraw_consent(acting(), student, told_company(told(ConsentsWithdrawal())["company"]), Way.OFFICER)
    return done(marked("The consent is taken back, and what was open there is withdrawn."))
