"""What a student reads on the page of the personal link: plain words, and nothing but their own."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.i18n import marked, say
from api.presenters.reasons import strength_sentence, strengths
from api.presenters.words import (
    day,
    duration,
    education_name,
    kilometres,
    moment,
    money,
    occupation_name,
    place_name,
    short_place,
    skill_names,
    wage_range,
)
from matcher.lifecycle import BEFORE_SENDING, OVER, REASONS_TO_DECLINE
from matcher.results import Bar
from matcher.vocabulary import DeclineReason, EndReason, ReferralState, Side
from models.consent import Consent
from models.opening import Opening
from models.placement import Placement
from models.referral import Referral
from models.student import Student

Document = dict[str, Any]

STATES: Mapping[ReferralState, str] = {
    ReferralState.PROPOSED: marked("The company does not know you. Say yes or no."),
    ReferralState.CONSENTED: marked("You said yes. Your officer will tell the company."),
    ReferralState.SENT: marked("The company knows you and has still to answer."),
    ReferralState.INTERVIEW: marked("The company invites you to an interview."),
    ReferralState.OFFER: marked("The company offers you the job."),
    ReferralState.HIRED: marked("You got the job."),
    ReferralState.DECLINED: marked("It came to nothing."),
    ReferralState.EXPIRED: marked("The company has not answered in time."),
    ReferralState.WITHDRAWN: marked("It was taken back. If you would like it after all, tell your officer."),
}
OWN_NO = marked("You said no. If that was a mistake, tell your officer: it can be proposed again.")
OTHER_WORK = marked(
    "It was taken back when other work was found. If you would like it after all, tell your officer: "
    "it can be proposed again."
)
NOT_STARTED = marked("You got the job, but did not start there. If that is not so, tell your officer.")
NOT_ANY_MORE = marked("You got the job, and do not work there any more.")

_REASONS: Mapping[DeclineReason, str] = {
    DeclineReason.WORK: marked("I hoped for other work"),
    DeclineReason.WAGE: marked("The pay is too low"),
    DeclineReason.DISTANCE: marked("It is too far away"),
    DeclineReason.HOURS: marked("The working hours do not suit me"),
    DeclineReason.HEALTH: marked("It is not good for my health"),
    DeclineReason.FAMILY: marked("My family needs me"),
    DeclineReason.OTHER_JOB: marked("I have found other work"),
    DeclineReason.STUDY: marked("I go on studying"),
    DeclineReason.OTHER: marked("Another reason"),
}
TOLD = {
    "name": marked("your name"),
    "phone": marked("your phone number"),
    "study": marked("school, major, level, and when and how you completed it"),
    "skills": marked("your skills and certificates"),
    "availability": marked("from when you can start"),
}

DONE = {
    "agreed": marked("You said yes. You can take it back at any time."),
    "declined": marked("You said no."),
    "withdrawn": marked("Taken back. From now on the company is told nothing more."),
    "asked": marked("Your officer will look at what you wrote."),
}
"""What was just done, by the word in the address."""

PROBLEMS = {
    "GUARDIAN_MISSING": marked("A parent or guardian has to agree as well and write their name."),
    "NO_SUCH_MOVE": marked("This has changed meanwhile. Look at the page again."),
}

OFFERED = {  # by board and lodging
    (True, True): marked("meals and a place to live"),
    (True, False): marked("meals"),
    (False, True): marked("a place to live"),
}


def proposals(referrals: Sequence[Referral], placements: Sequence[Placement]) -> list[Document]:
    """What is proposed to a student, and how it stands: first what is not over."""
    ordered = sorted(referrals, key=lambda each: each.state in OVER)
    return [proposal(each) | {"state": say(_standing(each, placements))} for each in ordered]


def proposal(referral: Referral) -> Document:
    """One opening that is proposed to a student."""
    opening, state = referral.opening, referral.state
    bars = [Bar(**bar) for bar in referral.item.explanation.get("bars", ())]
    met = referral.interview_at
    return {
        "ref": referral.ref,
        "company": referral.company.name,
        "title": opening.title,
        "facts": _facts(opening, bars),
        "duties": opening.duties,
        "why": [strength_sentence(bar) for bar in strengths(bars, leaving_out=("openings",))],
        "over": state in OVER,
        "may_agree": state is ReferralState.PROPOSED,
        "may_decline": state not in OVER,
        "unknown_to_company": state in BEFORE_SENDING,
        "interview": met and {"at": moment(met), "place": referral.interview_place},
    }


def _standing(referral: Referral, placements: Sequence[Placement]) -> str:
    """How a proposal stands now, by what came of it; a hire withdraws the others in the same moment."""
    if referral.state is ReferralState.HIRED:
        came = next((each for each in placements if each.referral_id == referral.id), None)
        if came is not None and came.end_reason is not None:
            return NOT_STARTED if came.end_reason is EndReason.NEVER_STARTED else NOT_ANY_MORE
    if referral.declined_by is Side.STUDENT:
        return OWN_NO
    withdrawn = referral.state is ReferralState.WITHDRAWN
    if withdrawn and any(each.recorded_at == referral.ended_at for each in placements):
        return OTHER_WORK
    return STATES[referral.state]


def _facts(opening: Opening, bars: Sequence[Bar]) -> list[tuple[str, str]]:
    """What somebody asks first about work, as labels and values; what the company did not say is left out."""
    offer = OFFERED.get((bool(opening.board), bool(opening.lodging)))
    rows = [
        (marked("Where"), _where(opening, bars)),
        (marked("Monthly pay"), wage_range(opening.wage_low, opening.wage_high)),
        (marked("Provided"), offer and say(offer)),
        (marked("Probation"), opening.probation_months and duration(opening.probation_months)),
        (marked("Contract for"), opening.contract_months and duration(opening.contract_months)),
    ]
    return [(say(label), value) for label, value in rows if value]


def _where(opening: Opening, bars: Sequence[Bar]) -> str | None:
    """The place, and how far it is from home where that is known."""
    place = short_place(opening.place) or opening.place_words
    told = [bar.params.get("distance_km") for bar in bars if bar.criterion == "place"]
    far = [kilometres(km) for km in told if isinstance(km, int | float) and km > 0]
    if not place or not far:
        return place
    return say(marked("%(place)s, %(distance)s from home"), place=place, distance=far[0])


def allowed(consents: Sequence[Consent]) -> list[Document]:
    """The companies that may be told who a student is."""
    return [
        {"company": each.company.name, "company_ref": each.company.ref, "until": day(each.until)}
        for each in consents
    ]


def told_fields(fields: Sequence[str]) -> list[str]:
    """What a company is told, in words."""
    return [say(TOLD[field]) for field in fields]


def decline_reasons() -> list[tuple[str, str]]:
    """Codes and words of the reasons to say no."""
    return [(code.value, say(_REASONS[code])) for code in REASONS_TO_DECLINE[Side.STUDENT]]


def done_sentence(word: str | None) -> str | None:
    """What was just done; None for nothing, or for a word that is none of ours."""
    return say(DONE[word]) if word in DONE else None


def problem_sentence(code: str, otherwise: str) -> str:
    """Why something could not be done, in the student's words."""
    return say(PROBLEMS.get(code, otherwise))


def kept_rows(student: Student) -> list[tuple[str, str]]:
    """What is kept about a student for finding work, as labels and values; what is unknown is left out.

    A link may fall into other hands: of the ID number only the ends are shown, and of the household nothing.
    """
    wishes = filter(None, map(occupation_name, student.wished_occupations))
    rows = [
        (marked("Full name"), student.name),
        (marked("ID number"), f"{student.id_number[:3]}…{student.id_number[-2:]}"),
        (marked("Phone"), student.phone),
        (marked("Guardian"), student.guardian),
        (marked("Where you live"), place_name(student.place)),
        (marked("School"), student.school),
        (marked("Major"), student.major_words),
        (marked("Education"), None if student.education is None else education_name(student.education)),
        (marked("Graduation"), student.graduation and day(student.graduation)),
        (marked("Skills"), skill_names([*student.skills, *student.certificates], most=50)),
        (marked("Wished work"), "、".join(wishes)),
        (marked("Wage you hope for"), student.wage_floor and money(student.wage_floor)),
    ]
    return [(say(label), value) for label, value in rows if value]
