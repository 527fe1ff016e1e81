"""The database itself keeps an approved shortlist as it is, and lets referrals follow from nothing else."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from matcher.vocabulary import DropReason
from models.engine import make_session
from models.referral import Referral
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student
from models.vault import Vault
from tests.models.samples import NOW, a_company, a_referral, a_shortlist, a_student, an_opening

OPEN: dict[str, Any] = {"approved_at": None, "approved_by": None}


@pytest.fixture
def kept(session: Session, vault: Vault) -> Shortlist:
    """Two openings for a student, approved."""
    company = a_company()
    kept = a_shortlist(a_student(vault), an_opening(company), an_opening(company, "电工"))
    session.add(kept)
    session.commit()
    return kept


def set_items(session: Session, **values: Any) -> None:
    """As a careless program would."""
    session.execute(update(ShortlistItem).values(**values))


DECISIONS: list[dict[str, Any]] = [
    {"pinned": True},
    {"dropped_reason": DropReason.OTHER},
    {"position": 3},
    {"rank": 3},
    {"score": 1},
]


@pytest.mark.parametrize("decision", DECISIONS, ids=str)
def test_nothing_is_decided_on_what_is_approved(
    session: Session, kept: Shortlist, decision: dict[str, Any]
) -> None:
    with pytest.raises(DBAPIError, match="stands as it is"):
        set_items(session, **decision)
    session.rollback()
    session.execute(update(Shortlist).values(**OPEN))
    set_items(session, **decision)


def test_a_note_goes_where_the_person_goes(session: Session, kept: Shortlist) -> None:
    set_items(session, note_sealed=None)
    session.execute(delete(Student))
    session.commit()
    assert session.scalars(select(ShortlistItem)).all() == []


def test_a_referral_follows_from_an_approved_item_of_the_same_pair(session: Session, kept: Shortlist) -> None:
    first, second = kept.items
    session.execute(update(Shortlist).values(**OPEN))
    session.execute(
        update(ShortlistItem).where(ShortlistItem.id == second.id).values(dropped_reason=DropReason.WAGE)
    )
    session.commit()

    def refused(referral: Referral) -> None:
        session.add(referral)
        with pytest.raises(DBAPIError, match="approved shortlist is referred"):
            session.flush()
        session.rollback()

    refused(a_referral(first))
    session.execute(update(Shortlist).values(approved_at=NOW, approved_by="account:a"))
    session.commit()
    refused(a_referral(second))
    other_pair = a_referral(first)
    other_pair.opening = second.opening
    refused(other_pair)
    session.add(a_referral(first))
    session.commit()
    with pytest.raises(DBAPIError, match="a referral hangs"):
        session.execute(update(Shortlist).values(**OPEN))


def test_no_referral_slips_in_while_the_approval_is_taken_back(
    engine: Engine, vault: Vault, session: Session, kept: Shortlist
) -> None:
    def refer() -> None:
        with make_session(engine, vault) as other:
            item = other.scalars(select(ShortlistItem).order_by(ShortlistItem.id).limit(1)).one()
            other.add(a_referral(item))
            other.commit()

    session.execute(update(Shortlist).values(**OPEN))
    with ThreadPoolExecutor(1) as pool:
        referral = pool.submit(refer)
        time.sleep(0.3)  # until it waits for us
        session.commit()
        with pytest.raises(DBAPIError, match="approved shortlist is referred"):
            referral.result()
