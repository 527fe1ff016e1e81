"""Slips in money, schooling and services are taken back: they stay on record and count no more."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

TABLES = ("school_terms", "aid_payments", "relief_payments", "relief_income", "pledges", "schooling_events")
WHY = ("mistyped", "wrong_person", "entered_twice", "never_happened", "money_returned", "other")
CHECK = (
    "(taken_back_at IS NULL) = (taken_back_by IS NULL)"
    " AND (taken_back_at IS NOT NULL OR taken_back_why IS NULL)"
)
ONCE = {
    "school_terms": ("uq_school_terms_student_id_term", ["student_id", "term"]),
    "schooling_events": ("uq_schooling_events_student_id_day_kind", ["student_id", "day", "kind"]),
}
"""What stands there once: of what was taken back there may be more."""


def upgrade() -> None:
    """Go forward."""
    for table in (*TABLES, "service_events"):
        with op.batch_alter_table(table) as altered:
            if table in TABLES:
                altered.add_column(sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True))
                altered.add_column(sa.Column("taken_back_by", sa.String(), nullable=True))
            altered.add_column(sa.Column("taken_back_why", _why(), nullable=True))
            if table in ONCE:
                altered.drop_constraint(op.f(ONCE[table][0]), type_="unique")
            altered.create_check_constraint("taken_back", CHECK)
    op.add_column("schooling_events", sa.Column("before_sealed", sa.LargeBinary(), nullable=True))
    there = sa.text("taken_back_at IS NULL")
    for table, (name, columns) in ONCE.items():
        op.create_index(name, table, columns, unique=True, sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    """Go back: what was taken back is gone, for nothing would say any more that it does not count."""
    for table in reversed(TABLES):
        struck_out = sa.table(table, sa.column("taken_back_at"))
        op.execute(struck_out.delete().where(struck_out.c.taken_back_at.is_not(None)))
    for table, (name, _) in ONCE.items():
        op.drop_index(name, table_name=table)
    op.drop_column("schooling_events", "before_sealed")
    for table in (*TABLES, "service_events"):
        with op.batch_alter_table(table) as altered:
            altered.drop_constraint("taken_back", type_="check")
            altered.drop_constraint("taken_back_why", type_="check")
            if table in ONCE:
                altered.create_unique_constraint(op.f(ONCE[table][0]), ONCE[table][1])
            altered.drop_column("taken_back_why")
            if table in TABLES:
                altered.drop_column("taken_back_by")
                altered.drop_column("taken_back_at")


def _why() -> sa.Enum:
    return sa.Enum(*WHY, name="taken_back_why", native_enum=False, create_constraint=True, length=32)
