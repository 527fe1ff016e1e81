"""Since when a company is suspended, and why; one that was suspended before is so since its last change."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Go forward."""
    op.add_column("companies", sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("companies", sa.Column("suspended_reason_sealed", sa.LargeBinary(), nullable=True))
    op.execute("UPDATE companies SET suspended_at = updated_at WHERE status = 'suspended'")
    with op.batch_alter_table("companies") as companies:
        companies.create_check_constraint("suspended", "(status = 'suspended') = (suspended_at IS NOT NULL)")


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("companies") as companies:
        companies.drop_constraint("suspended", type_="check")
        companies.drop_column("suspended_reason_sealed")
        companies.drop_column("suspended_at")
