"""Read the ledger of consents; the last day of one ends where the districts are."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.consent import Consent
from models.local_time import local_day
from models.queries.pages import Page, load_page


def live_consent(session: Session, student_id: int, company_id: int, now: datetime) -> Consent | None:
    """The consent by which a student may be named to a company at this moment; the newest of several."""
    query = (
        select(Consent)
        .where(
            Consent.student_id == student_id,
            Consent.company_id == company_id,
            Consent.given_at <= now,
            Consent.until >= local_day(now),
            ~Consent.withdrawal.has(),
        )
        .order_by(Consent.id.desc())
    )
    return session.scalars(query.limit(1)).one_or_none()


def live_consents_of(
    session: Session, pairs: Collection[tuple[int, int]], now: datetime
) -> dict[tuple[int, int], Consent]:
    """As `live_consent`, for pairs of a student and a company."""
    query = select(Consent).where(
        Consent.student_id.in_({student for student, _ in pairs}),
        Consent.company_id.in_({company for _, company in pairs}),
        Consent.given_at <= now,
        Consent.until >= local_day(now),
        ~Consent.withdrawal.has(),
    )
    newest = {
        (each.student_id, each.company_id): each for each in session.scalars(query.order_by(Consent.id))
    }
    return {pair: newest[pair] for pair in pairs if pair in newest}


def live_consents(session: Session, student_id: int, now: datetime) -> list[Consent]:
    """The consents of a student that count at this moment: the newest for each company, the oldest first."""
    today = local_day(now)
    query = (
        select(Consent)
        .where(
            Consent.student_id == student_id,
            Consent.given_at <= now,
            Consent.until >= today,
            ~Consent.withdrawal.has(),
        )
        .options(joinedload(Consent.company))
    )
    newest = {consent.company_id: consent for consent in session.scalars(query.order_by(Consent.id))}
    return sorted(newest.values(), key=lambda consent: consent.id)


def open_consents(session: Session, student_id: int, company_id: int) -> list[Consent]:
    """All consents of a student for a company that were not taken back, the oldest first."""
    query = select(Consent).where(
        Consent.student_id == student_id, Consent.company_id == company_id, ~Consent.withdrawal.has()
    )
    return list(session.scalars(query.order_by(Consent.id)))


def consents_of(session: Session, student_id: int, *, page: int, page_size: int) -> Page[Consent]:
    """Whatever a student has agreed to, live or not, the newest first."""
    query = select(Consent).where(Consent.student_id == student_id).order_by(Consent.id.desc())
    query = query.options(joinedload(Consent.company), joinedload(Consent.withdrawal))
    return load_page(session, query, page=page, page_size=page_size)
