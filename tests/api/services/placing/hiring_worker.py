"""An officer at work in a process of its own: introduces, hires and ends, and says so once it is kept."""

from datetime import UTC, datetime
from multiprocessing.connection import Connection
from random import Random
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.placing.give_consent import give_consent
from api.services.placing.place_student import end_placement, hire
from api.services.placing.refer_student import propose_referral, send_referral
from matcher.policy import STANDARD
from matcher.vocabulary import EndReason, Signer, Way
from models.engine import make_engine, make_session
from models.opening import Opening
from models.placement import Placement
from models.principal import Principal, Role
from models.student import Student
from models.vault import Keys, Vault
from tests.models.samples import a_shortlist

OFFICER = Principal(Role.OFFICER, "account:a")
T = TypeVar("T", Student, Opening)

REFUSED = (NotPossible, IntegrityError, StaleDataError, OperationalError)


def work(url: str, keys: Keys, told: Connection, seed: int) -> None:
    """Hire and end until somebody kills this process; every act that is committed is told."""
    engine, vault, rng = make_engine(url), Vault(keys), Random(seed)
    while True:
        with make_session(engine, vault) as session:
            acting = Acting(session, OFFICER, datetime.now(UTC))
            try:
                act = _end(acting, rng) if rng.random() < 0.4 else _hire(acting, rng)
                session.commit()
            except REFUSED:
                session.rollback()
                continue
        told.send(act)


def _hire(acting: Acting, rng: Random) -> tuple[str, str]:
    acting.take_turn()
    session = acting.session
    student, opening = _any(session, Student, rng), _any(session, Opening, rng)
    shortlist = a_shortlist(student, opening)
    session.add(shortlist)
    session.flush()
    referral = propose_referral(acting, shortlist.items[0], STANDARD)
    give_consent(
        acting, student, opening.company, signer=Signer.STUDENT, way=Way.OFFICER, evidence="the binder"
    )
    send_referral(acting, referral, STANDARD)
    return "hired", hire(acting, referral, STANDARD, started=acting.today).ref


def _end(acting: Acting, rng: Random) -> tuple[str, str]:
    acting.take_turn()
    held = acting.session.scalars(
        select(Placement).where(Placement.ended.is_(None)).order_by(Placement.id)
    ).all()
    if not held:
        raise NotPossible("ENDED")
    placement = rng.choice(held)
    end_placement(acting, placement, acting.today, EndReason.OTHER)
    return "ended", placement.ref


def _any(session: Session, kind: type[T], rng: Random) -> T:
    return rng.choice(session.scalars(select(kind)).all())
