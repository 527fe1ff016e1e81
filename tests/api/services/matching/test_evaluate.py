from datetime import date

import pytest
from sqlalchemy.orm import Session

from api.registry_files.labelled import Outcome
from api.services.matching.evaluate import Dimension, evaluate_outcomes, evaluate_registry
from api.services.matching.make_shortlist import shortlist_for_student
from api.services.matching.market import Market
from matcher.policy import STANDARD
from matcher.vocabulary import Completion, Education, HardshipCategory, OpeningStatus, StudentState
from models.company import Company
from models.hardship import Hardship
from models.opening import Opening
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_company, a_student, an_opening

TODAY = date(2026, 7, 1)
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def seeker(vault: Vault, number: int, **facts: object) -> Student:
    """An accountant of the college, ready for work."""
    known = {
        "state": StudentState.SEEKING,
        "education": Education.COLLEGE,
        "completion": Completion.GRADUATED,
        "graduation": date(2025, 6, 30),
        "fields": ["accounting"],
        "skills": ["会计核算"],
        "place": "320205001",
        "hardships": [Hardship(category=HardshipCategory.ORPHAN)],
    }
    return a_student(vault, id_number=f"3202052003040{number:04}X", **known | facts)


def accounting(company: Company, title: str = "会计", **facts: object) -> Opening:
    known = {
        "occupation": "2-06-03-00",
        "occupation_confidence": 0.9,
        "place": "320205",
        "skills": ["会计核算"],
    }
    return an_opening(company, title, **known | facts)


@pytest.fixture
def company() -> Company:
    return a_company()


def test_who_seeks_is_counted_with_what_is_possible(
    session: Session, market: Market, vault: Vault, company: Company
) -> None:
    session.add_all([accounting(company, f"会计{number}", headcount=2) for number in range(3)])
    session.add(accounting(company, "经理", valid_to=date(2026, 6, 30)))
    session.add_all([seeker(vault, number) for number in range(6)])
    session.add(seeker(vault, 6, graduation=date(2029, 6, 30), completion=Completion.IN_SCHOOL))
    session.add(seeker(vault, 7, state=StudentState.EMPLOYED))
    session.commit()
    figures = evaluate_registry(session, market, as_of=TODAY, k=2)
    assert (figures.registered, figures.seeking) == (8, 7)
    assert figures.coverage is not None
    assert figures.coverage.enough == figures.coverage.some == 6 / 7
    assert figures.empty_because == {"IN_SCHOOL": 1}
    assert (figures.congestion.openings, figures.congestion.places) == (3, 6)
    assert figures.congestion.proposals == 12
    assert figures.congestion.never_proposed == pytest.approx(1 / 3)


def test_groups_are_by_what_is_lawfully_known_and_none_is_small(
    session: Session, market: Market, vault: Vault, company: Company
) -> None:
    session.add(accounting(company))
    session.add_all([seeker(vault, number) for number in range(6)])
    session.add_all([seeker(vault, number, place="320205002", hardships=[]) for number in range(6, 11)])
    session.add(seeker(vault, 11, place="320205003", education=None))
    session.commit()
    groups = evaluate_registry(session, market, as_of=TODAY).groups
    told = {
        dimension: [(group.key, group.figures.students) for group in figures]
        for dimension, figures in groups.items()
    }
    assert told == {
        Dimension.HARDSHIP: [("orphan", 7), ("unknown", 5)],
        Dimension.PLACE: [("320205001", 6), (None, 6)],
        Dimension.EDUCATION: [(None, 12)],
    }


def test_where_many_streets_are_districts_are_compared(
    session: Session, market: Market, vault: Vault
) -> None:
    places = [f"3202{district}{street:03}" for district in ("05", "06") for street in range(1, 18)]
    session.add_all([seeker(vault, number, place=place) for number, place in enumerate(places)])
    session.commit()
    groups = evaluate_registry(session, market, as_of=TODAY).groups[Dimension.PLACE]
    assert sum(group.figures.students for group in groups) == len(places)
    assert {group.key for group in groups} <= {"320205", "320206", None}


def test_a_registry_without_anybody_has_figures_too(session: Session, market: Market) -> None:
    figures = evaluate_registry(session, market, as_of=TODAY)
    assert (figures.seeking, figures.coverage, figures.congestion.openings) == (0, None, 0)
    assert all(groups == () for groups in figures.groups.values())


def test_outcomes_are_held_against_the_ranking_of_before(
    session: Session, vault: Vault, company: Company
) -> None:
    good = accounting(company, "会计", status=OpeningStatus.CLOSED, filled=1)
    worse = accounting(company, "焊工", occupation="6-18-02-04", skills=["会计核算", "焊接", "Java"])
    hired = seeker(vault, 1, state=StudentState.EMPLOYED)
    session.add_all([good, worse, hired, accounting(company, "出纳", status=OpeningStatus.WITHDRAWN)])
    session.commit()
    pairs = [
        Outcome(hired.ref, good.ref, 0),
        Outcome(hired.ref, good.ref, 3),
        Outcome(hired.ref, worse.ref, 0),
    ]
    figures = evaluate_outcomes(
        session, [*pairs, Outcome("nobody", good.ref, 1)], as_of=TODAY, policy=STANDARD
    )
    assert (figures.pairs, figures.unknown, figures.ranking.queries) == (2, 1, 1)
    assert figures.ranking.auc == figures.ranking.ndcg[5] == figures.ranking.average_precision == 1


def test_ranks_are_those_of_the_shortlist(
    session: Session, market: Market, vault: Vault, company: Company
) -> None:
    session.add_all(
        [accounting(company, f"会计{number}", wage_low=3000 + 700 * number) for number in range(8)]
    )
    student = seeker(vault, 1, wage_floor=6000)
    session.add(student)
    session.commit()
    listed = shortlist_for_student(session, market, student.ref, as_of=TODAY).items
    for match in listed:
        figures = evaluate_outcomes(
            session, [Outcome(student.ref, match.opening, 1)], as_of=TODAY, policy=STANDARD
        )
        assert figures.ranking.average_precision == pytest.approx(1 / match.rank)


def test_of_unknown_pairs_there_are_no_figures(session: Session) -> None:
    figures = evaluate_outcomes(session, [Outcome("nobody", "nothing", 1)], as_of=TODAY, policy=STANDARD)
    assert (figures.pairs, figures.unknown, figures.ranking.queries) == (0, 1, 0)


def test_progress_is_told_to_the_end(session: Session, market: Market, vault: Vault) -> None:
    session.add(seeker(vault, 1))
    session.commit()
    told: list[tuple[int, int]] = []
    evaluate_registry(session, market, as_of=TODAY, progress=lambda *done: told.append(done))
    assert told[-1] == (1, 1)
