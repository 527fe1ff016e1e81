"""For how many weeks a plan holds places back."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("plans") as table:
        table.add_column(sa.Column("hold_back", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Go back; plans keep what they found."""
    with op.batch_alter_table("plans") as table:
        table.drop_column("hold_back")
