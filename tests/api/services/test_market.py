"""What is on offer follows the registry: never stale, never laid out anew for little."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from api.services import snapshots as service
from api.services.layouts import code_fingerprint
from api.services.make_shortlist import shortlist_for_opening
from api.services.market import SNAPSHOTS_KEPT, Market
from matcher.candidate import Candidate
from matcher.cohort import Cohort
from matcher.columns import Columns
from matcher.index.index import Index
from matcher.policy import STANDARD
from matcher.ranking import EveryPair, Ranking
from matcher.records import Student
from matcher.results import Shortlist
from matcher.vocabulary import OpeningStatus
from models.change_counter import ChangeCounter
from models.company import Company
from models.data_key import DataKey
from models.engine import make_engine, make_session, sees_one_state
from models.errors import OutOfScope
from models.opening import Opening
from models.principal import Principal, Role
from models.queries.snapshots import load_openings, load_students, stream_openings, stream_students
from models.scope import scoped_session
from models.sealing import VAULT
from models.student import Student as StudentRow
from models.vault import Vault
from tests.conftest import FULL_FIGURES, Databases
from tests.models.samples import a_company, a_student, an_opening

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


@pytest.fixture
def district(engine: Engine, vault: Vault) -> Iterator[Session]:
    with make_session(engine, vault) as session:
        fill(session, Random(1), companies=4, openings=30)
        yield session


@pytest.fixture
def few_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small enough for small districts."""
    monkeypatch.setattr(service, "FEW", 8)


def _open(session: Session) -> None:
    session.add(some_opening(Random(2), session.scalars(select(Company)).all()[1], 1000))


def _fill(session: Session) -> None:
    for opening in session.scalars(select(Opening).limit(3)):
        opening.filled = opening.headcount


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
@pytest.mark.parametrize("change", [_open, _fill, _withdraw, _suspend, _rename, _remove, _replace, _empty])
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
    read = _reads(monkeypatch)
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
    read = _reads(monkeypatch)
    _fill(district)
    district.commit()
    check(market, district)
    assert len(read) == 3


@pytest.mark.usefixtures("few_changes")
def test_what_is_laid_out_is_shared_with_others(
    district: Session, market: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(market, district)
    read = _reads(monkeypatch)
    other = Market(tmp_path / "market", STANDARD)
    check(other, district)
    assert read == []
    _open(district)
    district.commit()
    for one in (market, other, Market(tmp_path / "market", STANDARD)):
        check(one, district)
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
        _fill(district)
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
            _fill(district)
            district.execute(update(Opening).values(wage_low=Opening.id))
            district.commit()
            check(market, district)
            assert market.cohort(district).students == ()
        check(market, reader)
        assert market.cohort(reader).students == ()


@pytest.mark.usefixtures("few_changes")
def test_a_layout_that_another_process_removes_is_passed_over(
    district: Session, market: Market, tmp_path: Path
) -> None:
    check(market, district)
    (tmp_path / "market" / f"{code_fingerprint()}-removed").symlink_to(tmp_path / "nowhere")
    check(Market(tmp_path / "market", STANDARD), district)


def _empty_files(folder: Path) -> None:
    for path in folder.glob("*.npy"):
        path.write_bytes(b"")


def _forget_words(folder: Path) -> None:
    (folder / "columns.json").write_text("[]")


def _forget_wages(folder: Path) -> None:
    wages = np.load(folder / "wage_low.npy")
    np.save(folder / "wage_low.npy", np.zeros_like(wages))


def _lose_rows(folder: Path) -> None:
    np.save(folder / "numbers.npy", np.load(folder / "numbers.npy")[:-1])


def _lose_digests(folder: Path) -> None:
    (folder / "digests.json").unlink()


@pytest.mark.usefixtures("few_changes")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("spoil", [_empty_files, _forget_words, _forget_wages, _lose_rows, _lose_digests])
def test_what_is_spoilt_is_laid_out_anew(
    district: Session, market: Market, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    check(market, district)
    (folder,) = (tmp_path / "market").iterdir()
    spoil(folder)
    check(Market(tmp_path / "market", STANDARD), district)
    shutil.rmtree(tmp_path / "market")
    check(Market(tmp_path / "market", STANDARD), district)


@pytest.mark.usefixtures("few_changes")
def test_where_nothing_can_be_saved_the_answers_are_the_same(district: Session, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    check(Market(tmp_path / "file" / "market", STANDARD), district)


@pytest.mark.usefixtures("few_changes")
def test_only_the_newest_layout_is_kept(district: Session, market: Market, tmp_path: Path) -> None:
    for number in range(3):
        for opening in district.scalars(select(Opening)):
            opening.wage_low = 3000 + number
        district.commit()
        check(market, district)
    assert len(list((tmp_path / "market").iterdir())) == 1


@pytest.mark.slow
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_random_edits_leave_what_a_fresh_index_would_be(
    district: Session, market: Market, few_changes: None
) -> None:
    """Openings are opened, filled, expired, changed and removed, a few to a transaction."""
    chance, edits, number = Random(2026), 100_000 if FULL_FIGURES else 2_000, 5000
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


def _reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the openings that are read from now on."""
    read: list[int] = []

    def streamed(session: Session, numbers: list[int]) -> Iterator[tuple[int, object]]:
        for number, opening in stream_openings(session, numbers):
            read.append(number)
            yield number, opening

    monkeypatch.setattr(service, "stream_openings", streamed)
    return read


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
