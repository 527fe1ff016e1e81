"""What posting by the companies themselves needs: trust, reviews, and requests that may be sent again."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Go forward: who came by an officer's list is vouched for."""
    op.add_column("companies", sa.Column("trusted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE companies SET trusted = verified")
    op.add_column("openings", sa.Column("status_words", sa.String(), nullable=True))
    op.add_column(
        "openings", sa.Column("flags", sa.JSON(none_as_null=True), nullable=False, server_default="[]")
    )
    op.add_column(
        "openings", sa.Column("needs_review", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_openings_needs_review", "openings", ["needs_review"])
    op.create_table(
        "idempotency_keys",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_idempotency_keys_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["company_id", "created_at"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("idempotency_keys")
    op.drop_index("ix_openings_needs_review", table_name="openings")
    for column in ("needs_review", "flags", "status_words"):
        op.drop_column("openings", column)
    op.drop_column("companies", "trusted")
