from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from api.services.matching.explain_pair import ADVISED, advise_listed, explain_among_students, explain_pair
from api.services.matching.make_shortlist import shortlist_for_opening, shortlist_for_student
from api.services.matching.market import Market
from matcher.errors import UnknownSubject
from matcher.policy import STANDARD
from matcher.vocabulary import StudentState
from models.engine import make_session
from models.opening import Opening
from models.student import Student
from models.vault import Vault
from tests.small_district import fill

DAY = date(2026, 11, 1)


@pytest.fixture
def refs(engine: Engine, vault: Vault) -> dict[str, str]:
    """Two openings that both students may have, and the student who fits less well by name 钱立夏."""
    refs = fill(engine, vault)
    with make_session(engine, vault) as session:
        cashier = session.scalars(select(Opening).where(Opening.title == "焊工")).one()
        cashier.title, cashier.occupation, cashier.skills = "出纳", "2-06-03-00", ["出纳"]
        for student in session.scalars(select(Student)):
            student.state = StudentState.SEEKING
            if student.ref == refs["钱立夏"]:
                student.wished_occupations = []
        session.commit()
    return refs


def test_what_is_beyond_the_students_list_is_held_against_its_last(
    session: Session, market: Market, refs: dict[str, str]
) -> None:
    pair = refs["赵小满"], refs["焊工"]
    found = explain_pair(session, market, *pair, as_of=DAY, k=1)
    assert found.match is not None
    assert found.match.rank == 2
    assert found.behind is not None
    assert found.behind.last == shortlist_for_student(session, market, pair[0], as_of=DAY, k=1).items[0]
    assert explain_pair(session, market, *pair, as_of=DAY, k=2) == replace(found, behind=None)


def test_a_student_beyond_the_openings_list_is_held_against_its_last(
    session: Session, market: Market, refs: dict[str, str]
) -> None:
    pair = refs["钱立夏"], refs["会计"]
    found = explain_among_students(session, market, *pair, as_of=DAY, k=1)
    assert found.match == shortlist_for_opening(session, market, pair[1], as_of=DAY).items[1]
    assert found.behind is not None
    assert found.behind.last.student == refs["赵小满"]
    assert found.behind.differences[0].criterion == "wishes"
    assert explain_among_students(session, market, *pair, as_of=DAY).behind is None


def test_a_refused_pair_is_refused_in_either_list(
    session: Session, market: Market, refs: dict[str, str]
) -> None:
    late = date(2100, 1, 1)
    pair = refs["赵小满"], refs["会计"]
    found = explain_among_students(session, market, *pair, as_of=late)
    assert found == explain_pair(session, market, *pair, as_of=late)
    assert found.match is None


def test_the_first_of_a_list_are_advised_as_they_would_be_alone(
    session: Session, market: Market, refs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for_student = shortlist_for_student(session, market, refs["赵小满"], as_of=DAY)
    for_opening = shortlist_for_opening(session, market, refs["会计"], as_of=DAY)
    alone = explain_pair(session, market, refs["赵小满"], refs["会计"], as_of=DAY).advice
    assert alone
    assert advise_listed(session, for_student, policy=STANDARD)[refs["会计"]] == alone
    assert advise_listed(session, for_opening, policy=STANDARD)[refs["赵小满"]] == alone
    monkeypatch.setattr("api.services.matching.explain_pair.ADVISED", 1)
    assert list(advise_listed(session, for_student, policy=STANDARD)) == [for_student.items[0].opening]
    assert ADVISED > 1


def test_who_is_not_there_is_unknown(session: Session, market: Market, refs: dict[str, str]) -> None:
    for pair in ((refs["赵小满"], "x"), ("x", refs["会计"])):
        with pytest.raises(UnknownSubject):
            explain_pair(session, market, *pair, as_of=DAY)
        with pytest.raises(UnknownSubject):
            explain_among_students(session, market, *pair, as_of=DAY)
