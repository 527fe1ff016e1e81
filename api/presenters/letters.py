"""The letter of introduction, sentence by sentence."""

from collections.abc import Sequence
from typing import Any

from api.i18n import marked, reader_locale, say
from api.presenters.words import day

Document = dict[str, Any]


def letter_body(candidate: Document, opening: str) -> str:
    """What the letter tells of a candidate, as `candidate_document` has one, for an opening of that title."""
    study = candidate["study"]
    skills = [each["name"] for each in (*candidate["skills"], *candidate["certificates"])]
    told = [_introduction(candidate["name"], opening)]
    if study["school"] or study["major"] or study["education"]["name"]:
        known = (study["school"], study["major"], study["education"]["name"], study["completion"]["name"])
        told.append(say(marked("Study: %(study)s."), study=_listed([each for each in known if each])))
    if skills:
        told.append(say(marked("Skills: %(skills)s."), skills=_listed(skills)))
    told.append(say(marked("They can start from %(day)s."), day=day(candidate["available_from"])))
    if candidate["phone"]:
        told.append(say(marked("Phone: %(phone)s."), phone=candidate["phone"]))
    return ("" if reader_locale() == "zh_CN" else " ").join(told)


def _introduction(name: str, opening: str) -> str:
    sentence = marked(
        "We introduce %(name)s to you for the position “%(opening)s”, and ask you to receive them."
    )
    return say(sentence, name=name, opening=opening)


def _listed(words: Sequence[str]) -> str:
    """All of them: a letter leaves nothing out."""
    return say(marked(", ")).join(words)
