from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from api.services.matching.evaluate import Dimension
from api.services.matching.learn_policy import GroupScores, compare_groups, learn_policy
from api.services.matching.market import Market
from matcher.learning.answers import Goal
from matcher.learning.propose import Unchanged
from matcher.learning.reweigh import reweigh
from matcher.policy import STANDARD
from models.queries.outcomes import Introduction
from models.vault import Vault
from tests.api.services.matching.test_evaluate import accounting, seeker
from tests.api.services.matching.told_introductions import silent, telling_otherwise
from tests.models.samples import a_company

SERVICE = "api.services.matching.learn_policy.load_introductions"


def tell(monkeypatch: pytest.MonkeyPatch, introductions: list[Introduction]) -> None:
    monkeypatch.setattr(SERVICE, lambda session: introductions)


def test_what_came_of_introductions_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    known = telling_otherwise()
    tell(monkeypatch, known)
    lesson = learn_policy(Session(), STANDARD, Goal.HIRED)
    assert lesson.introductions == lesson.learned.basis.good + lesson.learned.basis.bad == len(known)
    assert (lesson.unanswered, lesson.unread) == (0, 0)
    assert lesson.learned.policy is not None
    assert learn_policy(Session(), STANDARD, Goal.RETAINED).unanswered == lesson.learned.basis.good


def test_what_nobody_answered_changes_nothing_of_what_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(monkeypatch, telling_otherwise())
    alone = learn_policy(Session(), STANDARD, Goal.HIRED)
    tell(monkeypatch, [*silent(5_000), *telling_otherwise()])
    among_silent = learn_policy(Session(), STANDARD, Goal.HIRED)
    assert among_silent.unanswered == 5_000
    assert among_silent.learned == alone.learned


def test_answers_without_bars_are_counted_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(monkeypatch, [replace(one, bars=()) for one in telling_otherwise()])
    lesson = learn_policy(Session(), STANDARD, Goal.HIRED)
    assert lesson.unread == lesson.introductions == 900
    assert lesson.learned.unchanged is Unchanged.TOO_FEW_OUTCOMES


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_without_referrals_there_is_nothing_to_learn(session: Session) -> None:
    lesson = learn_policy(session, STANDARD, Goal.HIRED)
    assert (lesson.introductions, lesson.learned.unchanged) == (0, Unchanged.TOO_FEW_OUTCOMES)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_groups_are_compared_and_none_is_small(
    session: Session, market: Market, vault: Vault, tmp_path: Path
) -> None:
    company = a_company()
    session.add_all([accounting(company, f"会计{number}") for number in range(3)])
    session.add_all([seeker(vault, number) for number in range(5)])
    session.add_all([seeker(vault, number, hardships=[], place="320205002") for number in range(5, 9)])
    session.commit()
    only_place = reweigh(STANDARD, {**dict.fromkeys(STANDARD.points, 0.0), "place": 1.0})
    other = Market(tmp_path / "other", only_place)
    found = compare_groups(session, market, other, as_of=date(2026, 7, 1))
    assert set(found) == set(Dimension)
    (everybody,) = found[Dimension.HARDSHIP]  # four without a hardship are too few to be told of
    assert (everybody.key, everybody.students) == (None, 9)
    same = compare_groups(session, market, market, as_of=date(2026, 7, 1))[Dimension.HARDSHIP]
    assert same == (GroupScores(None, 9, everybody.before, everybody.before),)
    assert everybody.after != everybody.before
