"""A company looks after its own keys: it sees and ends no other, though it sees no table of keys."""

from collections.abc import Sequence

from api.services.access.api_keys import all_keys, issue_key, revoke_key, rotate_key
from api.services.acting import Acting
from models.api_key import ApiKey
from models.company import Company
from models.scope import whole_registry


def own_keys(acting: Acting, company: Company) -> Sequence[ApiKey]:
    """All keys that the company ever had, the newest first."""
    with whole_registry(acting.session):
        return all_keys(acting.session, company)[::-1]


def issue_own_key(acting: Acting, company: Company, *, read_only: bool = False) -> str:
    """The words of a new key, shown once; raises AccountError as `issue_key`."""
    with whole_registry(acting.session):
        _, words = issue_key(acting, company, read_only=read_only)
    return words


def rotate_own_key(acting: Acting, company: Company) -> str:
    """The words of a key in place of those in use, which end some days later; raises as `issue_own_key`."""
    with whole_registry(acting.session):
        _, words = rotate_key(acting, company)
    return words


def revoke_own_key(acting: Acting, company: Company, ref: str) -> bool:
    """End a key of the company at once; False for another's, as for none."""
    if ref not in [key.ref for key in own_keys(acting, company)]:
        return False
    with whole_registry(acting.session):
        revoke_key(acting, ref)
    return True
