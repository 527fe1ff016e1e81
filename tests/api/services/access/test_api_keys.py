"""A key opens its owner's door for its time, and nothing else does."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from api.services.access.accounts import AccountError, create_account, disable_account, enable_account
from api.services.access.api_keys import (
    OVERLAP,
    find_holder,
    issue_key,
    live_keys,
    revoke_key,
    rotate_key,
)
from api.services.acting import Acting
from models.audit import write_recorded
from models.audit_event import AuditEvent
from models.company import Company
from models.principal import Principal, Role
from tests.models.samples import a_company

NOW = datetime(2026, 11, 1, tzinfo=UTC)
OPERATOR = Principal.operator("test")


@pytest.fixture
def company(session: Session) -> Company:
    company = a_company(uscc="91320205MA1XXXXX0A", verified=True)
    session.add(company)
    session.flush()
    return company


def issue(session: Session, owner: Company, **options: int) -> str:
    return issue_key(Acting(session, OPERATOR, NOW), owner, **options)[1]


def test_a_key_is_its_companys_and_found_by_one_query(
    session: Session, engine: Engine, company: Company
) -> None:
    key, words = issue_key(Acting(session, OPERATOR, NOW), company)
    number = company.id
    statements: list[str] = []
    session.flush()
    event.listen(engine, "before_cursor_execute", lambda *execution: statements.append(execution[2]))
    holder = find_holder(session, words, NOW)
    assert holder is not None
    assert len(statements) == 1
    who = holder.principal
    assert (who.role, who.company) == (Role.COMPANY, number)
    assert who.name == f"company:91320205MA1XXXXX0A/key:{key.ref}"
    assert words.encode() not in key.secret_mac


def test_a_key_ends_by_itself(session: Session, company: Company) -> None:
    words = issue(session, company, days=30)
    assert find_holder(session, words, NOW + timedelta(days=29)) is not None
    assert find_holder(session, words, NOW + timedelta(days=30)) is None


@pytest.mark.parametrize("days", [0, -1, 181])
def test_a_key_is_good_for_half_a_year_at_most(session: Session, company: Company, days: int) -> None:
    with pytest.raises(AccountError, match="KEY_DAYS"):
        issue(session, company, days=days)


def test_a_key_is_replaced_without_a_call_that_fails(session: Session, company: Company) -> None:
    old = issue(session, company)
    _, new = rotate_key(Acting(session, OPERATOR, NOW), company)
    changing, after = NOW + OVERLAP / 2, NOW + OVERLAP
    assert find_holder(session, old, changing) is not None
    assert find_holder(session, new, changing) is not None
    assert find_holder(session, old, after) is None
    assert find_holder(session, new, after) is not None


def test_there_are_two_keys_at_most(session: Session, company: Company) -> None:
    issue(session, company)
    words = issue(session, company)
    with pytest.raises(AccountError, match="KEYS_ENOUGH"):
        issue(session, company)
    first, _ = live_keys(session, company, NOW)
    revoke_key(Acting(session, OPERATOR, NOW), first.ref)
    issue(session, company)
    assert find_holder(session, words, NOW) is not None


def test_a_revoked_key_is_dead(session: Session, company: Company) -> None:
    key, words = issue_key(Acting(session, OPERATOR, NOW), company)
    revoke_key(Acting(session, OPERATOR, NOW), key.ref)
    assert find_holder(session, words, NOW) is None


def test_a_suspended_companys_keys_are_known_as_such_and_it_gets_none(
    session: Session, company: Company
) -> None:
    words = issue(session, company)
    company.suspend("欠薪", NOW)
    session.flush()
    holder = find_holder(session, words, NOW)
    assert holder is not None
    assert holder.suspended
    with pytest.raises(AccountError, match="COMPANY_SUSPENDED"):
        issue(session, company)
    company.resume()
    session.flush()
    holder = find_holder(session, words, NOW)
    assert holder is not None
    assert not holder.suspended


def test_an_accounts_key_acts_as_the_account_and_dies_with_it(session: Session) -> None:
    account, _ = create_account(Acting(session, OPERATOR, NOW), "wang", Role.STREET_OFFICER, area="320205001")
    _, words = issue_key(Acting(session, OPERATOR, NOW), account, read_only=True)
    holder = find_holder(session, words, NOW)
    assert holder is not None
    who = holder.principal
    assert (who.name, who.area, who.read_only) == ("account:wang", "320205001", True)
    disable_account(Acting(session, OPERATOR, NOW), account, "离职")
    assert find_holder(session, words, NOW) is None
    with pytest.raises(AccountError, match="ACCOUNT_DISABLED"):
        issue_key(Acting(session, OPERATOR, NOW), account)


def test_keys_of_a_disabled_account_stay_revoked_when_it_is_open_again(session: Session) -> None:
    account, _ = create_account(Acting(session, OPERATOR, NOW), "wang", Role.OFFICER)
    key, words = issue_key(Acting(session, OPERATOR, NOW), account)
    disable_account(Acting(session, OPERATOR, NOW), account, "泄露")
    assert key.revoked_at == NOW
    write_recorded(session)
    acts = session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)).all()
    assert acts[-2:] == ["account.disabled", "key.revoked"]
    enable_account(Acting(session, OPERATOR, NOW), account)
    assert find_holder(session, words, NOW) is None
    _, other = issue_key(Acting(session, OPERATOR, NOW), account)
    assert find_holder(session, other, NOW) is not None


def test_no_other_words_are_a_key(session: Session, company: Company) -> None:
    words = issue(session, company)
    other = issue(session, company)
    prefix, mode, ref, secret, checksum = words.split("_")
    *_, others_secret, _ = other.split("_")
    for wrong in (
        "",
        "_",
        words[:-1],
        words + "0",
        words.upper(),
        "_".join((prefix, mode, ref, others_secret, checksum)),
        "_".join((prefix, mode, "a" * 26, secret, checksum)),
        f"x{words}",
    ):
        assert find_holder(session, wrong, NOW) is None, wrong


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_secret_with_a_right_checksum_is_not_enough(session: Session, company: Company) -> None:
    from zlib import crc32

    key, _ = issue_key(Acting(session, OPERATOR, NOW), company)
    body = f"ax_live_{key.ref}_{'a' * 52}"
    assert find_holder(session, f"{body}_{crc32(body.encode()):08x}", NOW) is None


@given(words=st.text(max_size=120))
def test_nothing_that_is_typed_breaks_the_door(words: str) -> None:
    assert find_holder(Session(), words, NOW) is None
