"""What a student asks to be put right is a correction, which somebody settles; who knows of an interview."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

KINDS = ("briefing", "guidance", "recommendation", "training", "internship", "contact")
CORRECTION = "correction"
SETTLED = "(settled_at IS NULL) = (settled_by IS NULL) AND (settled_at IS NULL OR kind = 'correction')"
events = sa.table("service_events", sa.column("kind"), sa.column("recorded_by"))


def upgrade() -> None:
    """Go forward; what a student wrote by a link was kept as a contact."""
    with op.batch_alter_table("service_events") as table:
        table.add_column(sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("settled_by", sa.String(), nullable=True))
        table.create_check_constraint("settled", SETTLED)
    _allow_kinds((*KINDS, CORRECTION))
    by_link = (events.c.kind == "contact") & events.c.recorded_by.startswith("link:")
    op.execute(events.update().where(by_link).values(kind=CORRECTION))
    op.add_column("referrals", sa.Column("interview_told_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back; that it was settled is forgotten."""
    op.drop_column("referrals", "interview_told_at")
    with op.batch_alter_table("service_events") as table:
        table.drop_constraint("settled", type_="check")
        table.drop_column("settled_by")
        table.drop_column("settled_at")
    op.execute(events.update().where(events.c.kind == CORRECTION).values(kind="contact"))
    _allow_kinds(KINDS)


def _allow_kinds(kinds: tuple[str, ...]) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("service_events") as table:
        table.drop_constraint("kind", type_="check")
        table.create_check_constraint("kind", f"kind IN ({words})")
