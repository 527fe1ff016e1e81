"""An explained pair as a document: an item with the rank it has and what is above it, or what refuses it."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from api.i18n import marked, say, say_list
from api.presenters.advice import lifting_sentence, points
from api.presenters.bars import bar_note, criterion_name
from api.presenters.refusals import refusal_sentence
from api.presenters.shortlists import Document, Face, advice_document, called, match_document, plain
from api.services.name_subjects import OpeningFace, StudentFace
from matcher.results import Behind, Explanation, Match, Reason

Side = Literal["openings", "students"]

NAMED = 2  # criteria that the sentence on what was lost names


def explanation_document(
    explanation: Explanation,
    seekers: Mapping[str, StudentFace],
    offers: Mapping[str, OpeningFace],
    *,
    among: Side,
    as_of: date,
    policy: str,
) -> Document:
    """One pair as an item of the list of openings, or of students, with both sides, the day and the policy.

    The faces are by reference: the pair's, and on the side of the list that of the last one listed.
    """
    pair = {
        "student": _side_document(seekers[explanation.student]),
        "opening": _side_document(offers[explanation.opening]),
        "as_of": as_of.isoformat(),
        "policy": policy,
    }
    if explanation.match is None:
        return pair | {
            "refused": [_refusal_document(reason) for reason in explanation.refused],
            "advice": [advice_document(advice, lifting_sentence) for advice in explanation.advice],
        }

    def face(match: Match) -> Face:
        return offers[match.opening] if among == "openings" else seekers[match.student]

    document = pair | match_document(explanation.match, face(explanation.match), explanation.advice)
    if explanation.behind is not None:
        last = face(explanation.behind.last)
        document["behind"] = _behind_document(explanation.match, explanation.behind, last)
    return document


def behind_sentence(match: Match, behind: Behind) -> str:
    """Where a match stands, where the list ends, and what it lost most by."""
    lost = [difference.criterion for difference in behind.differences if difference.points < 0]
    facts = {"rank": match.rank, "last": behind.last.rank}
    if match.score == behind.last.score:
        return say(marked("Rank %(rank)s, level with rank %(last)s, the last one listed"), **facts)
    return say(
        marked("Rank %(rank)s, %(points)s points behind rank %(last)s, the last one listed: %(criteria)s"),
        **facts,
        points=points(behind.last.score - match.score),
        criteria=say_list([criterion_name(criterion) for criterion in lost[:NAMED]]),
    )


def _side_document(face: Face) -> Document:
    return {"ref": face.ref, **called(face)}


def _behind_document(match: Match, behind: Behind, face: Face) -> Document:
    own = {bar.criterion: bar for bar in match.bars}
    other = {bar.criterion: bar for bar in behind.last.bars}
    return {
        "last": {"rank": behind.last.rank, "score": behind.last.score / 100, **_side_document(face)},
        "bars": [
            {
                "criterion": difference.criterion,
                "difference": difference.points / 100,
                "note": bar_note(own[difference.criterion]),
                "note_of_last": bar_note(other[difference.criterion]),
            }
            for difference in behind.differences
        ],
        "text": behind_sentence(match, behind),
    }


def _refusal_document(reason: Reason) -> Document:
    return {
        "code": str(reason.code),
        "params": plain(reason.params),
        "text": refusal_sentence(reason.code, reason.params),
    }
