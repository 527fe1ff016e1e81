"""Whoever is erased has left for good, and a company declines nobody of whom it was not told."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

CHECKS = {
    "students": ("erased", "erased_at IS NULL OR state = 'left_programme'"),
    "referrals": ("declined_unsent", "declined_by != 'company' OR sent_at IS NOT NULL"),
}


def upgrade() -> None:
    """Go forward; what a company never knew of was taken back, and not declined by it."""
    with _without_triggers("referrals"):
        op.execute("UPDATE students SET state = 'left_programme' WHERE erased_at IS NOT NULL")
        op.execute(
            "UPDATE referrals SET state = 'withdrawn', declined_by = NULL, decline_reason = NULL,"
            " decline_words_sealed = NULL WHERE declined_by = 'company' AND sent_at IS NULL"
        )
        for table, (name, condition) in CHECKS.items():
            with op.batch_alter_table(table) as altered:
                altered.create_check_constraint(name, condition)


def downgrade() -> None:
    """Go back."""
    with _without_triggers("referrals"):
        for table, (name, _) in CHECKS.items():
            with op.batch_alter_table(table) as altered:
                altered.drop_constraint(name, type_="check")


@contextmanager
def _without_triggers(table: str) -> Iterator[None]:
    """Put the triggers that speak of a table aside: they hold its rows, and SQLite drops them with it."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        op.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    kept = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE :table")
    triggers = connection.execute(kept, {"table": f"%{table}%"}).all()
    for name, _ in triggers:
        op.execute(f"DROP TRIGGER {name}")
    yield
    for _, create in triggers:
        connection.exec_driver_sql(create)
