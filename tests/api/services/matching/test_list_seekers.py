import pytest
from sqlalchemy import Engine

from api.services.matching.list_seekers import list_seekers
from models.engine import make_session
from models.vault import Vault
from tests.small_district import fill


def test_only_seekers_are_listed_and_found(engine: Engine, vault: Vault) -> None:
    fill(engine, vault)
    with make_session(engine, vault, read_only=True) as session:
        assert [student.name for student in list_seekers(session).items] == ["赵小满"]
        assert [student.name for student in list_seekers(session, "小满").items] == ["赵小满"]
        assert list_seekers(session, "立夏").total == 0


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nobody_is_a_page_too(engine: Engine, vault: Vault) -> None:
    with make_session(engine, vault, read_only=True) as session:
        page = list_seekers(session, page=3)
    assert (page.items, page.total, page.page) == ((), 0, 3)
