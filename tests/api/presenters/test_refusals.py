from datetime import date

import pytest

from api.presenters.refusals import refusal_label, refusal_sentence
from matcher.vocabulary import Completion, Refusal, StudentState

FACTS = {
    "age": 17,
    "minimum": 18,
    "state": StudentState.EMPLOYED,
    "valid_to": date(2026, 1, 31),
    "published": date(2026, 12, 1),
    "headcount": 3,
    "hazards": ["dust", "noise"],
    "rule": "welding",
    "graduation": date(2028, 6, 30),
    "asked": 31,
    "own": None,
    "completion": Completion.LEFT,
    "asked_months": 60,
    "own_months": 0,
    "certificates": [["welder"], ["driving-c1", "driving-b2"]],
    "demands": ["standing"],
    "distance_km": 80.2,
    "reach_km": 50,
    "status": "closed",
}


@pytest.mark.parametrize("code", Refusal)
def test_every_refusal_has_a_label_and_a_sentence(language: str, code: Refusal) -> None:
    sentence = refusal_sentence(code, FACTS)
    assert sentence
    assert "%(" not in sentence
    assert "None" not in sentence
    assert refusal_label(code)
    if language == "zh_CN":
        assert not sentence.isascii()
        assert not refusal_label(code).isascii()


def test_facts_are_told(language: str) -> None:
    assert "17" in refusal_sentence(Refusal.MINIMUM_AGE, FACTS)
    assert "80" in refusal_sentence(Refusal.OUT_OF_REACH, FACTS)
    assert "2028" in refusal_sentence(Refusal.IN_SCHOOL, FACTS)
