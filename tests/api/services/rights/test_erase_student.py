"""Whoever is erased is nowhere any more, and the figures are what they were."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.matching.market import Market
from api.services.not_possible import NotPossible
from api.services.reports.report_facts import load_facts
from api.services.rights.erase_student import erase_again, erase_student
from matcher.vocabulary import Evidence, ReferralState, StudentState
from models.audit import find_break
from models.audit_event import AuditEvent
from models.blanking import COUNTED
from models.company import Company
from models.data_dictionary import DATA_DICTIONARY, Care
from models.data_key import DataKey
from models.engine import empty_log, make_session
from models.erasure import Erasure, ErasureReason
from models.errors import DataKeyMissing
from models.hardship import Hardship
from models.household import Household
from models.match_run import MatchRunList
from models.personal_link import PersonalLink
from models.placement import Placement
from models.principal import Principal
from models.queries import students
from models.queries.consents import open_consents
from models.queries.relief import relief_figures
from models.queries.rows_about import OF_OWN, OWN, rows_about
from models.queries.snapshots import load_students
from models.referral import Referral
from models.relief_payment import ReliefPayment
from models.sealing import SealedRow, sealed_fields
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student
from models.tables import METADATA, TABLES
from models.vault import Vault
from tests.api.services.registry_desk import Desk, count
from tests.api.services.registry_desk import student as row_of_student
from tests.api.services.whole_life import CANARIES_OF_ONE, NOW, PLAIN, a_whole_life
from tests.canaries import CANARIES, search_files
from tests.figures import Figure
from tests.models.samples import a_student

OPERATOR = Principal.operator("test")
ADDED_TO = {"consents", "placement_proofs"}  # the database refuses changes: there the key alone is gone
GONE = {
    "hardships",
    "match_run_lists",
    "plan_orders",
    "plan_items",
    "households",
    "shortlists",
    "shortlist_items",
    "data_keys",
}
REQUEST = ErasureReason.REQUEST
ROOT = Path(__file__).parents[4]


@pytest.fixture
def student(session: Session, vault: Vault) -> Student:
    return a_whole_life(session, vault)


def erase(session: Session, student: Student, **options: Any) -> None:
    erase_student(Acting(session, OPERATOR, NOW), student, REQUEST, **options)
    session.commit()


def table_of(row_class: Any) -> str:
    return str(row_class.__tablename__)


def counts(session: Session) -> dict[str, int]:
    return {table_of(each): session.scalars(select(func.count()).select_from(each)).one() for each in TABLES}


def test_every_table_about_students_is_known(session: Session, student: Student) -> None:
    named = {each.name for each in METADATA.tables.values() if _refers(each, {"students"})}
    assert named == {*map(table_of, OWN), "relief_payments"}
    belongs = {each.name for each in METADATA.tables.values() if _refers(each, named)} - named
    assert belongs == set(map(table_of, OF_OWN))
    rows = rows_about(session, student)
    assert [table_of(table) for table, found in rows.items() if not found] == []


def _refers(table: Any, names: set[str]) -> bool:
    return any(key.column.table.name in names for key in table.foreign_keys)


def test_nothing_sealed_is_left_and_no_key_would_open_it(session: Session, student: Student) -> None:
    erase(session, student)
    assert session.scalars(select(DataKey.owner).where(DataKey.owner == student.ref)).all() == []
    for table in TABLES:
        if issubclass(table, SealedRow) and table_of(table) not in ADDED_TO:
            for row in session.scalars(select(table)):
                if row.key_owner() is student:
                    left = [getattr(row, field.column) for field in sealed_fields(table).values()]
                    assert set(left) <= {None, b""}, table
    for name, care in DATA_DICTIONARY["students"].items():
        if care is Care.PERSONAL and name not in COUNTED and not name.endswith("_blind"):
            assert getattr(student, name) in (None, []), name
    assert student.state is StudentState.LEFT_PROGRAMME
    assert student.place == "320205"


def test_what_can_still_be_read_of_them_is_empty_and_what_cannot_is_refused(
    session: Session, student: Student
) -> None:
    erase(session, student)
    assert (student.name, student.id_number, student.phone, student.limits) == ("", "", None, None)
    with pytest.raises(DataKeyMissing):
        _ = student.birth_date
    for table in (Referral, Placement, Shortlist, ShortlistItem):
        for row in session.scalars(select(table)):
            assert {getattr(row, name) for name in sealed_fields(table)} == {None}
    for placement in session.scalars(select(Placement)):
        assert [proof.words for proof in placement.proofs] == [None]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_no_canary_is_left_in_the_files_of_the_database(
    session: Session, student: Student, engine: Engine, figure: Figure
) -> None:
    file = Path(engine.url.database or "")

    def found() -> list[Any]:
        return search_files(*sorted(file.parent.glob(f"{file.name}*")), canaries=CANARIES_OF_ONE)

    assert found() != []  # the plain words
    erase(session, student)
    session.close()
    assert empty_log(engine)
    assert found() == []
    figure(16, f"{len(CANARIES_OF_ONE)} canaries after one was erased: 0 in the database and its log")


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_no_canary_is_left_in_the_tables_that_an_operator_has_vacuumed(
    session: Session, student: Student, engine: Engine, figure: Figure
) -> None:
    def found() -> list[Any]:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as operator:
            operator.execute(text("CHECKPOINT"))
            database = "SELECT oid FROM pg_database WHERE datname = current_database()"
            where = text(f"SELECT current_setting('data_directory'), ({database})")
            folder, number = operator.execute(where).one()
        files = (each for each in Path(folder, "base", str(number)).iterdir() if each.is_file())
        return search_files(*sorted(files), canaries=CANARIES_OF_ONE)

    session.commit()
    assert found() != []  # the plain words
    erase(session, student)
    session.close()
    documented = re.search(r"`(VACUUM FULL [\w, ]+)`", (ROOT / "docs" / "rights.md").read_text("utf-8"))
    assert documented is not None
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as operator:
        operator.execute(text(documented[1]))
    assert found() == []
    figure(
        16, f"{len(CANARIES_OF_ONE)} canaries after one was erased and the tables were vacuumed: 0 in them"
    )


def test_no_row_of_any_table_holds_a_canary(session: Session, student: Student) -> None:
    def told() -> str:
        return "\n".join(
            str(tuple(row)) for table in METADATA.tables.values() for row in session.execute(select(table))
        )

    assert PLAIN in told()
    assert "HEALTH_LIMIT" not in told()  # why openings were refused is sealed from the first
    assert "HEALTH_LIMIT" in "".join(str(each.refused) for each in session.scalars(select(Shortlist)))
    erase(session, student)
    assert [name for name, words in CANARIES_OF_ONE.items() if words in told()] == []
    assert student.ref in told()


def test_figures_keep_their_counts(session: Session, student: Student) -> None:
    before = counts(session)
    placed = session.execute(select(Placement.evidence, Placement.started, Placement.ended)).all()
    paid = session.scalars(select(func.sum(ReliefPayment.amount))).one()
    erase(session, student)
    after = counts(session)
    kept = set(before) - GONE - {"audit_events", "erasures", "consent_withdrawals", "referral_moves"}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert session.execute(select(Placement.evidence, Placement.started, Placement.ended)).all() == placed
    assert session.scalars(select(func.sum(ReliefPayment.amount))).one() == paid
    assert [after[table_of(table)] for table in (Hardship, MatchRunList, Household)] == [0, 0, 0]
    assert (after["shortlists"], after["shortlist_items"]) == (1, 2)  # those that referrals followed from


def test_the_report_counts_what_it_counted(session: Session, student: Student, figure: Figure) -> None:
    before = load_facts(session, 2026, NOW.date())
    assert all((before.people, before.hires, before.introductions, before.services, before.terms))
    erase(session, student)
    after = load_facts(session, 2026, NOW.date())
    assert (after.hires, after.introductions, after.services) == (
        before.hires,
        before.introductions,
        before.services,
    )
    for name in ("number", "education", "completion", "graduation", "fields"):
        values = [[getattr(person, name) for person in facts.people] for facts in (before, after)]
        assert values[0] == values[1], name
    sums = [[(term.due, term.paid, term.gap) for term in facts.terms] for facts in (before, after)]
    assert sums[0] == sums[1]
    assert relief_figures(after.relief) == relief_figures(before.relief)
    assert after.fund == before.fund
    figure(16, "after one was erased the report counts the same placements, services, aid and relief")


def test_nothing_goes_on(session: Session, student: Student) -> None:
    erase(session, student)
    assert set(session.scalars(select(Referral.state))) == {ReferralState.HIRED, ReferralState.WITHDRAWN}
    companies = session.scalars(select(Company.id))
    assert [open_consents(session, student.id, each) for each in companies.all()] == [[], [], []]
    assert session.scalars(select(PersonalLink.revoked_at)).all() == [NOW]
    assert session.scalars(select(Shortlist)).all() != []


def test_nobody_finds_or_matches_them(session: Session, student: Student, market: Market) -> None:
    ref, number = student.ref, CANARIES["ID number"]
    assert [each.ref for each in load_students(session)] == [ref]
    erase(session, student)
    for words in ("", ref, number, CANARIES["name"], CANARIES["phone"], PLAIN):
        assert students.find(session, words).total == 0
    assert (students.get(session, ref), students.reference(session, ref)) == (None, None)
    assert students.count(session) == 0
    assert load_students(session) == load_students(session, [ref]) == []


def test_the_same_number_later_is_somebody_new(
    session: Session, student: Student, engine: Engine, vault: Vault, tmp_path: Path
) -> None:
    erase(session, student)
    session.close()
    known = row_of_student(姓名=CANARIES["name"], 身份证号=CANARIES["ID number"])
    result = Desk(engine, vault, tmp_path).students(known)
    for file in tmp_path.iterdir():
        file.unlink()  # or the run finds them there
    assert (count(result), result.not_in_file) == ("1/0/0/0/0", 0)


def test_the_trail_keeps_an_opaque_reference(session: Session, student: Student) -> None:
    erase(session, student)
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (event.act, event.subject_ref, event.details) == (
        "student.erased",
        student.ref,
        {"reason": "request"},
    )
    assert find_break(session) is None
    assert session.get_one(Erasure, student.ref).reason is REQUEST


def test_nobody_is_erased_twice(session: Session, student: Student) -> None:
    erase(session, student)
    with pytest.raises(NotPossible, match="ALREADY_ERASED"):
        erase(session, student)


def test_whoever_is_employed_is_erased_only_on_purpose(session: Session, student: Student) -> None:
    begun = {"started": date(2026, 10, 2), "evidence": Evidence.CONTRACT, "employer": PLAIN}
    placement = Placement(student=student, recorded_at=NOW, recorded_by="account:a", **begun)
    session.add(placement)
    session.commit()
    with pytest.raises(NotPossible, match="STILL_PLACED"):
        erase(session, student)
    session.rollback()
    assert student.name == CANARIES["name"]
    erase(session, student, placed=True)
    assert (placement.ended, placement.employer) == (None, None)


def test_a_household_stays_with_its_other_children_and_without_this_one(
    session: Session, student: Student, vault: Vault
) -> None:
    household = student.household
    session.add(a_student(vault, id_number="320205200609019024", household=household))
    session.commit()
    erase(session, student)
    assert student.household is None
    assert session.scalars(select(Household)).all() == [household]
    (paid,) = session.scalars(select(ReliefPayment))
    assert (paid.household, paid.student, paid.note) == (household, None, None)


def test_a_restored_backup_is_put_right(
    session: Session, student: Student, engine: Engine, vault: Vault
) -> None:
    """As if the database were one of before: the list of the erased comes from elsewhere."""
    ref = student.ref
    session.close()
    with make_session(engine, vault) as restored:
        done = erase_again(Acting(restored, OPERATOR, NOW), [ref, "a" * 26])
        assert done == [ref]
        assert erase_again(Acting(restored, OPERATOR, NOW), done) == []
        assert [each.is_erased for each in restored.scalars(select(Student))] == [True]
        restored.rollback()
