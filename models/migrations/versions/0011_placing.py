"""From a kept shortlist over consents and referrals to placements, and the moves that the database allows."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

MOVES = {
    "proposed": "consented declined withdrawn",
    "consented": "sent declined withdrawn",
    "sent": "interview offer hired declined expired withdrawn",
    "interview": "offer hired declined expired withdrawn",
    "offer": "hired declined expired withdrawn",
    "expired": "interview offer hired declined withdrawn",
}
ADDED_TO = ("consents", "consent_withdrawals", "referral_moves", "placement_proofs")
"""Tables whose rows are never changed."""

SENT_ON_SQLITE = "date(NEW.sent_at, '+8 hours')"  # the day where the districts are
SENT_ON_POSTGRESQL = "(NEW.sent_at AT TIME ZONE 'Asia/Shanghai')::date"
UNLAWFUL = """
    (OLD.state <> NEW.state AND NOT EXISTS (
        SELECT 1 FROM lawful_moves WHERE before = OLD.state AND after = NEW.state))
    OR (OLD.state <> 'sent' AND NEW.state = 'sent' AND NOT EXISTS (
        SELECT 1 FROM consents LEFT JOIN consent_withdrawals ON consent_id = consents.id
        WHERE consents.student_id = NEW.student_id AND consents.company_id = NEW.company_id
        AND consent_id IS NULL AND consents.given_at <= NEW.sent_at AND consents.until >= {SENT_ON}))
    OR OLD.student_id <> NEW.student_id OR OLD.company_id <> NEW.company_id
    OR OLD.opening_id <> NEW.opening_id
"""
"""A move that is not in the table, the sending of somebody without a consent, another person or opening."""

ON_SQLITE = (
    f"""
CREATE TRIGGER referrals_move BEFORE UPDATE ON referrals WHEN {UNLAWFUL.format(SENT_ON=SENT_ON_SQLITE)}
BEGIN SELECT RAISE(ABORT, 'no lawful move of a referral'); END
""",
    """
CREATE TRIGGER referrals_begin BEFORE INSERT ON referrals WHEN NEW.state <> 'proposed'
BEGIN SELECT RAISE(ABORT, 'a referral begins as proposed'); END
""",
)
ADDED_TO_ON_SQLITE = """
CREATE TRIGGER {table}_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END
"""
ON_POSTGRESQL = f"""
CREATE FUNCTION check_referral_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF {UNLAWFUL.format(SENT_ON=SENT_ON_POSTGRESQL)}
    THEN RAISE EXCEPTION 'no lawful move of a referral'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER referrals_move BEFORE UPDATE ON referrals
