"""Referrals on the desk: found, followed step by step, and the letter that goes with one."""

from flask import Blueprint, Response, abort, render_template, request, url_for

from api.access import open_to
from api.clock import now, today
from api.extensions import acting, audit, market, principal, reading, writing
from api.i18n import marked
from api.presenters.company_referrals import candidate_document
from api.presenters.letters import letter_body
from api.presenters.placing_words import DECLINE_REASONS, EVIDENCE, REFERRAL_STATES, SIDES, choices, named
from api.presenters.referral_steps import possible_acts, steps
from api.presenters.referrals import referral_document, referral_page_document
from api.schemas.rest.officer_consents import ConsentPost
from api.schemas.rest.officer_referrals import (
    Decline,
    Hire,
    Invitation,
    Judgement,
    ReferralFound,
    ReferralRecord,
)
from api.services.not_possible import NotPossible
from api.services.placing import answer_referral, refer_student
from api.services.placing.disclose import introduce
from api.services.placing.give_consent import LASTS, give_consent, standing_consent, withdraw_consent
from api.services.placing.place_student import BY_WORD, hire
from api.services.work_lists import UNANSWERED_FOR
from api.web.filters import asked, page_number
from api.web.forms import check_form_version, done, told
from matcher.candidate import age_on
from matcher.lifecycle import ADULT_FROM
from matcher.vocabulary import DeclineReason, Evidence, ReferralState, Side, Signer, Way
from models.audit import Act
from models.principal import OFFICERS
from models.queries.listed_referrals import WantedReferrals, list_referrals, states_since
from models.queries.referrals import find_referral, moves_of, placement_of
from models.queries.service_events import corrections_waiting
from models.referral import Referral

LETTER_FIELDS = ("name", "phone", "study")

blueprint = Blueprint("referrals_pages", __name__, url_prefix="/referrals")


@blueprint.get("")
@open_to(*OFFICERS)
def listed() -> str:
    """A page of referrals, by state, by company, those without an answer, one's own or somebody else's."""
    state = asked("state")
    wanted = WantedReferrals(
        state=ReferralState(state) if state in list(ReferralState) else None,
        company=asked("company") or None,
        student=asked("student") or None,
        unanswered_days=UNANSWERED_FOR.days if "unanswered" in request.args else None,
        proposed_by=principal().name if "mine" in request.args else asked("by") or None,
        under_way="open" in request.args,
        page=page_number(),
    )
    page = list_referrals(reading(), wanted, now())
    seen = [referral.ref for referral in page.items]
    audit(Act("referrals.listed", fields=tuple(ReferralFound().fields), details={"refs": seen}))
    return render_template(
        "referrals/listed.html",
        page=referral_page_document(page, states_since(reading(), page.items)),
        wanted=wanted,
        mine=wanted.proposed_by == principal().name,
        states=[named(each) for each in REFERRAL_STATES],
        silent_for=UNANSWERED_FOR.days,
    )


@blueprint.get("/<ref>")
@open_to(*OFFICERS)
def read(ref: str) -> str:
    """One referral: how far it is, what can be done now, and what the company is told."""
    referral = find_referral(reading(), ref) or abort(404)
    moves = moves_of(reading(), referral)
    consent = standing_consent(reading(), referral.student, referral.company_id, now())
    introduced = introduce(reading(), referral, now())
    details = {"student": referral.student.ref}
    audit(Act("referral.read", ("referral", referral.ref), tuple(ReferralRecord().fields), details))
    return render_template(
        "referrals/read.html",
        referral=referral_document(referral, moves, placement_of(reading(), referral), consent),
        steps=steps(referral, frozenset(move.state for move in moves)),
        acts=possible_acts(referral, consented=consent is not None),
        candidate=introduced and candidate_document(introduced),
        corrections=len(corrections_waiting(reading(), referral.student)),
        minor=age_on(referral.student.birth_date, today()) < ADULT_FROM,
        consent_until=today() + LASTS,
        today=today(),
        sides=choices(side for side in SIDES if side is not Side.COMPANY or referral.sent_at),
        reasons=choices(DECLINE_REASONS),
        evidences=choices(each for each in EVIDENCE if each in BY_WORD),
    )


@blueprint.get("/<ref>/letter")
@open_to(*OFFICERS)
def letter(ref: str) -> str:
    """The letter of introduction with its receipt, of what the company may be told at this moment."""
    referral = find_referral(reading(), ref) or abort(404)
    introduced = introduce(reading(), referral, now())
    consent = standing_consent(reading(), referral.student, referral.company_id, now())
    if introduced is None or consent is None:
        raise NotPossible("NO_CONSENT")
    details = {"student": referral.student.ref, "company": referral.company.ref}
    audit(Act("referral.letter", ("referral", referral.ref), LETTER_FIELDS, details))
    candidate = candidate_document(introduced)
    return render_template(
        "referrals/letter.html",
        handle=referral.ref,
        company=referral.company.name,
        opening=referral.opening.title,
        candidate=candidate,
        student=referral.student.ref,
        corrections=len(corrections_waiting(reading(), referral.student)),
        body=letter_body(candidate, referral.opening.title),
        interview=referral.interview_at and {"at": referral.interview_at, "place": referral.interview_place},
        until=consent.until,
        today=today(),
    )


