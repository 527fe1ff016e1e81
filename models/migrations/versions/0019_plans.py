"""Plans for everybody at once, as they were ordered and made."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

KINDS = ("import", "run")
REASONS = ("NO_ELIGIBLE", "WISHES_EXCLUDE", "CONTESTED", "CAPPED", "BANNED")


def upgrade() -> None:
    """Go forward."""
    _allow_kinds((*KINDS, "plan"))
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("candidates", sa.Integer(), nullable=False),
        sa.Column("per_company", sa.Integer(), nullable=True),
        sa.Column("per_occupation", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("policy", sa.String(), nullable=True),
        sa.Column("snapshot", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_plans_job_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("job_id", name=op.f("uq_plans_job_id")),
    )
    op.create_table(
        "plan_orders",
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        *_of_a_pair("plan_orders"),
        sa.PrimaryKeyConstraint("plan_id", "student_id", "opening_id", name=op.f("pk_plan_orders")),
    )
    op.create_table(
        "plan_items",
        sa.Column("opening_id", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("regret", sa.Integer(), nullable=True),
        sa.Column("others", sa.Integer(), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(*REASONS, name="reason", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        *_of_a_pair("plan_items"),
        sa.CheckConstraint("(opening_id IS NULL) = (reason IS NOT NULL)", name=op.f("ck_plan_items_placed")),
        sa.PrimaryKeyConstraint("plan_id", "student_id", name=op.f("pk_plan_items")),
    )
    for table in ("plan_orders", "plan_items"):
        for column in ("student_id", "opening_id"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    """Go back; plans are gone, and so are their jobs."""
    for table in ("plan_items", "plan_orders", "plans"):
        op.drop_table(table)
    jobs = sa.table("jobs", sa.column("kind"))
    op.execute(jobs.delete().where(jobs.c.kind == "plan"))
    _allow_kinds(KINDS)


def _of_a_pair(table: str) -> list[sa.Column[int] | sa.ForeignKeyConstraint]:
    return [
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name=op.f(f"fk_{table}_plan_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f(f"fk_{table}_student_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["openings.id"], name=op.f(f"fk_{table}_opening_id"), ondelete="CASCADE"
        ),
    ]


def _allow_kinds(kinds: tuple[str, ...]) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("jobs") as jobs:
        jobs.drop_constraint("kind", type_="check")
        jobs.create_check_constraint("kind", f"kind IN ({words})")
