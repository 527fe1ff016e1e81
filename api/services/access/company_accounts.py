"""Accounts of a company, looked after by an officer: given, given a new password, shut.

Officers see no accounts but their own; these services reach those of one company and no other.
"""

from collections.abc import Sequence

from sqlalchemy import select

from api.services.access import accounts
from api.services.acting import Acting
from models.account import Account
from models.company import Company
from models.principal import Role
from models.scope import whole_registry


def accounts_of_company(acting: Acting, company: Company) -> Sequence[Account]:
    """The company's accounts by name, those that are shut as well."""
    query = select(Account).where(Account.company_id == company.id).order_by(Account.login)
    with whole_registry(acting.session):
        return acting.session.scalars(query).all()


def give_account(
    acting: Acting, company: Company, login: str, *, display_name: str | None = None
) -> tuple[Account, str]:
    """A new account of the company, and the password to hand over.

    Raises AccountError: LOGIN_INVALID, LOGIN_TAKEN, COMPANY_UNVERIFIED or COMPANY_SUSPENDED.
    """
    with whole_registry(acting.session):
        return accounts.create_account(
            acting, login, Role.COMPANY, company=company, display_name=display_name
        )


def find_account(acting: Acting, company: Company, ref: str) -> Account | None:
    """The company's account of this reference; None for another's, as for none."""
    return next((each for each in accounts_of_company(acting, company) if each.ref == ref), None)


def renew_password(acting: Acting, account: Account) -> str:
    """Another password to hand over, for who forgot theirs; ends all sessions."""
    assert account.role is Role.COMPANY, account.role
    with whole_registry(acting.session):
        return accounts.reset_password(acting, account)


def shut_account(acting: Acting, account: Account, reason: str) -> None:
    """Shut an account of a company at once; raises AccountError REASON_MISSING."""
    assert account.role is Role.COMPANY, account.role
    with whole_registry(acting.session):
        accounts.disable_account(acting, account, reason)
