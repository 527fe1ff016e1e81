"""What a command looks at of people is kept in the trail, before anything of it is told."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.clock import now
from api.services.imports.import_result import import_act
from api.settings import load_settings
from models.audit import Act, record
from models.engine import make_session
from models.import_batch import ImportBatch
from models.vault import Vault
from scripts.instance import open_database, operator_principal


@dataclass(frozen=True)
class Look:
    """A session that only reads, and the acts that the trail will keep of it."""

    session: Session
    acts: list[Act]

    def audit(self, act: Act) -> None:
        """Keep what is looked at."""
        self.acts.append(act)


@contextmanager
def looking() -> Iterator[Look]:
    """Look at the instance's database; what cannot be kept in the trail is not told.

    The acts are written when the block is done, also when it fails: a refusal may name candidates.
    """
    with open_database(load_settings()) as (engine, vault):
        acts: list[Act] = []
        try:
            with make_session(engine, vault, read_only=True) as session:
                yield Look(session, acts)
        finally:
            keep_acts(engine, vault, acts)


def keep_acts(engine: Engine, vault: Vault, acts: Sequence[Act]) -> None:
    """Write acts that change nothing into the trail."""
    if acts:
        with make_session(engine, vault) as session:
            for act in acts:
                record(session, operator_principal(), act, now())
            session.commit()


def audit_import(session: Session, batch: ImportBatch) -> None:
    """Keep an import in the trail, in its own transaction."""
    record(session, operator_principal(), import_act(batch), now())
