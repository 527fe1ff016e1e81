"""What imports wrote, so that they can be undone; and hardships know when somebody changed them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

REASONS = ("wrong_file", "misread", "trial", "other")
UNDONE = "(undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL)"


def upgrade() -> None:
    """Go forward; imports of before cannot be undone."""
    moment = sa.DateTime(timezone=True)
    versions: dict[str, sa.types.TypeEngine[Any]]
    versions = {"version": sa.Integer(), "created_at": moment, "updated_at": moment}
    for name, kind in versions.items():
        op.add_column("hardships", sa.Column(name, kind, nullable=True))
    op.execute(
        "UPDATE hardships SET version = 1, created_at = (SELECT created_at FROM students"
        " WHERE students.id = student_id)"
    )
    op.execute("UPDATE hardships SET updated_at = created_at")
    with op.batch_alter_table("hardships") as altered:
        for name, kind in versions.items():
            altered.alter_column(name, existing_type=kind, nullable=False)
    reason = sa.Enum(*REASONS, name="undo_reason", native_enum=False, create_constraint=True, length=32)
    with op.batch_alter_table("import_batches") as altered:
        altered.add_column(sa.Column("undone_at", moment, nullable=True))
        altered.add_column(sa.Column("undone_by", sa.String(), nullable=True))
        altered.add_column(sa.Column("undo_reason", reason, nullable=True))
        altered.create_check_constraint("undone", UNDONE)
    op.create_table(
        "import_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=26), nullable=True),
        sa.Column("version_before", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(owner IS NULL) = (version_before IS NULL)", name=op.f("ck_import_changes_owner")
        ),
        sa.CheckConstraint(
            "version_before IS NULL OR before_sealed IS NOT NULL", name=op.f("ck_import_changes_before")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batches.id"], name=op.f("fk_import_changes_batch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_changes")),
    )
    for column in ("ref", "batch_id", "owner"):
        op.create_index(op.f(f"ix_import_changes_{column}"), "import_changes", [column])


def downgrade() -> None:
    """Go back: what stood there before is forgotten."""
    op.drop_table("import_changes")
    with op.batch_alter_table("import_batches") as altered:
        altered.drop_constraint("undone", type_="check")
        altered.drop_constraint("undo_reason", type_="check")
        for column in ("undo_reason", "undone_by", "undone_at"):
            altered.drop_column(column)
    with op.batch_alter_table("hardships") as altered:
        for column in ("updated_at", "created_at", "version"):
            altered.drop_column(column)
