import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.engine import make_session
from models.errors import WrongKey
from models.queries.keys import check_keys
from models.vault import Keys, Vault
from tests.models.samples import a_student


def test_any_keys_fit_an_empty_registry(session: Session) -> None:
    check_keys(session)


def test_the_keys_of_the_registry_fit(session: Session, vault: Vault) -> None:
    session.add(a_student(vault))
    session.commit()
    check_keys(session)


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        (Keys(b"x" * 32, b"b" * 32, b"p" * 32), "master"),
        (Keys(b"m" * 32, b"x" * 32, b"p" * 32), "blind_index"),
    ],
)
def test_other_keys_are_refused_by_name(engine: Engine, vault: Vault, keys: Keys, wrong: str) -> None:
    with make_session(engine, vault) as session:
        session.add(a_student(vault))
        session.commit()
    with make_session(engine, Vault(keys), read_only=True) as session:
        with pytest.raises(WrongKey) as caught:
            check_keys(session)
        assert caught.value.params == {"key": wrong}
