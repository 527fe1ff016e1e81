"""The last place of an opening: two who want it at once never both get it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, select

from api.services.openings.reserve_vacancy import NoVacancy, reserve_vacancy
from matcher.vocabulary import OpeningStatus
from models.engine import make_session
from models.opening import Opening
from models.principal import Principal, Role
from models.scope import scoped_session
from models.vault import Vault
from tests.conftest import FULL_FIGURES
from tests.figures import Figure
from tests.models.samples import a_company, an_opening

ROUNDS = 1000 if FULL_FIGURES else 20
OFFICERS = (Principal(Role.OFFICER, "account:a"), Principal(Role.OFFICER, "account:b"))


@pytest.fixture
def add(engine: Engine, vault: Vault) -> Callable[..., int]:
    def one(**fields: object) -> int:
        with make_session(engine, vault) as session:
            opening = an_opening(a_company(), **fields)
            session.add(opening)
            session.commit()
            return opening.id

    return one


@pytest.mark.slow
def test_two_officers_want_the_last_place(
    engine: Engine, vault: Vault, add: Callable[..., int], figure: Figure
) -> None:
    opening = add(headcount=1)
    both = Barrier(2)

    def take(officer: Principal) -> list[bool]:
        taken = []
        for number in range(ROUNDS):
            both.wait()
            with scoped_session(engine, vault, officer) as session:
                try:
                    reserve_vacancy(session, opening)
                except NoVacancy:
                    taken.append(False)
                else:
                    session.commit()
                    taken.append(True)
            both.wait()
            if officer is OFFICERS[0]:  # one place is free again
                with make_session(engine, vault) as session:
                    row = session.get_one(Opening, opening)
                    assert row.filled == row.headcount == number + 1
                    row.headcount = row.filled + 1
                    session.commit()
            both.wait()
        return taken

    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(take, OFFICERS)
    assert [a + b for a, b in zip(one, other, strict=True)] == [1] * ROUNDS
    figure(1, f"{ROUNDS} last places wanted by two officers: one got each")


@pytest.mark.parametrize(
    "fields",
    [{"filled": 1}, {"status": OpeningStatus.WITHDRAWN}, {"status": OpeningStatus.WAITING}],
)
def test_what_is_full_or_not_open_has_no_place(
    engine: Engine, vault: Vault, add: Callable[..., int], fields: dict[str, object]
) -> None:
    opening = add(**fields)
    with make_session(engine, vault) as session:
        with pytest.raises(NoVacancy):
            reserve_vacancy(session, opening)
        assert session.scalars(select(Opening.version)).one() == 1


def test_a_place_that_is_taken_shows_in_version_and_revision(
    engine: Engine, vault: Vault, add: Callable[..., int]
) -> None:
    opening = add(headcount=2)
    with make_session(engine, vault) as session:
        before = session.scalars(select(Opening.revision)).one()
        reserve_vacancy(session, opening)
        session.commit()
        row = session.get_one(Opening, opening)
        assert (row.filled, row.version) == (1, 2)
        assert row.revision > before
