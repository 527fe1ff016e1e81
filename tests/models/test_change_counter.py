"""Whatever changes what the matcher sees leaves a number that nobody has seen before."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from models.company import Company
from models.engine import make_session
from models.opening import Opening
from models.queries.snapshots import freshness
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_company, a_student, an_opening


@pytest.fixture
def session(engine: Engine, vault: Vault) -> Session:
    with make_session(engine, vault) as session:
        session.add_all([an_opening(a_company(), headcount=3), a_student(vault)])
        session.commit()
        return session


def _fill(session: Session) -> None:
    session.scalars(select(Opening)).one().filled += 1


def _fill_by_statement(session: Session) -> None:
    session.execute(update(Opening).values(filled=1))


def _move_company(session: Session) -> None:
    session.scalars(select(Company)).one().place = "320205"


def _teach(session: Session) -> None:
    session.scalars(select(Student)).one().skills = ["焊接"]


@pytest.mark.parametrize(
    ("change", "table"),
    [(_fill, Opening), (_fill_by_statement, Opening), (_move_company, Company), (_teach, Student)],
)
def test_a_change_is_numbered_after_all_that_was_seen(
    session: Session, change: Callable[[Session], None], table: type[Opening | Company | Student]
) -> None:
    seen = freshness(session)
    assert session.scalars(select(table.revision)).one() <= seen
    change(session)
    session.commit()
    assert session.scalars(select(table.revision)).one() == freshness(session) > seen


def test_what_goes_raises_the_counter_too(session: Session) -> None:
    seen = freshness(session)
    session.delete(session.scalars(select(Opening)).one())
    session.commit()
    gone = freshness(session)
    session.execute(delete(Company))
    session.commit()
    assert seen < gone < freshness(session)


def test_looking_raises_nothing(session: Session) -> None:
    seen = freshness(session)
    company = session.scalars(select(Company)).one()
    company.name = str(company.name)
    session.commit()
    assert freshness(session) == seen


def test_what_is_rolled_back_was_never_numbered(session: Session) -> None:
    seen = freshness(session)
    _fill(session)
    session.flush()
    session.rollback()
    assert freshness(session) == seen
