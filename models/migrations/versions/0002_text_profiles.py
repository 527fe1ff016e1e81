"""What work free texts tell of: sealed for students, in clear for openings; filled by the next import."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Go forward."""
    op.add_column("students", sa.Column("experience_profile_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("openings", sa.Column("duties_profile", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("openings", "duties_profile")
    op.drop_column("students", "experience_profile_sealed")
