from datetime import date

import pytest
from hypothesis import given

from api.i18n import speaking
from api.presenters.refusals import SENTENCES, refusal_explanation, refusal_label, refusal_sentence
from matcher.candidate import Candidate
from matcher.eligibility import RULES, Rule, all_refusals
from matcher.law.minors import closures
from matcher.policy import STANDARD
from matcher.records import Opening, Student
from matcher.vocabulary import Completion, Hazard, Refusal, StudentState
from tests.api.presenters.length import width
from tests.matcher.worlds import TODAY, openings, students

PHONE = 40  # Chinese characters

FACTS = {
    "age": 17,
    "minimum": 18,
    "state": StudentState.EMPLOYED,
    "valid_to": date(2026, 1, 31),
    "published": date(2026, 12, 1),
    "headcount": 3,
    "hazards": ["dust", "noise"],
    "rule": "operating_certificate",
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
    assert refusal_explanation(code)
    if language == "zh_CN":
        assert not sentence.isascii()
        assert not refusal_label(code).isascii()


def test_facts_are_told(language: str) -> None:
    assert "17" in refusal_sentence(Refusal.MINIMUM_AGE, FACTS)
    assert "80" in (sentence := refusal_sentence(Refusal.OUT_OF_REACH, FACTS))
    assert "30" in sentence  # too far by so much
    assert "2028" in refusal_sentence(Refusal.IN_SCHOOL, FACTS)


@pytest.mark.parametrize("reason", sorted({row.reason for row in closures()} | set(Hazard)))
def test_every_reason_that_closes_work_to_minors_is_told(language: str, reason: str) -> None:
    hazards = [reason] if reason in set(Hazard) else []
    by_title = refusal_sentence(Refusal.MINOR_HAZARD, {"age": 17, "rule": reason, "hazards": hazards})
    silent = refusal_sentence(Refusal.MINOR_HAZARD, {"age": 17, "rule": None, "hazards": []})
    assert len(by_title) > len(silent)
    assert reason == "other" or "_" not in by_title
    if hazards:  # told once, though the title and the declaration say it both
        assert by_title == refusal_sentence(
            Refusal.MINOR_HAZARD, {"age": 17, "rule": None, "hazards": hazards}
        )
    if language == "zh_CN":
        told = by_title.removeprefix(silent)
        assert not any(letter.isascii() and letter.isalpha() for letter in told)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_sentences_ask_for_no_more_than_the_rule_tells(rule: Rule) -> None:
    student = Student(ref="s", key="s", birth_date=TODAY.replace(year=2009))
    opening = Opening(ref="o", key="o", company="c", title="文员", valid_to=TODAY)
    facts = rule.facts(Candidate.of(student, TODAY, STANDARD), opening, STANDARD)
    assert SENTENCES[rule.code] % facts


@given(students, openings())
def test_whatever_is_refused_can_be_said(student: Student, opening: Opening) -> None:
    reasons = all_refusals(Candidate.of(student, TODAY, STANDARD), opening, STANDARD)
    for locale in ("zh_CN", "en"):
        with speaking(locale):
            for reason in reasons:
                sentence = refusal_sentence(reason.code, reason.params)
                assert "%(" not in sentence
                assert "None" not in sentence
                assert locale == "en" or width(sentence) <= PHONE