@blueprint.post("/<ref>/consent")
@open_to(*OFFICERS)
def consent(ref: str) -> Response:
    """Record that the student agrees to be named to the company, on paper."""
    referral = _to_change(ref)
    said = told(ConsentPost(exclude=("company",)))
    give_consent(
        acting(),
        referral.student,
        referral.company,
        signer=Signer(said["signer"]),
        way=Way.OFFICER,
        until=said["until"],
        evidence=said["evidence"],
    )
    return _done(referral, marked("The consent is on record."))


@blueprint.post("/<ref>/consent/end")
@open_to(*OFFICERS)
def end_consent(ref: str) -> Response:
    """Take back all that the student has agreed to for the company, and every open referral there."""
    referral = _to_change(ref)
    withdraw_consent(acting(), referral.student, referral.company, Way.OFFICER)
    return _done(referral, marked("The consent is taken back. From now on the company is told nothing more."))


@blueprint.post("/<ref>/send")
@open_to(*OFFICERS)
def send(ref: str) -> Response:
    """Name the student to the company."""
    referral = _to_change(ref)
    refer_student.send_referral(acting(), referral, market().policy)
    return _done(referral, marked("Sent. The letter can be printed now."))


@blueprint.post("/<ref>/chase")
@open_to(*OFFICERS)
def chase(ref: str) -> Response:
    """Keep that the company was asked again."""
    referral = _to_change(ref)
    refer_student.chase_referral(acting(), referral)
    return done(marked("It is on record that you asked again."))


@blueprint.post("/<ref>/expire")
@open_to(*OFFICERS)
def expire(ref: str) -> Response:
    """Stop waiting for the company."""
    referral = _to_change(ref)
    refer_student.expire_referral(acting(), referral)
    return _done(referral, marked("Nobody waits any longer; a late answer still counts."))


@blueprint.post("/<ref>/withdraw")
@open_to(*OFFICERS)
def withdraw(ref: str) -> Response:
    """Take the introduction back."""
    referral = _to_change(ref)
    refer_student.withdraw_referral(acting(), referral)
    return _done(referral, marked("The referral is withdrawn."))


@blueprint.post("/<ref>/again")
@open_to(*OFFICERS)
def propose_again(ref: str) -> Response:
    """Propose the same pair again, which was declined or withdrawn: a new referral of the same list."""
    referral = _to_change(ref)
    if referral.item.shortlist is None:  # out of sight
        abort(404)
    begun = refer_student.propose_referral(
        acting(),
        referral.item,
        market().policy,
        hazards_confirmed=referral.hazards_confirmed,
        again=True,
    )
    return _done(begun, marked("Proposed again: this is the new referral."))


@blueprint.post("/<ref>/interview")
@open_to(*OFFICERS)
def interview(ref: str) -> Response:
    """Set when and where the interview is, or set it anew."""
    referral = _to_change(ref)
    said = told(Invitation())
    answer_referral.invite(acting(), referral, said["at"], said["place"])
    return _done(referral, marked("The interview is set."))


@blueprint.post("/<ref>/interview/told")
@open_to(*OFFICERS)
def tell(ref: str) -> Response:
    """Keep that the student knows of the interview, as it is set now."""
    referral = _to_change(ref)
    answer_referral.tell_interview(acting(), referral)
    return done(marked("It is on record that the student knows of the interview."))


@blueprint.post("/<ref>/offer")
@open_to(*OFFICERS)
def offer(ref: str) -> Response:
    """The company wants the student."""
    referral = _to_change(ref)
    answer_referral.offer(acting(), referral)
    return _done(referral, marked("The offer is on record."))


@blueprint.post("/<ref>/decline")
@open_to(*OFFICERS)
def decline(ref: str) -> Response:
    """One side says no, and why."""
    referral = _to_change(ref)
    said = told(Decline())
    side, reason = Side(said["side"]), DeclineReason(said["reason"])
    answer_referral.decline(acting(), referral, side, reason, words=said["words"])
    return _done(referral, marked("The refusal is on record. Nothing is counted against anybody by it."))


@blueprint.post("/<ref>/judge")
@open_to(*OFFICERS)
def judge(ref: str) -> Response:
    """An officer's word on whether the job that the student declined was suitable, or that taken back."""
    referral = _to_change(ref)
    suitable = told(Judgement(partial=True)).get("suitable")
    answer_referral.judge_decline(acting(), referral, suitable)
    return _done(referral, marked("Your word on it is on record."))


@blueprint.post("/<ref>/hire")
@open_to(*OFFICERS)
def take_on(ref: str) -> Response:
    """The company takes the student: a placement begins."""
    referral = _to_change(ref)
    said = told(Hire())
    evidence = Evidence(said.pop("evidence"))
    placement = hire(acting(), referral, market().policy, evidence=evidence, **said)
    return done(
        marked("Hired: one place of the opening is taken."),
        url_for("placements_pages.read", ref=placement.ref),
    )


def _to_change(ref: str) -> Referral:
    """The referral that a form means, at the version that it means."""
    referral = find_referral(writing(), ref) or abort(404)
    check_form_version(referral)
    return referral


def _done(referral: Referral, message: str) -> Response:
    return done(message, url_for("referrals_pages.read", ref=referral.ref))
