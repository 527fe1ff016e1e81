"""A market that is held to the reference whenever something has changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services.matching import snapshots as service
from api.services.matching.market import Market
from matcher.candidate import Candidate
from matcher.columns import Columns
from matcher.index.index import Index
from matcher.policy import STANDARD
from matcher.ranking import EveryPair, Ranking
from matcher.records import Student
from models.company import Company
from models.engine import make_session, sees_one_state
from models.opening import Opening
from models.queries.snapshots import load_openings, stream_openings
from models.sealing import VAULT
from tests.models.samples import a_company, an_opening

TODAY = date(2026, 11, 1)
MOMENT = datetime(2026, 11, 1, tzinfo=UTC)
PEOPLE = [
    Student("a", "a", date(2000, 1, 1), skills=frozenset({"焊接"})),
    Student("b", "b", date(2004, 1, 1), wished_occupations=frozenset({"2-06-03-00"}), wage_floor=5000),
]


def some_opening(chance: Random, company: Company, number: int) -> Opening:
    return an_opening(
        company,
        chance.choice(["焊工", "会计", "出纳"]),
        external_ref=str(number),
        occupation=chance.choice(["6-18-02-04", "2-06-03-00", None]),
        occupation_confidence=0.9,
        headcount=chance.randint(1, 3),
        wage_low=chance.choice([None, 4000, 6000]),
        wage_high=8000,
        skills=sorted(chance.sample(["焊接", "会计核算", "出纳", "电工"], 2)),
    )


def fill(session: Session, chance: Random, companies: int, openings: int) -> None:
    firms = [a_company(f"公司{number}") for number in range(companies)]
    session.add_all(some_opening(chance, chance.choice(firms), number) for number in range(openings))
    session.add_all(firms)
    session.commit()


@contextmanager
def reading(session: Session) -> Iterator[Session]:
    """A session that sees one state: a reader of the same database, if need be."""
    if sees_one_state(session):
        yield session
        return
    with make_session(session.get_bind(), session.info[VAULT], read_only=True) as reader:  # type: ignore[arg-type]
        yield reader


def check(market: Market, session: Session) -> None:
    """What somebody is answered who sees what the session does."""
    with reading(session) as reader:
        check_answers(market, reader)


def check_answers(market: Market, session: Session) -> None:
    """The live ranking against the reference over all that the session sees, and a fresh index."""
    ranking, now = market.ranking(session), load_openings(session)
    columns = Columns.of(now)
    assert ranking.fingerprint == columns.fingerprint
    people = [Candidate.of(student, TODAY, STANDARD) for student in PEOPLE]
    for whole in (Ranking(EveryPair(columns)), Ranking(Index.of(columns, STANDARD))):
        assert list(ranking.best(people, 7)) == list(whole.best(people, 7))
        assert list(ranking.census(people)) == list(whole.census(people))


def open_one(session: Session) -> None:
    session.add(some_opening(Random(2), session.scalars(select(Company)).all()[1], 1000))


def fill_three(session: Session) -> None:
    for opening in session.scalars(select(Opening).limit(3)):
        opening.filled = opening.headcount


def reads_of_openings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the openings that are read from now on."""
    read: list[int] = []

    def streamed(session: Session, numbers: list[int]) -> Iterator[tuple[int, object]]:
        for number, opening in stream_openings(session, numbers):
            read.append(number)
            yield number, opening

    monkeypatch.setattr(service, "stream_openings", streamed)
    return read
