from datetime import date

import pytest
from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.orm import Session

from matcher.vocabulary import Demand, HardshipCategory
from models.base import new_ref
from models.blind_index import id_number_index, name_index
from models.data_key import DataKey
from models.engine import make_session
from models.errors import DataKeyMissing, SealBroken, VaultMissing, WrongKey
from models.hardship import Hardship
from models.household import Household
from models.sealing import new_data_key, seal_row
from models.student import Student
from models.vault import Keys, Vault
from tests.models.samples import ID_NUMBER, a_student


def test_a_new_student_reads_in_clear_before_and_after_it_is_stored(session: Session, vault: Vault) -> None:
    student = a_student(vault, limits=[Demand.NOISE, Demand.LIFTING])
    assert student.name == "云小星"
    session.add(student)
    assert student.name == "云小星"
    session.commit()
    assert (student.name, student.birth_date) == ("云小星", date(2006, 9, 1))
    assert student.limits == ["lifting", "noise"]
    assert student.phone is None


def test_a_reloaded_student_reads_in_clear(engine: Engine, vault: Vault) -> None:
    with make_session(engine, vault) as session:
        session.add(a_student(vault))
        session.commit()
    with make_session(engine, vault, read_only=True) as session:
        student = session.scalars(select(Student)).one()
        assert student.id_number == ID_NUMBER
        assert student.hardships[0].category == HardshipCategory.ORPHAN
        assert student.hardships[0].words == "孤儿"


def test_changing_a_sealed_field_is_an_edit(session: Session, vault: Vault) -> None:
    student = a_student(vault)
    session.add(student)
    session.commit()
    student.phone = "10000000000"
    session.commit()
    assert (student.phone, student.version) == ("10000000000", 2)
    student.phone = None
    session.commit()
    assert student.phone_sealed is None


def test_a_hardship_may_be_added_to_a_stored_student(session: Session, vault: Vault) -> None:
    student = a_student(vault, hardships=[])
    session.add(student)
    session.commit()
    session.add(Hardship(student=student, category=HardshipCategory.DISABILITY))
    session.commit()
    assert [hardship.category for hardship in student.hardships] == ["disability"]


def test_none_and_an_empty_list_of_limits_stay_apart(session: Session, vault: Vault) -> None:
    student = a_student(vault, limits=[])
    session.add(student)
    session.commit()
    assert student.limits == []
    student.limits = None
    session.commit()
    assert student.limits is None


def test_each_subject_has_a_key_of_its_own(session: Session, vault: Vault) -> None:
    household = Household(number="H-1", number_blind=b"1", head="云大星")
    session.add_all([a_student(vault, household=household), a_student(vault, id_number="another")])
    session.commit()
    keys = session.scalars(select(DataKey)).all()
    assert len({key.wrapped_key for key in keys}) == 3
    assert {key.key_id for key in keys} == {vault.key_id}


def test_without_a_vault_nothing_opens(engine: Engine, vault: Vault) -> None:
    with make_session(engine, vault) as session:
        session.add(a_student(vault))
        session.commit()
    with make_session(engine, None) as session:
        student = session.scalars(select(Student)).one()
        with pytest.raises(VaultMissing):
            _ = student.name


def test_without_a_vault_nothing_is_stored(engine: Engine, vault: Vault) -> None:
    with make_session(engine, None) as session:
        session.add(a_student(vault))
        with pytest.raises(VaultMissing):
            session.commit()


def test_another_master_key_opens_nothing(engine: Engine, vault: Vault) -> None:
    with make_session(engine, vault) as session:
        session.add(a_student(vault))
        session.commit()
    with make_session(
        engine, Vault(Keys(master=b"x" * 32, blind_index=b"b" * 32, pepper=b"p" * 32))
    ) as session:
        student = session.scalars(select(Student)).one()
        with pytest.raises(WrongKey):
            _ = student.name


def test_a_value_moved_to_another_row_does_not_open(session: Session, vault: Vault) -> None:
    student = a_student(vault, phone="10000000000", guardian_phone="10000000001")
    session.add(student)
    session.commit()
    student.guardian_phone_sealed = student.phone_sealed
    with pytest.raises(SealBroken):
        _ = student.guardian_phone


def test_a_destroyed_key_erases_the_subject(session: Session, vault: Vault) -> None:
    session.add(a_student(vault))
    session.commit()
    session.execute(delete(DataKey))
    session.expunge_all()
    student = session.scalars(select(Student)).one()
    with pytest.raises(DataKeyMissing):
        _ = student.name


def test_deleting_a_student_destroys_the_key(session: Session, vault: Vault) -> None:
    student = a_student(vault)
    session.add(student)
    session.commit()
    session.delete(student)
    session.commit()
    assert session.scalars(select(DataKey)).all() == []
    assert session.scalars(select(Hardship)).all() == []


def test_rows_sealed_in_bulk_read_like_the_others(session: Session, vault: Vault) -> None:
    ref = new_ref()
    box, key = new_data_key(vault, ref)
    clear = {"id_number": ID_NUMBER, "name": "云小星", "birth_date": date(2006, 9, 1), "phone": None}
    blind = {"id_number_blind": id_number_index(vault, ID_NUMBER), "name_blind": name_index(vault, "云小星")}
    session.execute(insert(DataKey), [key])
    session.execute(insert(Student), [{"ref": ref} | blind | seal_row(Student, box, ref, clear)])
    student = session.scalars(select(Student)).one()
    assert (student.name, student.birth_date, student.phone) == ("云小星", date(2006, 9, 1), None)
    assert student.skills == []
