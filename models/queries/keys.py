"""Whether the keys at hand are the ones that this database was sealed with."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.blind_index import id_number_index
from models.data_key import DataKey
from models.errors import WrongKey
from models.sealing import vault_of
from models.student import Student


def check_keys(session: Session) -> None:
    """Raise WrongKey unless both keys fit; to be asked before anything is looked for or written.

    Another master key would seal new rows that open with no old key; another blind-index key would find
    nobody, and take every known student for a new one.
    """
    vault = vault_of(session)
    if session.scalars(select(exists().where(DataKey.key_id != vault.key_id))).one():
        raise WrongKey(key="master")
    sealed = select(Student).join(DataKey, DataKey.owner == Student.ref)  # an erased student opens with none
    student = session.scalars(sealed.order_by(Student.id).limit(1)).one_or_none()
    if student is not None and student.id_number_blind != id_number_index(vault, student.id_number):
        raise WrongKey(key="blind_index")
