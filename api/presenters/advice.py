"""What would help, in words: each change as one would say it to a family, and what it would bring."""

from collections.abc import Callable, Mapping
from typing import Any

from api.i18n import marked, say
from api.presenters.words import (
    certificate_choice,
    day,
    education_name,
    money,
    occupation_name,
    short_place,
    skill_names,
)
from matcher.results import Advice, Reason
from matcher.vocabulary import Change

SENTENCES = {
    Change.CERTIFICATE: marked("Get a certificate: %(certificates)s"),
    Change.SKILL: marked("Learn %(skill)s"),
    Change.TELL_SKILL: marked("Put %(skill)s on record, if known already"),
    Change.WISH: marked("Wish for this work as well: %(occupation)s"),
    Change.PLACE_WISH: marked("Be willing to work in %(place)s as well"),
    Change.RELOCATION: marked("Be willing to work away from home"),
    Change.OWN_ROOM: marked("Find a room without the company's help"),
    Change.WAGE_FLOOR: marked("Be content with %(floor)s"),
    Change.DIPLOMA: marked("Turn the certificate of completion into a diploma"),
    Change.EDUCATION: marked("Put the education on record, if it is %(asked)s"),
    Change.SEEKING: marked("Seek work again"),
    Change.AGE: marked("%(age)s years old on %(day)s"),
    Change.GRADUATION: marked("Near enough to graduation from %(day)s on"),
    Change.PUBLICATION: marked("Published on %(day)s"),
}

WORDS: Mapping[str, Callable[[Any], str | None]] = {
    "certificates": certificate_choice,
    "skill": lambda skill: skill_names([skill]),
    "occupation": occupation_name,
    "place": short_place,
    "floor": money,
    "asked": education_name,
    "day": day,
    "graduation": day,
}


def change_sentence(change: Reason) -> str:
    """One change, without what it would bring."""
    words = {name: WORDS[name](value) if name in WORDS else value for name, value in change.params.items()}
    return say(SENTENCES[Change(change.code)], **words)


def raising_sentence(advice: Advice) -> str:
    """What would raise a match, and by how much."""
    sentence = marked("%(changes)s (%(points)s points more)")
    return say(sentence, changes=_all(advice), points=points(advice.gain))


def lifting_sentence(advice: Advice) -> str:
    """What would lift every refusal, and the score that the pair would have."""
    sentence = marked("%(changes)s (then possible, with %(points)s points)")
    return say(sentence, changes=_all(advice), points=points(advice.score))


def points(hundredths: int) -> str:
    """Points as people say them: to a tenth, and no decimal where it is nought."""
    return f"{round(hundredths / 100, 1):g}"


def _all(advice: Advice) -> str:
    return say(marked("; ")).join(change_sentence(change) for change in advice.changes)
