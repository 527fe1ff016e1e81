"""Personal links: made for one student, shown once, good for some weeks, revoked at once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from matcher.candidate import age_on
from matcher.lifecycle import CONSENT_FROM
from models.personal_link import LONGEST_DAYS, PersonalLink
from models.principal import Principal, Role
from models.sealing import vault_of
from models.student import Student

SECRET_BYTES = 32
USED_EVERY = timedelta(minutes=1)  # how exactly it is known when a link was last used


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whose link it is, and when it was last known to be used."""

    number: int  # of the link's row
    ref: str
    principal: Principal
    last_used_at: datetime | None


def make_link(acting: Acting, student: Student, days: int = LONGEST_DAYS) -> tuple[PersonalLink, str]:
    """A new link, and its secret, which is kept nowhere; a link that the student had before ends.

    Raises NotPossible TOO_YOUNG for whom nothing is proposed to, LINK_DAYS.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise NotPossible("LINK_DAYS", most=LONGEST_DAYS)
    if age_on(student.birth_date, acting.today) < CONSENT_FROM:
        raise NotPossible("TOO_YOUNG")
    revoke_links(acting, student)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = PersonalLink(
        student=student,
        secret_mac=_mac(acting.session, secret),
        made_at=acting.now,
        made_by=acting.who.name,
        expires_at=acting.now + timedelta(days=days),
    )
    acting.session.add(link)
    acting.session.flush()
    acting.record("link.made", ("student", student.ref), details={"link": link.ref, "days": days})
    return link, secret


def revoke_links(acting: Acting, student: Student) -> bool:
    """End a student's links at once; False if none was good."""
    good = select(PersonalLink).where(
        PersonalLink.student_id == student.id,
        PersonalLink.revoked_at.is_(None),
        PersonalLink.expires_at > acting.now,
    )
    links = acting.session.scalars(good.order_by(PersonalLink.id)).all()
    for link in links:
        link.revoked_at = acting.now
        acting.record("link.revoked", ("student", student.ref), details={"link": link.ref})
    return bool(links)


def find_holder(session: Session, secret: str, now: datetime) -> LinkHolder | None:
    """Whose link this is, if it is one and good now; one indexed query, whatever is wrong with it."""
    query = select(PersonalLink).where(
        PersonalLink.secret_mac == _mac(session, secret),
        PersonalLink.revoked_at.is_(None),
        PersonalLink.expires_at > now,
    )
    link = session.scalars(query).one_or_none()
    if link is None:
        return None
    who = Principal(Role.STUDENT, f"link:{link.ref}", student=link.student_id)
    return LinkHolder(link.id, link.ref, who, link.last_used_at)


def mark_used(session: Session, number: int, now: datetime) -> None:
    """Keep that a link was used."""
    session.execute(update(PersonalLink).where(PersonalLink.id == number).values(last_used_at=now))


def _mac(session: Session, secret: str) -> bytes:
    return vault_of(session).sign("personal link", secret.encode("utf-8", "replace"))
