"""What is on offer follows the registry: never stale, never laid out anew for little."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from api.services.matching import snapshots as service
from api.services.matching.make_shortlist import shortlist_for_opening
from api.services.matching.market import SNAPSHOTS_KEPT, Market
from matcher.cohort import Cohort
from matcher.policy import STANDARD
from matcher.results import Shortlist
from matcher.vocabulary import OpeningStatus
from models.change_counter import ChangeCounter
from models.company import Company
from models.data_key import DataKey
from models.engine import make_engine, make_session
from models.errors import OutOfScope
from models.opening import Opening
from models.principal import Principal, Role
from models.queries.snapshots import load_openings, load_students, stream_students
from models.scope import scoped_session
from models.student import Student as StudentRow
from models.vault import Vault
from tests.api.services.matching.live_market import (
    MOMENT,
    TODAY,
    check,
    check_answers,
    fill,
    fill_three,
    open_one,
    reading,
    reads_of_openings,
    some_opening,
)
from tests.conftest import FULL_FIGURES, Databases
from tests.models.samples import a_company, a_student, an_opening


def _withdraw(session: Session) -> None:
    session.scalars(select(Opening).limit(1)).one().status = OpeningStatus.WITHDRAWN


def _suspend(session: Session) -> None:
    session.scalars(select(Company).limit(1)).one().suspend("欠薪", MOMENT)


def _rename(session: Session) -> None:
    session.scalars(select(Company).limit(1)).one().name_key = "改名"


def _remove(session: Session) -> None:
    session.delete(session.scalars(select(Opening).limit(1)).one())


def _replace(session: Session) -> None:
    """As many as before, and other ones."""
    gone = session.scalars(select(Opening).limit(1)).one()
    session.delete(gone)
    session.add(some_opening(Random(3), gone.company, 1001))


def _empty(session: Session) -> None:
    session.execute(delete(Opening))


@pytest.mark.usefixtures("few_changes")
@pytest.mark.parametrize(
    "change", [open_one, fill_three, _withdraw, _suspend, _rename, _remove, _replace, _empty]
)
def test_every_change_shows_at_once(
    district: Session, market: Market, change: Callable[[Session], None]
) -> None:
    check(market, district)
    change(district)
    district.commit()
    check(market, district)


def test_a_change_of_students_lays_out_nothing(
    district: Session, market: Market, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(market, district)
    read = reads_of_openings(monkeypatch)
    district.add(a_student(vault))
    district.commit()
    district.scalars(select(StudentRow)).one().skills = ["焊接"]
    district.commit()
    check(market, district)
    assert read == []


def test_only_what_changed_is_read(
    district: Session, market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(market, district)
    read = reads_of_openings(monkeypatch)
    fill_three(district)
    district.commit()
    check(market, district)
    assert len(read) == 3


@pytest.mark.usefixtures("few_changes")
def test_of_another_database_nothing_is_taken_over(
    district: Session, market: Market, vault: Vault, databases: Databases
) -> None:
    check(market, district)
    with databases.fresh() as url:
        engine = make_engine(url)
        with make_session(engine, vault) as session:
            fill(session, Random(5), companies=4, openings=30)
            check(market, session)
        engine.dispose()
    check(market, district)


def test_a_reader_is_answered_from_what_it_sees(
    district: Session, market: Market, engine: Engine, vault: Vault
) -> None:
    with make_session(engine, vault, read_only=True) as reader:
        check(market, reader)
        fill_three(district)
        district.commit()
        check(market, district)
        check(market, reader)
        reader.rollback()
        check(market, reader)


def test_a_writer_is_answered_from_what_others_commit_meanwhile_and_nobody_else_is(
    district: Session, market: Market, engine: Engine, vault: Vault
) -> None:
    check_answers(market, district)
    district.commit()
    with make_session(engine, vault) as writer:
        check_answers(market, writer)
        assert market.cohort(writer).students == ()
    check(market, district)


def test_an_erased_student_is_ranked_no_more(session: Session, market: Market, vault: Vault) -> None:
    erased, kept = a_student(vault), a_student(vault, id_number="320205200609012229")
    session.add_all([erased, kept])
    session.commit()
    with reading(session) as reader:
        assert len(market.cohort(reader)) == 2
    session.delete(session.get_one(DataKey, erased.ref))
    session.commit()
    for one in (market, Market(Path(), STANDARD)):
        with reading(session) as reader:
            assert [student.ref for student in one.cohort(reader).students] == [kept.ref]


def test_histories_that_part_while_the_clock_is_behind_are_told_apart(
    district: Session, market: Market
) -> None:
    ahead = time.time_ns() // 1000 + 10**12
    district.execute(update(ChangeCounter).values(value=ahead))
    district.commit()
    for wage in (3000, 5000):  # the second as if the first had never been: from a backup
        district.execute(update(Opening).values(wage_low=wage))
        district.commit()
        check(market, district)
        district.execute(update(ChangeCounter).values(value=ahead))
        district.commit()


def test_a_slow_reader_is_answered_though_much_has_changed_since(
    district: Session, market: Market, engine: Engine, vault: Vault
) -> None:
    with make_session(engine, vault, read_only=True) as reader:
        load_openings(reader)
        for _ in range(2 * SNAPSHOTS_KEPT):
            fill_three(district)
            district.execute(update(Opening).values(wage_low=Opening.id))
            district.commit()
            check(market, district)
            assert market.cohort(district).students == ()
        check(market, reader)
        assert market.cohort(reader).students == ()


@pytest.mark.slow
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_random_edits_leave_what_a_fresh_index_would_be(
    district: Session, market: Market, few_changes: None
) -> None:
    """Openings are opened, filled, expired, changed and removed, a few to a transaction."""
    chance, edits, number = Random(2026), 100_000 if FULL_FIGURES else 1_000, 5000
    companies = district.scalars(select(Company)).all()
    while edits > 0:
        known = district.scalars(select(Opening).where(Opening.status == OpeningStatus.OPEN)).all()
        some = chance.sample(known, min(len(known), chance.randint(1, 20)))
        edits -= len(some) + 1
        number += 1
        district.add(some_opening(chance, chance.choice(companies), number))
        for opening in some:
            match chance.randrange(6 if len(known) < 60 else 8):
                case 0:
                    opening.filled = chance.randint(0, opening.headcount)
                case 1:
                    opening.valid_to = TODAY + timedelta(days=chance.randint(-3, 30))
                case 2:
                    opening.wage_low = chance.choice([None, 3000, 5000])
                case 3:
                    opening.occupation = chance.choice(["6-18-02-04", "2-06-03-00", None])
                case 4:
                    opening.external_ref = f"{number}-{opening.id}"
                case 5:
                    if chance.randrange(2):
                        opening.company.suspend("欠薪", MOMENT)
                    else:
                        opening.company.resume()
                case _:
                    district.delete(opening)
        district.commit()
        check(market, district)


def test_students_follow_the_registry_and_only_those_who_changed_are_opened(
    session: Session, market: Market, vault: Vault, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check_cohort(asking: Session) -> None:
        with reading(asking) as reader:
            everybody = sorted(load_students(reader), key=lambda student: student.key)
            assert market.cohort(reader).students == tuple(everybody)
            assert market.cohort(reader).fingerprint == Cohort.of(everybody).fingerprint

    check_cohort(session)
    people = [a_student(vault, id_number=f"32020520060901{number:03}X") for number in range(4)]
    session.add_all(people)
    session.commit()
    check_cohort(session)
    opened: list[int] = []

    def streamed(asked: Session, numbers: list[int]) -> Iterator[tuple[int, object]]:
        for number, student in stream_students(asked, numbers):
            opened.append(number)
            yield number, student

    monkeypatch.setattr(service, "stream_students", streamed)
    with make_session(engine, vault, read_only=True) as reader:
        check_cohort(reader)
        people[1].skills, gone = ["焊接"], people[2]
        session.delete(gone)
        session.add(a_student(vault, id_number="320205200609012229"))
        session.commit()
        check_cohort(session)
        assert len(opened) == 2
        check_cohort(reader)


def test_without_openings_there_is_nothing(session: Session, market: Market) -> None:
    check(market, session)
    assert np.array_equal(market.ranking(session).parts[0].counted, [])


def test_a_street_officer_ranks_the_street_and_nobody_else_learns_of_students(
    engine: Engine, vault: Vault, market: Market
) -> None:
    with make_session(engine, vault) as session:
        opening = an_opening(a_company())
        session.add(opening)
        homes = ("320205001", "320205001", "320205002", None)
        for number, home in enumerate(homes):
            session.add(a_student(vault, id_number=f"32020520000901{number:03}X", place=home))
        session.commit()
        ref = opening.ref

    def shortlist(who: Principal) -> Shortlist:
        with scoped_session(engine, vault, who, read_only=True) as session:
            return shortlist_for_opening(session, market, ref, as_of=TODAY)

    whole = shortlist(Principal(Role.OFFICER, "a"))
    street = shortlist(Principal(Role.STREET_OFFICER, "b", area="320205001"))
    assert (whole.considered, street.considered) == (4, 2)
    assert [item.rank for item in street.items] == list(range(1, len(street.items) + 1))
    with pytest.raises(OutOfScope):
        shortlist(Principal(Role.COMPANY, "c", company=1))
