"""The yearly report as it was told."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "report_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "internal", "public", name="audience", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("edition_sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("period BETWEEN 1 AND 5", name=op.f("ck_report_editions_period")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_editions")),
        sa.UniqueConstraint("ref", name=op.f("uq_report_editions_ref")),
        sa.UniqueConstraint(
            "year", "audience", "period", name=op.f("uq_report_editions_year_audience_period")
        ),
    )


def downgrade() -> None:
    """Go back: what was told is forgotten, and what is told next may differ from it by few."""
    op.drop_table("report_editions")
