"""Names of what happens between a proposal and a placement that lasts."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from api.i18n import marked, say
from matcher.vocabulary import DeclineReason, EndReason, Evidence, ReferralState, Side, Signer, Way
from models.placement import Retention

REFERRAL_STATES = {
    ReferralState.PROPOSED: marked("proposed to the student"),
    ReferralState.CONSENTED: marked("the student agrees"),
    ReferralState.SENT: marked("sent to the company"),
    ReferralState.INTERVIEW: marked("invited to an interview"),
    ReferralState.OFFER: marked("offered the job"),
    ReferralState.HIRED: marked("hired"),
    ReferralState.DECLINED: marked("declined"),
    ReferralState.EXPIRED: marked("unanswered for too long"),
    ReferralState.WITHDRAWN: marked("withdrawn"),
}

SIDES = {Side.STUDENT: marked("the student"), Side.COMPANY: marked("the company")}

DECLINE_REASONS = {
    DeclineReason.WAGE: marked("pay"),
    DeclineReason.DISTANCE: marked("distance"),
    DeclineReason.HOURS: marked("working hours"),
    DeclineReason.WORK: marked("not the work that was hoped for"),
    DeclineReason.HEALTH: marked("health"),
    DeclineReason.FAMILY: marked("family"),
    DeclineReason.OTHER_JOB: marked("has found another job"),
    DeclineReason.STUDY: marked("goes on studying"),
    DeclineReason.SKILLS: marked("skills do not suit"),
    DeclineReason.EXPERIENCE: marked("too little experience"),
    DeclineReason.NOT_MET: marked("did not come or could not be reached"),
    DeclineReason.FILLED: marked("the place is taken"),
    DeclineReason.OTHER: marked("another reason"),
}

EVIDENCE = {
    Evidence.SELF_REPORT: marked("somebody's word"),
    Evidence.AGREEMENT: marked("employment agreement"),
    Evidence.CONTRACT: marked("labour contract"),
    Evidence.INSURANCE: marked("a month of social insurance"),
    Evidence.RETAINED_3: marked("still employed after 3 months"),
    Evidence.RETAINED_6: marked("still employed after 6 months"),
    Evidence.RETAINED_12: marked("still employed after 12 months"),
}

END_REASONS = {
    EndReason.STUDENT_LEFT: marked("left of their own accord"),
    EndReason.PROBATION: marked("not kept after probation"),
    EndReason.DISMISSED: marked("dismissed"),
    EndReason.CONTRACT_OVER: marked("the contract ran out"),
    EndReason.COMPANY_CLOSED: marked("the company closed or moved"),
    EndReason.BETTER_JOB: marked("has found a better job"),
    EndReason.STUDY: marked("goes on studying"),
    EndReason.NEVER_STARTED: marked("never started"),
    EndReason.OTHER: marked("another reason"),
    EndReason.UNKNOWN: marked("unknown"),
}

RETENTIONS = {
    Retention.EMPLOYED: marked("still employed"),
    Retention.LEFT: marked("has left"),
    Retention.UNKNOWN: marked("could not be found out"),
}

SIGNERS = {
    Signer.STUDENT: marked("the student"),
    Signer.STUDENT_AND_GUARDIAN: marked("the student and a guardian"),
}

WAYS = {Way.LINK: marked("on the student's own page"), Way.OFFICER: marked("before an officer")}

DISCLOSED = {
    "name": marked("name"),
    "phone": marked("phone number"),
    "study": marked("school and major"),
    "skills": marked("skills and certificates"),
    "availability": marked("when they can start"),
}

NAMES: Mapping[type[StrEnum], Mapping[Any, str]] = {
    ReferralState: REFERRAL_STATES,
    Side: SIDES,
    DeclineReason: DECLINE_REASONS,
    Evidence: EVIDENCE,
    EndReason: END_REASONS,
    Retention: RETENTIONS,
    Signer: SIGNERS,
    Way: WAYS,
}


def named(code: StrEnum) -> dict[str, str]:
    """A code of the way to a placement, and what it is called."""
    return {"code": code.value, "name": say(NAMES[type(code)][code])}


def choices(codes: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Codes of the way to a placement to choose from, each with what it is called."""
    return [(code.value, say(NAMES[type(code)][code])) for code in codes]


def disclosed(field: str) -> dict[str, str]:
    """Something that a company is told of a student, and what it is called."""
    return {"code": field, "name": say(DISCLOSED[field])}
