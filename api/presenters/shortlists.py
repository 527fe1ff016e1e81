"""A shortlist and an explanation as documents: codes and numbers for machines, sentences beside them."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from api.presenters.bars import bar_note, reason_code, telling_bars
from api.presenters.refusals import refusal_sentence
from api.presenters.words import place_name
from api.services.name_subjects import OpeningFace, StudentFace
from matcher.results import Bar, Explanation, Match, Shortlist

Document = dict[str, Any]
Face = OpeningFace | StudentFace


def shortlist_document(shortlist: Shortlist, subject: Face, faces: Mapping[str, Face]) -> Document:
    """A shortlist; `faces` holds whoever is on it, by reference."""
    of_student = shortlist.subject == "student"
    return {
        "for": {"kind": shortlist.subject, "ref": shortlist.ref, **_called(subject)},
        "as_of": shortlist.as_of.isoformat(),
        "policy": shortlist.policy,
        "snapshot": shortlist.snapshot,
        "eligible": shortlist.eligible,
        "considered": shortlist.considered,
        "items": [
            match_document(match, faces[match.opening if of_student else match.student])
            for match in shortlist.items
        ],
        "refused": {str(code): count for code, count in shortlist.refused.items()},
    }


def match_document(match: Match, face: Face) -> Document:
    """One item. Scores and points are hundredths as decimals: the points sum to the score exactly."""
    # The places free are the opening's: among its students they say nothing about one of them.
    same_for_all = () if isinstance(face, OpeningFace) else ("openings",)
    document: Document = {
        "rank": match.rank,
        "ref": face.ref,
        "score": match.score / 100,
        "openings_left": match.openings_left,
        **_called(face),
        "place": {"code": face.place, "name": place_name(face.place) or face.place_words},
        "distance_km": match.distance_km,
        "bars": [_bar_document(bar) for bar in match.bars],
        "reasons": [
            {"code": reason_code(bar), "params": plain(bar.params), "text": bar_note(bar)}
            for bar in telling_bars(match.bars, leaving_out=same_for_all)
        ],
    }
    if isinstance(face, OpeningFace):
        document["company"] = {"ref": face.company_ref, "name": face.company_name}
        document["wage"] = {"low": face.wage_low, "high": face.wage_high}
    return document


def explanation_document(explanation: Explanation, opening: OpeningFace) -> Document:
    """One pair: an item of the student's shortlist, or every rule that refuses it."""
    if explanation.match is not None:
        return match_document(explanation.match, opening)
    return {
        "refused": [
            {
                "code": reason.code,
                "params": plain(reason.params),
                "text": refusal_sentence(reason.code, reason.params),
            }
            for reason in explanation.refused
        ]
    }


def _bar_document(bar: Bar) -> Document:
    return {
        "criterion": bar.criterion,
        "level": bar.level,
        "points": bar.points / 100,
        "of": bar.of / 100,
        "note": bar_note(bar),
    }


def _called(face: Face) -> Document:
    return {"title": face.title} if isinstance(face, OpeningFace) else {"name": face.name}


def plain(value: Any) -> Any:
    """A value as JSON knows it; sets in their order, so that equal documents are equal bytes."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
