"""The audit trail, which the database itself refuses to change."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

REFUSE_ON_SQLITE = """
CREATE TRIGGER audit_events_{act} BEFORE {act} ON audit_events
BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END
"""
REFUSAL_ON_POSTGRESQL = """
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit trail is never changed'; END $$
"""
REFUSE_ON_POSTGRESQL = """
CREATE TRIGGER audit_events_{act} BEFORE {act} ON audit_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
"""


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "audit_events",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("done", "denied", name="outcome", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("subject_kind", sa.String(), nullable=True),
        sa.Column("subject_ref", sa.String(), nullable=True),
        sa.Column("fields", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id >= 1", name=op.f("ck_audit_events_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_index("ix_audit_events_subject_ref", "audit_events", ["subject_ref"])
    op.create_index("ix_audit_events_actor", "audit_events", ["actor"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.bulk_insert(head, [{"id": 1, "events": 0, "mac": bytes(32), "seal": b""}])
    acts = ("UPDATE", "DELETE")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSAL_ON_POSTGRESQL)
        for act in (*acts, "TRUNCATE"):
            op.execute(REFUSE_ON_POSTGRESQL.format(act=act))
    else:
        for act in acts:
            op.execute(REFUSE_ON_SQLITE.format(act=act))


def downgrade() -> None:
    """Go back: the trail is lost."""
    op.drop_table("audit_head")
    op.drop_table("audit_events")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_audit_change()")
