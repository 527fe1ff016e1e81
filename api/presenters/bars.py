"""What a bar says in words, short enough for a phone."""

from collections.abc import Callable, Mapping
from typing import Any

from api.i18n import marked, say
from api.presenters.words import (
    duration,
    education_name,
    field_names,
    kilometres,
    money,
    occupation_name,
    short_place,
    skill_names,
    topic_names,
    wage_range,
)
from matcher.results import Bar

Facts = Mapping[str, Any]

CRITERIA = {
    "skills": marked("Skills"),
    "study": marked("Field of study"),
    "education": marked("Education"),
    "experience": marked("Experience"),
    "duties": marked("Duties"),
    "place": marked("Place"),
    "wishes": marked("Wishes"),
    "wage": marked("Wage"),
    "openings": marked("Openings left"),
}

SENTENCES = {
    "skills": {
        "ALL": marked("Has the skills asked for: %(shared)s"),
        "MANY": marked("Has most of the skills: %(shared)s"),
        "SOME": marked("Has some of the skills: %(shared)s"),
        "NONE": marked("Has none of the skills asked for: %(missing)s"),
    },
    "study": {
        "SAME_MAJOR": marked("Studied what is asked for: %(fields)s"),
        "SAME_FIELD": marked("Studied in the field asked for: %(fields)s"),
        "RELATED_WORK": marked("Studied for this kind of work: %(fields)s"),
        "NEAR_WORK": marked("Studied something near this work: %(fields)s"),
        "OTHER": marked("Studied another field: %(fields)s"),
    },
    "education": {
        "MATCH": marked("Education as asked for: %(asked)s"),
        "ABOVE": marked("Education above: %(own)s, asked %(asked)s"),
        "FAR_ABOVE": marked("Education far above: %(own)s, asked %(asked)s"),
        "OPEN_TO_ALL": marked("Open to every level of education"),
        "UNKNOWN": marked("The opening does not say which education"),
        "BELOW": marked("Education below what is asked: %(own)s, asked %(asked)s"),
    },
    "experience": {
        "MET": marked("Enough experience: %(own)s, asked %(asked)s"),
        "NOT_ASKED": marked("No experience needed"),
        "LITTLE_SHORT": marked("A little short of experience: %(own)s, asked %(asked)s"),
        "MUCH_SHORT": marked("Well short of experience: %(own)s, asked %(asked)s"),
        "UNKNOWN": marked("The opening does not say how much experience"),
    },
    "duties": {
        "CLOSE": marked("Has done such work: %(topics)s"),
        "RELATED": marked("Has done something like it: %(topics)s"),
        "OTHER": marked("Tells of other work than this"),
    },
    "place": {
        "SAME_STREET": marked("In the home street: %(place)s"),
        "WISHED": marked("In a place wished for: %(place)s"),
        "SAME_DISTRICT": marked("In the home district: %(place)s"),
        "NEAR": marked("Near home: %(place)s, %(distance)s"),
        "NEAR_WISHED": marked("Near a place wished for: %(place)s"),
        "SAME_CITY": marked("In the same city: %(place)s, %(distance)s"),
        "REACHABLE": marked("Within reach of home: %(place)s, %(distance)s"),
        "LODGING": marked("Away from home, with lodging: %(place)s, %(distance)s"),
        "RELOCATION": marked("Away from home, willing to move: %(place)s, %(distance)s"),
        "ELSEWHERE": marked("Away from the places wished for: %(place)s, %(distance)s"),
        "FAR": marked("Far from home: %(place)s, %(distance)s"),
        "NO_DORMITORY": marked("Needs a dormitory, and there is none: %(place)s"),
        "UNKNOWN": marked("How far it is from home is unknown"),
    },
    "wishes": {
        "SAME": marked("The work wished for: %(occupation)s"),
        "CLOSE": marked("Close to the work wished for: %(occupation)s"),
        "RELATED": marked("Related to the work wished for: %(occupation)s"),
        "OTHER": marked("Other work than wished for: %(occupation)s"),
    },
    "wage": {
        "MEETS": marked("Pays %(wage)s, hoped for %(floor)s"),
        "PARTLY": marked("Pays %(wage)s, may reach the %(floor)s hoped for"),
        "BELOW": marked("Pays %(wage)s, below the %(floor)s hoped for"),
    },
    "openings": {
        "MANY": marked("Places free: %(left)d"),
        "SEVERAL": marked("Places free: %(left)d"),
        "ONE": marked("One place free"),
    },
}

