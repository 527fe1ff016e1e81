"""Whoever is erased cannot be read from the household either, were they its head and it was paid."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.import_plan import Plan
from api.services.imports.known_households import KnownHouseholds
from api.services.rights.erase_student import erase_student
from models.blind_index import id_number_index
from models.data_key import DataKey
from models.erasure import ErasureReason
from models.household import Household
from models.principal import Principal
from models.queries import households
from models.queries.relief import year_figures
from models.relief_payment import ReliefPayment, ReliefPurpose
from models.student import Student
from models.tables import METADATA
from models.vault import Vault
from tests.api.services.whole_life import CANARIES_OF_ONE, NOW, PLAIN, SAID, a_whole_life
from tests.models.samples import a_student

OPERATOR = Principal.operator("test")


def head_of_household(session: Session, vault: Vault) -> tuple[Student, Household]:
    """A student who heads the household, and the household was paid."""
    student = a_whole_life(session, vault)
    household = student.household
    assert household is not None
    household.head, household.head_id_number = student.name, student.id_number
    household.head_id_number_blind = id_number_index(vault, student.id_number)
    paid = {"purpose": ReliefPurpose.LIVING, "paid_on": date(2026, 3, 1), "decision": PLAIN, "note": SAID}
    session.add(ReliefPayment(household=household, amount=100, **paid))
    session.scalars(select(ReliefPayment)).first().decision = PLAIN  # type: ignore[union-attr]
    session.commit()
    return student, household


def erase(session: Session, student: Student) -> None:
    erase_student(Acting(session, OPERATOR, NOW), student, ErasureReason.REQUEST)
    session.commit()
    session.expire_all()


def told(session: Session) -> str:
    return "\n".join(
        str(tuple(row)) for table in METADATA.tables.values() for row in session.execute(select(table))
    )


def test_a_household_of_one_is_nobodys_and_its_ledger_adds_up(session: Session, vault: Vault) -> None:
    student, household = head_of_household(session, vault)
    number_blind, ref = household.number_blind, household.ref
    before = year_figures(session, 2026)
    erase(session, student)
    assert session.scalars(select(DataKey.owner).where(DataKey.owner == ref)).all() == []
    assert (household.number, household.head, household.head_id_number) == ("", None, None)
    assert household.head_id_number_blind is None
    assert household.number_blind != number_blind
    payments = session.scalars(select(ReliefPayment)).all()
    assert [(each.household, each.decision, each.note) for each in payments] == [(household, None, None)] * 2
    assert year_figures(session, 2026) == before
    assert [name for name, words in CANARIES_OF_ONE.items() if words in told(session)] == []
    assert households.get(session, ref) is None
    known = KnownHouseholds(session, Plan(), [])
    assert (known.by_number, known.by_head) == ({}, {})


def test_of_a_household_with_other_children_only_the_head_goes(session: Session, vault: Vault) -> None:
    student, household = head_of_household(session, vault)
    session.add(a_student(vault, id_number="320205200609019024", household=household))
    session.commit()
    erase(session, student)
    assert (household.number, household.head, household.head_id_number) == (SAID, None, None)
    assert household.head_id_number_blind is None
    payments = session.scalars(select(ReliefPayment).order_by(ReliefPayment.id)).all()
    assert [(each.household, each.decision, each.note) for each in payments] == [
        (household, None, None),  # the student's own
        (household, PLAIN, SAID),
    ]


def test_another_head_stays_with_the_other_children(session: Session, vault: Vault) -> None:
    student, household = head_of_household(session, vault)
    household.head, household.head_id_number = "冯大山", "320205197001011236"
    household.head_id_number_blind = id_number_index(vault, "320205197001011236")
    session.add(a_student(vault, id_number="320205200609019024", household=household))
    session.commit()
    erase(session, student)
    assert (household.head, household.head_id_number) == ("冯大山", "320205197001011236")
    assert household.head_id_number_blind is not None


def test_what_the_household_got_for_the_students_term_is_blanked(session: Session, vault: Vault) -> None:
    student, household = head_of_household(session, vault)
    session.add(a_student(vault, id_number="320205200609019024", household=household))
    for payment in session.scalars(select(ReliefPayment).where(ReliefPayment.term_id.is_not(None))):
        payment.household, payment.student, payment.note = household, None, SAID
    session.commit()
    erase(session, student)
    of_term = session.scalars(select(ReliefPayment).where(ReliefPayment.term_id.is_not(None))).all()
    assert [(each.household, each.decision, each.note) for each in of_term] == [(household, None, None)]
