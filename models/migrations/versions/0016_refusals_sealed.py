"""Why openings were refused tells of a student's health and age: sealed where it is kept, and not with runs.

What was kept in clear is forgotten: only the program has the keys to seal it. The digest of an imported file
is keyed from now on; those that were not are forgotten too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Go forward."""
    op.add_column("shortlists", sa.Column("refused_sealed", sa.LargeBinary(), nullable=True))
    for table in ("shortlists", "match_run_lists"):
        op.drop_column(table, "refused")
    op.execute("ALTER TABLE import_batches RENAME COLUMN sha256 TO content_mac")
    op.execute("UPDATE import_batches SET content_mac = ''")


def downgrade() -> None:
    """Go back."""
    op.execute("ALTER TABLE import_batches RENAME COLUMN content_mac TO sha256")
    for table in ("shortlists", "match_run_lists"):
        op.add_column(table, sa.Column("refused", sa.JSON(), nullable=False, server_default="{}"))
    op.drop_column("shortlists", "refused_sealed")
