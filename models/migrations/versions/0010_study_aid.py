"""Study aid, the relief ledger, pledges and schooling; their files; heads of households by ID number."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KINDS = ("students", "companies", "openings")
NEW_KINDS = ("study-aid", "relief")
TABLES = ("relief_payments", "aid_payments", "schooling_events", "school_terms", "pledges", "relief_income")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "relief_income",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "budget",
                "company",
                "charity",
                "donation",
                "other",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("company_id IS NULL OR source = 'company'", name=op.f("ck_relief_income_sponsor")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_relief_income_amount")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_relief_income_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relief_income")),
        sa.UniqueConstraint("ref", name=op.f("uq_relief_income_ref")),
    )
    op.create_index(op.f("ix_relief_income_company_id"), "relief_income", ["company_id"])
    op.create_index(op.f("ix_relief_income_received_on"), "relief_income", ["received_on"])
    op.create_table(
        "pledges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("from_term", sa.String(length=11), nullable=False),
        sa.Column("until_term", sa.String(length=11), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("from_term LIKE '____-____-_'", name=op.f("ck_pledges_from_term")),
        sa.CheckConstraint("until_term LIKE '____-____-_'", name=op.f("ck_pledges_until_term")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_pledges_amount")),
        sa.CheckConstraint("from_term <= until_term", name=op.f("ck_pledges_term_order")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_pledges_company_id")),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_pledges_student_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledges")),
        sa.UniqueConstraint("ref", name=op.f("uq_pledges_ref")),
    )
    op.create_index(op.f("ix_pledges_company_id"), "pledges", ["company_id"])
    op.create_index(op.f("ix_pledges_student_id"), "pledges", ["student_id"])
    op.create_table(
        "school_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=11), nullable=False),
        sa.Column("school", sa.String(), nullable=True),
        sa.Column("education", sa.Integer(), nullable=True),
        sa.Column("tuition_due", sa.BigInteger(), nullable=True),
        sa.Column("lodging_due", sa.BigInteger(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("term LIKE '____-____-_'", name=op.f("ck_school_terms_term")),
        sa.CheckConstraint(
            "education IN (0, 11, 14, 21, 31, 41, 44, 47, 61, 71, 81, 90)",
            name=op.f("ck_school_terms_education"),
        ),
        sa.CheckConstraint("lodging_due >= 0", name=op.f("ck_school_terms_lodging_due")),
        sa.CheckConstraint("tuition_due >= 0", name=op.f("ck_school_terms_tuition_due")),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_school_terms_student_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_terms")),
        sa.UniqueConstraint("ref", name=op.f("uq_school_terms_ref")),
        sa.UniqueConstraint("student_id", "term", name=op.f("uq_school_terms_student_id_term")),
    )
    op.create_table(
        "schooling_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "attended",
                "absent_long",
                "left_school",
                "returned",
                "visit",
                "graduated",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "fees",
                "illness",
                "family",
                "work",
                "unwilling",
                "other",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason IS NULL OR kind IN ('absent_long', 'left_school')",
            name=op.f("ck_schooling_events_stayed_away"),
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_schooling_events_student_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schooling_events")),
        sa.UniqueConstraint("ref", name=op.f("uq_schooling_events_ref")),
        sa.UniqueConstraint(
            "student_id", "day", "kind", name=op.f("uq_schooling_events_student_id_day_kind")
        ),
    )
    op.create_index(op.f("ix_schooling_events_day"), "schooling_events", ["day"])
    op.create_table(
        "aid_payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "grant",
                "loan",
                "company",
                "school",
                "relief_fund",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("company_id IS NULL OR source = 'company'", name=op.f("ck_aid_payments_sponsor")),
        sa.CheckConstraint("source <> 'relief_fund'", name=op.f("ck_aid_payments_one_ledger")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_aid_payments_amount")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_aid_payments_company_id")),
        sa.ForeignKeyConstraint(
            ["term_id"], ["school_terms.id"], name=op.f("fk_aid_payments_term_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_payments")),
        sa.UniqueConstraint("ref", name=op.f("uq_aid_payments_ref")),
    )
    op.create_index(op.f("ix_aid_payments_company_id"), "aid_payments", ["company_id"])
    op.create_index(op.f("ix_aid_payments_term_id"), "aid_payments", ["term_id"])
    op.create_table(
        "relief_payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("student_id", sa.Integer(), nullable=True),
        sa.Column(
            "purpose",
            sa.Enum(
                "medical",
                "living",
                "study",
                "work",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("term_id IS NULL OR purpose = 'study'", name=op.f("ck_relief_payments_term")),
        sa.CheckConstraint(
            "(household_id IS NULL) <> (student_id IS NULL)", name=op.f("ck_relief_payments_payee")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_relief_payments_amount")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_relief_payments_household_id")
        ),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name=op.f("fk_relief_payments_student_id")),
        sa.ForeignKeyConstraint(
            ["term_id"], ["school_terms.id"], name=op.f("fk_relief_payments_term_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relief_payments")),
        sa.UniqueConstraint("ref", name=op.f("uq_relief_payments_ref")),
    )
    op.create_index(op.f("ix_relief_payments_household_id"), "relief_payments", ["household_id"])
    op.create_index(op.f("ix_relief_payments_paid_on"), "relief_payments", ["paid_on"])
    op.create_index(op.f("ix_relief_payments_student_id"), "relief_payments", ["student_id"])
    op.create_index(op.f("ix_relief_payments_term_id"), "relief_payments", ["term_id"])
    op.add_column("households", sa.Column("head_id_number_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("households", sa.Column("head_id_number_blind", sa.LargeBinary(), nullable=True))
    op.create_index("uq_households_head_id_number_blind", "households", ["head_id_number_blind"], unique=True)
    _allow_kinds((*KINDS, *NEW_KINDS))


def downgrade() -> None:
    """Go back; what was imported of the new kinds is gone, and so are its batches."""
    batches = sa.table("import_batches", sa.column("id"), sa.column("kind"))
    problems = sa.table("import_problems", sa.column("batch_id"))
    gone = sa.select(batches.c.id).where(batches.c.kind.in_(NEW_KINDS))
    op.execute(problems.delete().where(problems.c.batch_id.in_(gone)))
    op.execute(batches.delete().where(batches.c.kind.in_(NEW_KINDS)))
    _allow_kinds(KINDS)
    op.drop_index("uq_households_head_id_number_blind", table_name="households")
    op.drop_column("households", "head_id_number_blind")
    op.drop_column("households", "head_id_number_sealed")
    for table in TABLES:
        op.drop_table(table)


def _allow_kinds(kinds: tuple[str, ...]) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("import_batches") as batches:
        batches.drop_constraint("kind", type_="check")
        batches.create_check_constraint("kind", f"kind IN ({words})")
