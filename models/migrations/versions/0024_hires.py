"""Files of hires are imported too."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

KINDS = ("students", "companies", "openings", "study-aid", "relief")
HIRES = "hires"


def upgrade() -> None:
    """Go forward."""
    _allow_kinds((*KINDS, HIRES))


def downgrade() -> None:
    """Go back; that hires were imported is forgotten, and what came of them stays."""
    batches = sa.table("import_batches", sa.column("id"), sa.column("kind"))
    problems = sa.table("import_problems", sa.column("batch_id"))
    gone = sa.select(batches.c.id).where(batches.c.kind == HIRES)
    op.execute(problems.delete().where(problems.c.batch_id.in_(gone)))
    op.execute(batches.delete().where(batches.c.kind == HIRES))
    _allow_kinds(KINDS)


def _allow_kinds(kinds: tuple[str, ...]) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("import_batches") as batches:
        batches.drop_constraint("kind", type_="check")
        batches.create_check_constraint("kind", f"kind IN ({words})")
