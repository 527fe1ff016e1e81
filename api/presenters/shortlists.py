"""A shortlist as a document: codes and numbers for machines, sentences beside them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from api.clock import written
from api.presenters.advice import change_sentence, raising_sentence
from api.presenters.bars import bar_note
from api.presenters.reasons import (
    reason_code,
    shortcoming_sentence,
    shortcomings,
    strength_sentence,
    strengths,
)
from api.presenters.words import place_name
from api.services.name_subjects import OpeningFace, StudentFace
from matcher.results import Advice, Bar, Match, Shortlist

Document = dict[str, Any]
Face = OpeningFace | StudentFace


def shortlist_document(
    shortlist: Shortlist,
    subject: Face,
    faces: Mapping[str, Face],
    advice: Mapping[str, Sequence[Advice]] | None = None,
) -> Document:
    """A shortlist; `faces` holds whoever is on it, `advice` what would raise some of them, by reference."""
    of_student = shortlist.subject == "student"
    items = []
    for match in shortlist.items:
        ref = match.opening if of_student else match.student
        items.append(match_document(match, faces[ref], (advice or {}).get(ref)))
    return {
        "for": {"kind": shortlist.subject, "ref": shortlist.ref, **called(subject)},
        "as_of": shortlist.as_of.isoformat(),
        "policy": shortlist.policy,
        "snapshot": shortlist.snapshot,
        "eligible": shortlist.eligible,
        "considered": shortlist.considered,
        "items": items,
        "refused": {str(code): count for code, count in shortlist.refused.items()},
    }


def match_document(match: Match, face: Face, advice: Sequence[Advice] | None = None) -> Document:
    """One item. Scores and points are hundredths as decimals: the points sum to the score exactly.

    `advice` stands in it only where the matcher was asked for some.
    """
    # The places free are the opening's: among its students they say nothing about one of them.
    same_for_all = () if isinstance(face, OpeningFace) else ("openings",)
    strong = strengths(match.bars, leaving_out=same_for_all)
    document: Document = {
        "rank": match.rank,
        "ref": face.ref,
        "score": match.score / 100,
        "openings_left": match.openings_left,
        **called(face),
        "place": {"code": face.place, "name": place_name(face.place) or face.place_words},
        "distance_km": match.distance_km,
        "bars": [_bar_document(bar) for bar in match.bars],
        "reasons": [_reason_document(bar, strength_sentence) for bar in strong],
        "missing": [_reason_document(bar, shortcoming_sentence) for bar in shortcomings(match.bars)],
    }
    if advice is not None:
        document["advice"] = [advice_document(one, raising_sentence) for one in advice]
    if isinstance(face, OpeningFace):
        document["company"] = {"ref": face.company_ref, "name": face.company_name}
        document["wage"] = {"low": face.wage_low, "high": face.wage_high}
    return document


def advice_document(advice: Advice, sentence: Callable[[Advice], str]) -> Document:
    """What would help: the changes, the points that they bring and the score that they lead to."""
    return {
        "changes": [
            {"code": str(change.code), "params": plain(change.params), "text": change_sentence(change)}
            for change in advice.changes
        ],
        "gain": advice.gain / 100,
        "score": advice.score / 100,
        "text": sentence(advice),
    }


def _bar_document(bar: Bar) -> Document:
    return {
        "criterion": bar.criterion,
        "level": bar.level,
        "points": bar.points / 100,
        "of": bar.of / 100,
        "note": bar_note(bar),
    }


def _reason_document(bar: Bar, sentence: Callable[[Bar], str]) -> Document:
    return {"code": reason_code(bar), "params": plain(bar.params), "text": sentence(bar)}


def called(face: Face) -> Document:
    """Whose name it has, or which title."""
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
    if isinstance(value, datetime):
        return written(value)
    return value.isoformat() if isinstance(value, date) else value
