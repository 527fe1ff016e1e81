"""Which change last wrote what the matcher sees; what is there already counts as written now."""

import time

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = ("students", "companies", "openings")


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("change_counter") as counter:
        counter.alter_column(
            "value", existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=False
        )
    for table in TABLES:
        op.add_column(table, sa.Column("revision", sa.BigInteger(), nullable=False, server_default="0"))
    # Not 0 for all: a copy that went another way before it came here must not look the same.
    now = time.time_ns() // 1000
    op.execute(sa.table("change_counter", sa.column("value")).update().values(value=now))
    for table in TABLES:
        op.execute(sa.table(table, sa.column("revision")).update().values(revision=now))
    op.drop_index(op.f("ix_openings_company_id"), table_name="openings")
    op.create_index("ix_openings_revision", "openings", ["company_id", "revision", "id"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_openings_revision", table_name="openings")
    op.create_index(op.f("ix_openings_company_id"), "openings", ["company_id"])
    for table in TABLES:
        op.drop_column(table, "revision")
    op.execute("UPDATE change_counter SET value = 0")  # a moment does not fit
    with op.batch_alter_table("change_counter") as counter:
        counter.alter_column(
            "value", existing_type=sa.BigInteger(), type_=sa.Integer(), existing_nullable=False
        )
