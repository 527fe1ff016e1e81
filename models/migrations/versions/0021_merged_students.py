"""Two records of one person become one: the other says which, and its referrals move there."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

SENT_ON_SQLITE = "date(NEW.sent_at, '+8 hours')"  # the day where the districts are
SENT_ON_POSTGRESQL = "(NEW.sent_at AT TIME ZONE 'Asia/Shanghai')::date"
UNLAWFUL = """
    (OLD.state <> NEW.state AND NOT EXISTS (
        SELECT 1 FROM lawful_moves WHERE before = OLD.state AND after = NEW.state))
    OR (OLD.state <> 'sent' AND NEW.state = 'sent' AND NOT EXISTS (
        SELECT 1 FROM consents LEFT JOIN consent_withdrawals ON consent_id = consents.id
        WHERE consents.student_id = NEW.student_id AND consents.company_id = NEW.company_id
        AND consent_id IS NULL AND consents.given_at <= NEW.sent_at AND consents.until >= {SENT_ON}))
    OR {OTHER_PERSON} OR OLD.company_id <> NEW.company_id OR OLD.opening_id <> NEW.opening_id
"""
ANY_OTHER = "OLD.student_id <> NEW.student_id"
NOT_MERGED = """(OLD.student_id <> NEW.student_id AND NOT EXISTS (
        SELECT 1 FROM students AS dropped JOIN students AS kept ON kept.ref = dropped.merged_into
        WHERE dropped.id = OLD.student_id AND kept.id = NEW.student_id))"""
"""A referral stays with its person; the record that it hangs on may be merged into another."""

CHECKS = {
    "merged": "merged_into IS NULL OR erased_at IS NOT NULL",
    "merged_key": "merged_key IS NULL OR merged_into IS NOT NULL",
}


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("students") as altered:
        altered.add_column(sa.Column("merged_into", sa.String(length=26), nullable=True))
        altered.add_column(sa.Column("merged_key", sa.LargeBinary(), nullable=True))
        for name, condition in CHECKS.items():
            altered.create_check_constraint(name, condition)
    op.create_index(op.f("ix_students_merged_into"), "students", ["merged_into"])
    _guard_referrals(NOT_MERGED)


def downgrade() -> None:
    """Go back: what was merged stays merged, and nobody knows into what."""
    _guard_referrals(ANY_OTHER)
    op.drop_index(op.f("ix_students_merged_into"), "students")
    with op.batch_alter_table("students") as altered:
        for name in CHECKS:
            altered.drop_constraint(name, type_="check")
        for column in ("merged_key", "merged_into"):
            altered.drop_column(column)


def _guard_referrals(other_person: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        unlawful = UNLAWFUL.format(SENT_ON=SENT_ON_POSTGRESQL, OTHER_PERSON=other_person)
        op.execute(
            f"CREATE OR REPLACE FUNCTION check_referral_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {unlawful} THEN RAISE EXCEPTION 'no lawful move of a referral'; END IF;"
            f" RETURN NEW; END $$"
        )
        return
    unlawful = UNLAWFUL.format(SENT_ON=SENT_ON_SQLITE, OTHER_PERSON=other_person)
    op.execute("DROP TRIGGER referrals_move")
    op.execute(
        f"CREATE TRIGGER referrals_move BEFORE UPDATE ON referrals WHEN {unlawful}"
        f" BEGIN SELECT RAISE(ABORT, 'no lawful move of a referral'); END"
    )
