"""The database itself lets a referral go only where it may, and names nobody without a consent."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from matcher.lifecycle import REFERRAL_MOVES
from matcher.vocabulary import ReferralState, Side, Way
from models.consent import Consent, ConsentWithdrawal
from models.referral import LawfulMove, Referral
from models.vault import Vault
from tests.models.samples import NOW, a_company, a_consent, a_referral, a_shortlist, a_student, an_opening


@pytest.fixture
def referral(session: Session, vault: Vault) -> Referral:
    company = a_company()
    shortlist = a_shortlist(a_student(vault), an_opening(company))
    referral = a_referral(shortlist.items[0])
    session.add_all([shortlist, referral])
    session.commit()
    return referral


def move(session: Session, referral: Referral, state: ReferralState) -> None:
    """As a careless program would."""
    facts: dict[str, Any] = {"state": state}
    if state is ReferralState.SENT:
        facts["sent_at"] = NOW
    if state is ReferralState.DECLINED:
        facts["declined_by"] = Side.STUDENT
    if not REFERRAL_MOVES[state]:
        facts["ended_at"] = NOW
    session.execute(update(Referral).where(Referral.id == referral.id).values(**facts))
    session.commit()


def test_the_database_knows_the_moves_of_the_lifecycle(session: Session) -> None:
    moves = {(move.before, move.after) for move in session.scalars(select(LawfulMove))}
    assert moves == {(before, after) for before, following in REFERRAL_MOVES.items() for after in following}


SKIPPING = [
    state
    for state in ReferralState
    if state not in {ReferralState.PROPOSED, *REFERRAL_MOVES[ReferralState.PROPOSED]}
]


@pytest.mark.parametrize("state", SKIPPING)
def test_no_step_is_left_out(session: Session, referral: Referral, state: ReferralState) -> None:
    session.add(a_consent(referral.student, referral.company))
    session.commit()
    with pytest.raises(DBAPIError, match="no lawful move"):
        move(session, referral, state)


def test_a_referral_begins_as_proposed(session: Session, vault: Vault) -> None:
    shortlist = a_shortlist(a_student(vault), an_opening(a_company()))
    session.add(a_referral(shortlist.items[0], state=ReferralState.CONSENTED))
    with pytest.raises(DBAPIError, match="begins as proposed"):
        session.flush()


def test_with_a_live_consent_it_is_sent(session: Session, referral: Referral) -> None:
    session.add(a_consent(referral.student, referral.company))
    session.commit()
    move(session, referral, ReferralState.CONSENTED)
    move(session, referral, ReferralState.SENT)
    session.refresh(referral)
    assert referral.state is ReferralState.SENT


@pytest.mark.parametrize(
    "consent",
    [
        None,
        {"given_at": NOW + timedelta(minutes=1)},
        {"until": date(2026, 11, 1)},
        "withdrawn",
        "other company",
    ],
)
def test_without_one_it_is_not(session: Session, referral: Referral, consent: object) -> None:
    if isinstance(consent, dict):
        session.add(a_consent(referral.student, referral.company, **consent))
    elif consent == "withdrawn":
        withdrawal = ConsentWithdrawal(at=NOW, way=Way.LINK, recorded_by="link")
        session.add(a_consent(referral.student, referral.company, withdrawal=withdrawal))
    elif consent == "other company":
        session.add(a_consent(referral.student, a_company("雨滴")))
    session.commit()
    move(session, referral, ReferralState.CONSENTED)
    with pytest.raises(DBAPIError, match="no lawful move"):
        move(session, referral, ReferralState.SENT)


def test_a_referral_stays_with_its_student(session: Session, vault: Vault, referral: Referral) -> None:
    other = a_student(vault, id_number="320205200609019024")
    session.add(other)
    session.commit()
    with pytest.raises(DBAPIError, match="no lawful move"):
        session.execute(update(Referral).values(student_id=other.id))


@pytest.mark.parametrize("statement", [update(Consent).values(text_version="2"), delete(Consent)])
def test_the_ledger_of_consents_is_never_changed(
    session: Session, referral: Referral, statement: Any
) -> None:
    session.add(a_consent(referral.student, referral.company))
    session.commit()
    with pytest.raises(DBAPIError, match="never changed"):
        session.execute(statement)


@pytest.mark.parametrize("table", ["consent_withdrawals", "referral_moves", "placement_proofs"])
def test_the_other_ledgers_have_their_guards(session: Session, table: str) -> None:
    dialect = session.get_bind().dialect.name
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
    if dialect == "postgresql":
        names = "SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass) AND NOT tgisinternal"
    found = {name.lower() for name in session.scalars(text(names), {"table": table})}
    assert {f"{table}_update", f"{table}_delete"} <= found


def test_no_company_declines_whom_it_was_not_told_of(session: Session, referral: Referral) -> None:
    declined = {"state": ReferralState.DECLINED, "declined_by": Side.COMPANY, "ended_at": NOW}
    with pytest.raises(DBAPIError, match="declined_unsent"):
        session.execute(update(Referral).where(Referral.id == referral.id).values(**declined))
