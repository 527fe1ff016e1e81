"""What a column of other people's files means is remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "column_mappings",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("header", sa.String(length=60), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "header", name=op.f("pk_column_mappings")),
    )


def downgrade() -> None:
    """Go back: columns are mapped anew for each file."""
    op.drop_table("column_mappings")
