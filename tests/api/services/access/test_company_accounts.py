"""An officer looks after a company's accounts, and reaches no other."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from api.services.access.accounts import AccountError, create_account
from api.services.access.company_accounts import (
    accounts_of_company,
    find_account,
    give_account,
    renew_password,
    shut_account,
)
from api.services.access.passwords import is_password
from api.services.acting import Acting
from models.company import Company
from models.engine import make_session
from models.principal import Principal, Role
from models.scope import scoped_session
from models.vault import Vault
from tests.models.samples import a_company

NOW = datetime(2026, 11, 1, tzinfo=UTC)
OFFICER = Principal(Role.OFFICER, "account:wang")
World = tuple[Acting, Company, Company]


@pytest.fixture
def world(engine: Engine, vault: Vault) -> Iterator[World]:
    """An officer's session, and two companies of which the second has an account already."""
    with make_session(engine, vault) as session:
        ours, theirs = (
            a_company(name, uscc=code * 18, verified=True) for name, code in (("云", "1"), ("雨", "2"))
        )
        session.add_all([ours, theirs])
        create_account(Acting(session, OFFICER, NOW), "yu", Role.COMPANY, company=theirs)
        create_account(Acting(session, OFFICER, NOW), "wang", Role.OFFICER)
        session.commit()
        numbers = ours.id, theirs.id
    with scoped_session(engine, vault, OFFICER) as session:
        ours, theirs = (session.get_one(Company, number) for number in numbers)
        yield Acting(session, OFFICER, NOW), ours, theirs


def test_a_company_is_given_an_account(world: World) -> None:
    acting, ours, _ = world
    account, password = give_account(acting, ours, " Yun ", display_name="云某")
    assert (account.login, account.role, account.company) == ("yun", Role.COMPANY, ours)
    assert is_password(account.password_hash, password)
    assert list(accounts_of_company(acting, ours)) == [account]
    again = renew_password(acting, account)
    assert not is_password(account.password_hash, password)
    assert is_password(account.password_hash, again)
    shut_account(acting, account, "人员离职")
    assert account.disabled_at == NOW
    acting.session.commit()


def test_an_account_of_another_is_not_found(world: World) -> None:
    acting, ours, theirs = world
    (other,) = accounts_of_company(acting, theirs)
    assert find_account(acting, ours, other.ref) is None
    assert find_account(acting, theirs, other.ref) is other


def test_nothing_opens_to_who_is_suspended_or_unknown(world: World) -> None:
    acting, ours, theirs = world
    ours.suspend("拖欠工资", NOW)
    theirs.verified = False
    for company, code in ((ours, "COMPANY_SUSPENDED"), (theirs, "COMPANY_UNVERIFIED")):
        with pytest.raises(AccountError) as refused:
            give_account(acting, company, "yun")
        assert refused.value.code == code