TOPICS_NAMED = 3
STRONG_PERCENT = 70  # a bar this full speaks for the match
WEAK_PERCENT = 50  # one emptier than this tells what is missing


def criterion_name(criterion: str) -> str:
    """The heading of a bar."""
    return say(CRITERIA[criterion])


def bar_note(bar: Bar) -> str:
    """The one sentence of a bar."""
    return _NOTES[bar.criterion](bar.level, bar.params)


def _skills(level: str, facts: Facts) -> str:
    if level == "UNKNOWN":
        if facts.get("side") == "student":
            return say(marked("The student's skills are not on record"))
        return say(marked("The opening names no skills"))
    missing = skill_names(facts["missing"])
    shared = skill_names(facts["shared"], facts.get("related", ()))
    sentence = say(SENTENCES["skills"][level], shared=shared, missing=missing)
    if level in ("MANY", "SOME") and missing:
        return say(marked("%(sentence)s; lacks %(missing)s"), sentence=sentence, missing=missing)
    return sentence


def _study(level: str, facts: Facts) -> str:
    if level == "UNKNOWN":
        if facts.get("side") == "student":
            return say(marked("The student's field of study is not on record"))
        return say(marked("The opening names no field of study"))
    names = field_names(facts["fields"]) or say(marked("not in the catalogue"))
    return say(SENTENCES["study"][level], fields=names)


def _education(level: str, facts: Facts) -> str:
    sentence = say(
        SENTENCES["education"][level],
        asked=education_name(facts.get("asked")),
        own=education_name(facts.get("own")),
    )
    if facts.get("expected") and level not in ("UNKNOWN", "OPEN_TO_ALL"):
        return say(marked("%(sentence)s (on graduation)"), sentence=sentence)
    return sentence


def _experience(level: str, facts: Facts) -> str:
    return say(
        SENTENCES["experience"][level],
        asked=duration(facts.get("asked_months") or 0),
        own=duration(facts.get("own_months") or 0),
    )


def _duties(level: str, facts: Facts) -> str:
    if level == "UNKNOWN":
        if facts.get("silent") == "student":
            return say(marked("The student tells nothing of past work"))
        return say(marked("The opening does not describe its duties"))
    topics = topic_names(facts.get("topics", ())[:TOPICS_NAMED]) or say(marked("by their own words"))
    return say(SENTENCES["duties"][level], topics=topics)


def _place(level: str, facts: Facts) -> str:
    distance = facts.get("distance_km")
    sentence = say(
        SENTENCES["place"][level],
        place=short_place(facts.get("place")) or say(marked("place unknown")),
        distance=say(marked("distance unknown")) if distance is None else kilometres(distance),
    )
    if facts.get("lodging_missing") and level != "NO_DORMITORY":
        return say(marked("%(sentence)s; ask about a dormitory"), sentence=sentence)
    return sentence


def _wishes(level: str, facts: Facts) -> str:
    if level == "UNKNOWN":
        if facts.get("side") == "student":
            return say(marked("No wish is on record"))
        return say(marked("What kind of work it is could not be told for sure"))
    occupation = occupation_name(facts.get("occupation")) or say(marked("kind of work unknown"))
    return say(SENTENCES["wishes"][level], occupation=occupation)


def _wage(level: str, facts: Facts) -> str:
    low, high, floor = facts.get("low"), facts.get("high"), facts.get("floor")
    if level == "UNKNOWN":
        if low is None and high is None:
            return say(marked("The opening does not say what it pays"))
        return say(marked("Pays %(wage)s; the student named no figure"), wage=wage_range(low, high))
    if level == "PARTLY" and high is not None and high < (floor or 0):  # the policy tolerates that much
        sentence = marked("Pays %(wage)s, nearly the %(floor)s hoped for")
    else:
        sentence = SENTENCES["wage"][level]
    return say(sentence, wage=wage_range(low, high), floor=money(floor or 0))


def _openings(level: str, facts: Facts) -> str:
    return say(SENTENCES["openings"][level], left=facts["left"])


_NOTES: Mapping[str, Callable[[str, Facts], str]] = {
    "skills": _skills,
    "study": _study,
    "education": _education,
    "experience": _experience,
    "duties": _duties,
    "place": _place,
    "wishes": _wishes,
    "wage": _wage,
    "openings": _openings,
}
