"""Why a student and an opening cannot meet, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from api.i18n import marked, say
from api.presenters.words import (
    COMPLETION,
    certificate_choice,
    closure_names,
    day,
    demand_names,
    duration,
    education_name,
    kilometres,
    state_name,
)
from matcher.vocabulary import Completion, Refusal

NOT_GRADUATED = (Completion.COMPLETED, Completion.LEFT, Completion.IN_SCHOOL)

# Short, to stand beside a number.
LABELS = {
    Refusal.UNDER_16: marked("Student is under 16"),
    Refusal.ALREADY_PLACED: marked("Student has work already"),
    Refusal.NOT_SEEKING: marked("Student is not seeking"),
    Refusal.OPENING_CLOSED: marked("Opening closed or withdrawn"),
    Refusal.OPENING_WAITING: marked("Opening waits for an officer"),
    Refusal.OPENING_EXPIRED: marked("Opening has expired"),
    Refusal.OPENING_NOT_YET: marked("Opening not published yet"),
    Refusal.OPENING_FULL: marked("Opening is full"),
    Refusal.MINOR_HAZARD: marked("Work closed to under-18s"),
    Refusal.MINIMUM_AGE: marked("Below the opening's minimum age"),
    Refusal.IN_SCHOOL: marked("Still in school"),
    Refusal.EDUCATION_UNKNOWN: marked("Education unknown"),
    Refusal.EDUCATION_BELOW: marked("Education below what is asked"),
    Refusal.EXPERIENCE: marked("Much more experience asked"),
    Refusal.CERTIFICATE: marked("Certificate demanded by law"),
    Refusal.HEALTH_LIMIT: marked("Health limit"),
    Refusal.OUT_OF_REACH: marked("Out of reach"),
    Refusal.NO_COMMON_GROUND: marked("Nothing in common"),
}

SENTENCES = {
    Refusal.UNDER_16: marked("Nobody under 16 is introduced to work; the student is %(age)s"),
    Refusal.ALREADY_PLACED: marked("The student has work already: %(state)s"),
    Refusal.NOT_SEEKING: marked("The student is not seeking work: %(state)s"),
    Refusal.OPENING_CLOSED: marked("The opening is closed or withdrawn"),
    Refusal.OPENING_WAITING: marked("The opening waits for an officer to look at it"),
    Refusal.OPENING_EXPIRED: marked("The opening was valid until %(valid_to)s"),
    Refusal.OPENING_NOT_YET: marked("The opening is published on %(published)s"),
    Refusal.OPENING_FULL: marked("Every place is taken (%(headcount)s)"),
    Refusal.MINOR_HAZARD: marked("This work is closed to people under 18; the student is %(age)s"),
    Refusal.MINIMUM_AGE: marked("The opening asks for %(minimum)s years of age; the student is %(age)s"),
    Refusal.IN_SCHOOL: marked("Still in school: only internships and holiday work"),
    Refusal.EDUCATION_UNKNOWN: marked("Asks for %(asked)s; the student's education is unknown"),
    Refusal.EDUCATION_BELOW: marked("Asks for %(asked)s; the student has %(own)s"),
    Refusal.EXPERIENCE: marked("Asks for experience of %(asked_months)s; the student has %(own_months)s"),
    Refusal.CERTIFICATE: marked("The law demands a certificate: %(certificates)s"),
    Refusal.HEALTH_LIMIT: marked("The work is not good for the student's health: %(demands)s"),
    Refusal.OUT_OF_REACH: marked("%(distance_km)s from home; without moving, at most %(reach_km)s"),
    Refusal.NO_COMMON_GROUND: marked("Neither skills, study nor wishes point to this work"),
}


# For somebody who wonders why so many are left out, and what could be done.
EXPLANATIONS = {
    Refusal.UNDER_16: marked("The law forbids to introduce anybody under 16 to work"),
    Refusal.ALREADY_PLACED: marked("The student's state says so; correct the state if it is no longer true"),
    Refusal.NOT_SEEKING: marked("The student's state says so; correct the state if it is no longer true"),
    Refusal.OPENING_CLOSED: marked("The company has taken it off, or is suspended"),
    Refusal.OPENING_WAITING: marked("An officer has yet to look at it and release it"),
    Refusal.OPENING_EXPIRED: marked(
        "The date until which it was valid has passed; a newer list opens it again"
    ),
    Refusal.OPENING_NOT_YET: marked("The day of publication is still to come"),
    Refusal.OPENING_FULL: marked("As many have been hired as were wanted"),
    Refusal.MINOR_HAZARD: marked("The law closes this kind of work to 16- and 17-year-olds"),
    Refusal.MINIMUM_AGE: marked("The company asks for somebody older"),
    Refusal.IN_SCHOOL: marked("Until a year before graduation only internships and holiday work are shown"),
    Refusal.EDUCATION_UNKNOWN: marked("It asks for a level, and the student's is not on record: fill it in"),
    Refusal.EDUCATION_BELOW: marked("It asks for a higher level than the student has"),
    Refusal.EXPERIENCE: marked("It asks for years of experience that the student does not have"),
    Refusal.CERTIFICATE: marked("The law demands a certificate for this work that is not on record"),
    Refusal.HEALTH_LIMIT: marked("The work demands what the student's health does not allow"),
    Refusal.OUT_OF_REACH: marked(
        "Too far to travel each day; a place wished for or willingness to move opens it"
    ),
    Refusal.NO_COMMON_GROUND: marked(
        "It meets neither skills, study nor wishes, as far as they are on record"
    ),
}


def refusal_explanation(code: Refusal | str) -> str:
    """What a refusal means, and what could be done about it."""
    return say(EXPLANATIONS[Refusal(code)])


def refusal_label(code: Refusal | str) -> str:
    """The refusal in a few words."""
    return say(LABELS[Refusal(code)])


def refusal_sentence(code: Refusal | str, params: Mapping[str, Any]) -> str:
    """The refusal with what it is about."""
    refusal = Refusal(code)
    sentence = say(SENTENCES[refusal], **{name: _word(name, value) for name, value in params.items()})
    remark = _remark(refusal, params)
    return say(marked("%(sentence)s (%(remark)s)"), sentence=sentence, remark=remark) if remark else sentence


def _word(name: str, value: Any) -> str:
    """One fact of a refusal as the reader writes it."""
    return WORDS[name](value) if name in WORDS else str(value)


def _distance(value: float | None) -> str:
    return say(marked("distance unknown")) if value is None else kilometres(value)


def _remark(refusal: Refusal, params: Mapping[str, Any]) -> str | None:
    """What stands in brackets behind the sentence, where there is more to say."""
    if refusal is Refusal.IN_SCHOOL and params.get("graduation"):
        return say(marked("graduates %(day)s"), day=day(params["graduation"]))
    if refusal is Refusal.MINOR_HAZARD:
        return closure_names(params.get("rule"), params.get("hazards", ()))
    if refusal is Refusal.OUT_OF_REACH and params.get("distance_km"):
        beyond = params["distance_km"] - params["reach_km"]
        return say(marked("%(distance)s too far"), distance=kilometres(beyond))
    if refusal is Refusal.EDUCATION_BELOW and params.get("completion") in NOT_GRADUATED:
        return say(COMPLETION[params["completion"]])
    return None


WORDS: Mapping[str, Callable[[Any], str]] = {
    "asked": education_name,
    "own": education_name,
    "asked_months": duration,
    "own_months": duration,
    "distance_km": _distance,
    "reach_km": _distance,
    "valid_to": day,
    "published": day,
    "state": state_name,
    "certificates": certificate_choice,
    "demands": demand_names,
}
