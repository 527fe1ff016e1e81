"""Who was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "erasures",
        sa.Column("student", sa.String(length=26), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "request",
                "retention",
                "mistake",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("student", name=op.f("pk_erasures")),
    )
    op.add_column("students", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back: nobody who was erased comes back."""
    op.drop_column("students", "erased_at")
    op.drop_table("erasures")