FOR EACH ROW EXECUTE FUNCTION check_referral_move();
CREATE FUNCTION check_referral_begin() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.state <> 'proposed' THEN RAISE EXCEPTION 'a referral begins as proposed'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER referrals_begin BEFORE INSERT ON referrals
FOR EACH ROW EXECUTE FUNCTION check_referral_begin();
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$
"""
ADDED_TO_ON_POSTGRESQL = """
CREATE TRIGGER {table}_{act} BEFORE {act} ON {table} FOR EACH {each} EXECUTE FUNCTION refuse_change()
"""
FUNCTIONS = ("check_referral_move", "check_referral_begin", "refuse_change")


def upgrade() -> None:
    """Go forward."""
    moves = op.create_table(
        "lawful_moves",
        sa.Column(
            "before",
            sa.Enum(
                "proposed",
                "consented",
                "sent",
                "interview",
                "offer",
                "hired",
                "declined",
                "expired",
                "withdrawn",
                name="before",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "after",
            sa.Enum(
                "proposed",
                "consented",
                "sent",
                "interview",
                "offer",
                "hired",
                "declined",
                "expired",
                "withdrawn",
                name="after",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("before", "after", name=op.f("pk_lawful_moves")),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "statutory_duty",
                "consent",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("text_version", sa.String(), nullable=False),
        sa.Column(
            "signer",
            sa.Enum(
                "student",
                "student_and_guardian",
                name="signer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "way",
            sa.Enum("link", "officer", name="way", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("evidence_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "way != 'officer' OR evidence_sealed IS NOT NULL", name=op.f("ck_consents_evidence")
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_consents_company_id")),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_consents_student_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.UniqueConstraint("ref", name=op.f("uq_consents_ref")),
    )
    op.create_index(
        "ix_consents_student_id_company_id", "consents", ["student_id", "company_id"], unique=False
    )
    op.create_table(
        "personal_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("secret_mac", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_personal_links_student_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_links")),
        sa.UniqueConstraint("ref", name=op.f("uq_personal_links_ref")),
        sa.UniqueConstraint("secret_mac", name=op.f("uq_personal_links_secret_mac")),
    )
    op.create_index(op.f("ix_personal_links_student_id"), "personal_links", ["student_id"], unique=False)
    op.create_table(
        "shortlists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=True),
        sa.Column("opening_id", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("snapshot", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("considered", sa.Integer(), nullable=False),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.Column("refused", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (approved_by IS NULL)", name=op.f("ck_shortlists_approved")
        ),
        sa.CheckConstraint(
            "(student_id IS NULL) != (opening_id IS NULL)", name=op.f("ck_shortlists_subject")
        ),
        sa.ForeignKeyConstraint(["opening_id"], ["openings.id"], name=op.f("fk_shortlists_opening_id")),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_shortlists_student_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlists")),
        sa.UniqueConstraint("ref", name=op.f("uq_shortlists_ref")),
    )
    op.create_index(op.f("ix_shortlists_opening_id"), "shortlists", ["opening_id"], unique=False)
    op.create_index(op.f("ix_shortlists_student_id"), "shortlists", ["student_id"], unique=False)
    op.create_table(
        "consent_withdrawals",
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "way",
            sa.Enum("link", "officer", name="way", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consent_id"],
            ["consents.id"],
            name=op.f("fk_consent_withdrawals_consent_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consent_id", name=op.f("pk_consent_withdrawals")),
    )
    op.create_table(
        "shortlist_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("shortlist_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("explanation", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("pinned", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column(
            "dropped_reason",
            sa.Enum(
                "distance",
                "wage",
                "hours",
                "wishes",
                "health",
                "family",
                "employer",
                "tried",
                "other",
                name="dropped_reason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "NOT (pinned AND dropped_reason IS NOT NULL)", name=op.f("ck_shortlist_items_pinned_or_dropped")
        ),
        sa.CheckConstraint("rank >= 1 AND position >= 1", name=op.f("ck_shortlist_items_rank")),
        sa.CheckConstraint("score >= 0 AND score <= 10000", name=op.f("ck_shortlist_items_score")),
        sa.ForeignKeyConstraint(["opening_id"], ["openings.id"], name=op.f("fk_shortlist_items_opening_id")),
        sa.ForeignKeyConstraint(
            ["shortlist_id"],
            ["shortlists.id"],
            name=op.f("fk_shortlist_items_shortlist_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_shortlist_items_student_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_items")),
        sa.UniqueConstraint("ref", name=op.f("uq_shortlist_items_ref")),
        sa.UniqueConstraint(
            "shortlist_id",
            "student_id",
            "opening_id",
            name=op.f("uq_shortlist_items_shortlist_id_student_id_opening_id"),
        ),
    )
    op.create_index(op.f("ix_shortlist_items_opening_id"), "shortlist_items", ["opening_id"], unique=False)
    op.create_index(op.f("ix_shortlist_items_student_id"), "shortlist_items", ["student_id"], unique=False)
    op.create_table(
        "referrals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "consented",
                "sent",
                "interview",
                "offer",
                "hired",
                "declined",
                "expired",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("interview_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("interview_place", sa.String(), nullable=True),
        sa.Column("hazards_confirmed_sealed", sa.LargeBinary(), nullable=True),
        sa.Column(
            "declined_by",
            sa.Enum(
                "student", "company", name="declined_by", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column(
            "decline_reason",
            sa.Enum(
                "wage",
                "distance",
                "hours",
                "work",
                "health",
                "family",
                "other_job",
                "study",
                "skills",
                "experience",
                "not_met",
                "filled",
                "other",
                name="decline_reason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("decline_words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("suitable", sa.Boolean(), nullable=True),
        sa.Column("judged_by", sa.String(), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(ended_at IS NOT NULL) = (state IN ('hired', 'declined', 'withdrawn'))",
            name=op.f("ck_referrals_ended"),
        ),
        sa.CheckConstraint(
            "(state = 'declined') = (declined_by IS NOT NULL)", name=op.f("ck_referrals_declined")
        ),
        sa.CheckConstraint(
            "sent_at IS NOT NULL OR state IN ('proposed', 'consented', 'declined', 'withdrawn')",
            name=op.f("ck_referrals_sent"),
        ),
        sa.CheckConstraint("(suitable IS NULL) = (judged_by IS NULL)", name=op.f("ck_referrals_judged")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_referrals_company_id")),
        sa.ForeignKeyConstraint(["item_id"], ["shortlist_items.id"], name=op.f("fk_referrals_item_id")),
        sa.ForeignKeyConstraint(["opening_id"], ["openings.id"], name=op.f("fk_referrals_opening_id")),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_referrals_student_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
        sa.UniqueConstraint("ref", name=op.f("uq_referrals_ref")),
    )
    op.create_index(op.f("ix_referrals_company_id"), "referrals", ["company_id"], unique=False)
    op.create_index(op.f("ix_referrals_opening_id"), "referrals", ["opening_id"], unique=False)
    op.create_index(op.f("ix_referrals_student_id"), "referrals", ["student_id"], unique=False)
    op.create_index(
        "uq_referrals_student_id_opening_id",
        "referrals",
        ["student_id", "opening_id"],
        unique=True,
        sqlite_where=sa.text("state NOT IN ('hired', 'declined', 'withdrawn')"),
        postgresql_where=sa.text("state NOT IN ('hired', 'declined', 'withdrawn')"),
    )
    op.create_table(
        "placements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=True),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.Column("employer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("internship", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("occupation", sa.String(), nullable=True),
        sa.Column("wage", sa.Integer(), nullable=True),
        sa.Column("started", sa.Date(), nullable=False),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column(
            "end_reason",
            sa.Enum(
                "student_left",
                "probation",
                "dismissed",
                "contract_over",
                "company_closed",
                "better_job",
                "study",
                "never_started",
                "other",
                "unknown",
                name="end_reason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "evidence",
            sa.Enum(
                "self_report",
                "agreement",
                "contract",
                "insurance",
                "retained_3",
                "retained_6",
                "retained_12",
                name="evidence",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(ended IS NULL) = (end_reason IS NULL)", name=op.f("ck_placements_end_told")),
        sa.CheckConstraint("ended >= started", name=op.f("ck_placements_ended")),
        sa.CheckConstraint(
            "opening_id IS NOT NULL OR employer_sealed IS NOT NULL", name=op.f("ck_placements_employer")
        ),
        sa.CheckConstraint(
            "opening_id IS NOT NULL OR referral_id IS NULL", name=op.f("ck_placements_referral")
        ),
        sa.CheckConstraint("wage >= 0", name=op.f("ck_placements_wage")),
        sa.ForeignKeyConstraint(["opening_id"], ["openings.id"], name=op.f("fk_placements_opening_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_placements_referral_id")),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_placements_student_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placements")),
        sa.UniqueConstraint("ref", name=op.f("uq_placements_ref")),
        sa.UniqueConstraint("referral_id", name=op.f("uq_placements_referral_id")),
    )
    op.create_index(op.f("ix_placements_opening_id"), "placements", ["opening_id"], unique=False)
    op.create_index(op.f("ix_placements_student_id"), "placements", ["student_id"], unique=False)
    op.create_index(
        "uq_placements_student_id",
        "placements",
        ["student_id"],
        unique=True,
        sqlite_where=sa.text("ended IS NULL"),
        postgresql_where=sa.text("ended IS NULL"),
    )
    op.create_table(
        "referral_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "consented",
                "sent",
                "interview",
                "offer",
                "hired",
                "declined",
                "expired",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name=op.f("fk_referral_moves_referral_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_moves")),
    )
    op.create_index(op.f("ix_referral_moves_referral_id"), "referral_moves", ["referral_id"], unique=False)
    op.create_table(
        "service_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "briefing",
                "guidance",
                "recommendation",
                "training",
                "internship",
                "contact",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name=op.f("fk_service_events_referral_id")
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_service_events_student_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_events")),
        sa.UniqueConstraint("ref", name=op.f("uq_service_events_ref")),
        sa.UniqueConstraint("referral_id", name=op.f("uq_service_events_referral_id")),
    )
    op.create_index("ix_service_events_student_id_at", "service_events", ["student_id", "at"], unique=False)
    op.create_table(
        "placement_proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column(
            "evidence",
            sa.Enum(
                "self_report",
                "agreement",
                "contract",
                "insurance",
                "retained_3",
                "retained_6",
                "retained_12",
                name="evidence",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placements.id"],
            name=op.f("fk_placement_proofs_placement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_proofs")),
        sa.UniqueConstraint("ref", name=op.f("uq_placement_proofs_ref")),
    )
    op.create_index(
        op.f("ix_placement_proofs_placement_id"), "placement_proofs", ["placement_id"], unique=False
    )
    op.create_table(
        "retention_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "employed",
                "left",
                "unknown",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.CheckConstraint("months IN (3, 6, 12)", name=op.f("ck_retention_checks_months")),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placements.id"],
            name=op.f("fk_retention_checks_placement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_checks")),
        sa.UniqueConstraint("placement_id", "months", name=op.f("uq_retention_checks_placement_id_months")),
    )
    op.bulk_insert(
        moves,
        [{"before": before, "after": after} for before, words in MOVES.items() for after in words.split()],
    )
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in (ON_POSTGRESQL,) if on_postgresql else ON_SQLITE:
        op.execute(statement)
    for table in ADDED_TO:
        for act in ("UPDATE", "DELETE", "TRUNCATE") if on_postgresql else ("UPDATE", "DELETE"):
            added_to = ADDED_TO_ON_POSTGRESQL if on_postgresql else ADDED_TO_ON_SQLITE
            each = "STATEMENT" if act == "TRUNCATE" else "ROW"
            op.execute(added_to.format(table=table, act=act, each=each))


def downgrade() -> None:
    """Go back: what was placed is lost."""
    op.drop_table("retention_checks")
    op.drop_table("placement_proofs")
    op.drop_table("service_events")
    op.drop_table("referral_moves")
    op.drop_table("placements")
    op.drop_table("referrals")
    op.drop_table("shortlist_items")
    op.drop_table("consent_withdrawals")
    op.drop_table("shortlists")
    op.drop_table("personal_links")
    op.drop_table("consents")
    op.drop_table("lawful_moves")
    if op.get_bind().dialect.name == "postgresql":
        for function in FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}()")
