"""What the application may do in PostgreSQL: change rows, but no tables, and nothing that was audited."""

from collections.abc import Iterator

from models.audit_event import AuditEvent, AuditHead
from models.broken_glass import BrokenGlass
from models.consent import Consent, ConsentWithdrawal
from models.erasure import Erasure
from models.placement import PlacementProof
from models.referral import LawfulMove, ReferralMove
from models.tables import TABLES

_ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")
_ADDED_TO = ("SELECT", "INSERT")
_RIGHTS = {
    AuditEvent: _ADDED_TO,
    AuditHead: ("SELECT", "UPDATE"),
    **dict.fromkeys(
        (BrokenGlass, Consent, ConsentWithdrawal, ReferralMove, PlacementProof, Erasure), _ADDED_TO
    ),
    LawfulMove: ("SELECT",),
}


def grants(role: str) -> Iterator[str]:
    """The statements that give a role what the application needs, and take all else; for the tables' owner.

    To be repeated after every upgrade: a new table has no rights yet.
    """
    name = '"{}"'.format(role.replace('"', '""'))
    yield f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {name}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {name}"
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}"  # to be read by backups
    yield f"GRANT SELECT ON alembic_version TO {name}"
    for table in TABLES:
        yield f"GRANT {', '.join(_RIGHTS.get(table, _ALL))} ON {table.__tablename__} TO {name}"
