"""Two registries and their imports."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Go forward."""
    counter = op.create_table(
        "change_counter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_change_counter_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_counter")),
    )
    op.create_table(
        "companies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "active", "suspended", name="status", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("industry", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("place_words", sa.String(), nullable=True),
        sa.Column("size", sa.String(), nullable=True),
        sa.Column("contact_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("joined", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companies")),
        sa.UniqueConstraint("ref", name=op.f("uq_companies_ref")),
        sa.UniqueConstraint("uscc", name=op.f("uq_companies_uscc")),
    )
    op.create_index(op.f("ix_companies_name_key"), "companies", ["name_key"])
    op.create_index(
        "uq_companies_name_key",
        "companies",
        ["name_key"],
        unique=True,
        sqlite_where=sa.text("uscc IS NULL"),
        postgresql_where=sa.text("uscc IS NULL"),
    )

    op.create_table(
        "data_keys",
        sa.Column("owner", sa.String(length=26), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_data_keys")),
    )
    op.create_index(op.f("ix_data_keys_key_id"), "data_keys", ["key_id"])

    op.create_table(
        "households",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("number_blind", sa.LargeBinary(), nullable=False),
        sa.Column("head_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_households")),
        sa.UniqueConstraint("number_blind", name=op.f("uq_households_number_blind")),
        sa.UniqueConstraint("ref", name=op.f("uq_households_ref")),
    )
    op.create_table(
        "import_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "students",
                "companies",
                "openings",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sheet", sa.String(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("not_in_file", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "read = created + updated + unchanged + duplicates + rejected",
            name=op.f("ck_import_batches_read"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batches")),
        sa.UniqueConstraint("ref", name=op.f("uq_import_batches_ref")),
    )
    op.create_table(
        "import_problems",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("column", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column(
            "severity",
            sa.Enum(
                "error", "warning", name="severity", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("params", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batches.id"], name=op.f("fk_import_problems_batch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_problems")),
    )
    op.create_index(op.f("ix_import_problems_batch_id"), "import_problems", ["batch_id"])

    op.create_table(
        "openings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("external_ref", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("place_key", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "waiting",
                "withdrawn",
                "closed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("status_reason", sa.String(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("occupation", sa.String(), nullable=True),
        sa.Column("occupation_confidence", sa.Double(), nullable=False),
        sa.Column("internship", sa.Boolean(), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("headcount_stated", sa.Boolean(), nullable=False),
        sa.Column("filled", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("place_words", sa.String(), nullable=True),
        sa.Column("wage_low", sa.Integer(), nullable=True),
        sa.Column("wage_high", sa.Integer(), nullable=True),
        sa.Column("wage_words", sa.String(), nullable=True),
        sa.Column("education", sa.Integer(), nullable=True),
        sa.Column("education_words", sa.String(), nullable=True),
        sa.Column("majors", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("fields", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("majors_words", sa.String(), nullable=True),
        sa.Column("experience_months", sa.Integer(), nullable=True),
        sa.Column("experience_words", sa.String(), nullable=True),
        sa.Column("skills", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("skills_words", sa.String(), nullable=True),
        sa.Column("certificates", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("certificates_words", sa.String(), nullable=True),
        sa.Column("board", sa.Boolean(), nullable=True),
        sa.Column("lodging", sa.Boolean(), nullable=True),
        sa.Column("board_words", sa.String(), nullable=True),
        sa.Column("shifts", sa.String(), nullable=True),
        sa.Column("hazards", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("hazards_words", sa.String(), nullable=True),
        sa.Column("demands", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("contract_months", sa.Integer(), nullable=True),
        sa.Column("contract_words", sa.String(), nullable=True),
        sa.Column("probation_months", sa.Integer(), nullable=True),
        sa.Column("probation_words", sa.String(), nullable=True),
        sa.Column("duties", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("contract_months >= 0", name=op.f("ck_openings_contract_months")),
        sa.CheckConstraint(
            "education IN (0, 11, 14, 21, 31, 41, 44, 47, 61, 71, 81, 90)", name=op.f("ck_openings_education")
        ),
        sa.CheckConstraint("experience_months >= 0", name=op.f("ck_openings_experience_months")),
        sa.CheckConstraint("filled >= 0 AND filled <= headcount", name=op.f("ck_openings_filled")),
        sa.CheckConstraint("headcount >= 1", name=op.f("ck_openings_headcount")),
        sa.CheckConstraint(
            "occupation_confidence >= 0 AND occupation_confidence <= 1",
            name=op.f("ck_openings_occupation_confidence"),
        ),
        sa.CheckConstraint("probation_months >= 0", name=op.f("ck_openings_probation_months")),
        sa.CheckConstraint("wage_low >= 0 AND wage_low <= wage_high", name=op.f("ck_openings_wage")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_openings_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openings")),
        sa.UniqueConstraint("company_id", "external_ref", name=op.f("uq_openings_company_id_external_ref")),
        sa.UniqueConstraint("ref", name=op.f("uq_openings_ref")),
    )
    op.create_index(op.f("ix_openings_company_id"), "openings", ["company_id"])
    op.create_index(
        "uq_openings_company_id_title_key_place_key",
        "openings",
        ["company_id", "title_key", "place_key"],
        unique=True,
        sqlite_where=sa.text("external_ref IS NULL"),
        postgresql_where=sa.text("external_ref IS NULL"),
    )

    op.create_table(
        "students",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("id_number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id_number_blind", sa.LargeBinary(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("name_blind", sa.LargeBinary(), nullable=False),
        sa.Column("birth_date_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("guardian_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("guardian_phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("limits_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("limits_words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("experience_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "not_contacted",
                "unreachable",
                "seeking",
                "proposed",
                "interview",
                "to_start",
                "employed",
                "self_employed",
                "further_study",
                "army",
                "internship",
                "training",
                "not_seeking",
                "moved_away",
                "left_programme",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("state_words", sa.String(), nullable=True),
        sa.Column("education", sa.Integer(), nullable=True),
        sa.Column("education_words", sa.String(), nullable=True),
        sa.Column(
            "completion",
            sa.Enum(
                "graduated",
                "completed",
                "left",
                "in_school",
                name="completion",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("completion_words", sa.String(), nullable=True),
        sa.Column("graduation", sa.Date(), nullable=True),
        sa.Column("graduation_words", sa.String(), nullable=True),
        sa.Column("school", sa.String(), nullable=True),
        sa.Column("major_words", sa.String(), nullable=True),
        sa.Column("majors", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("fields", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("skills", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("skills_read", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("skills_words", sa.String(), nullable=True),
        sa.Column("certificates", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("certificates_words", sa.String(), nullable=True),
        sa.Column("experience_months", sa.Integer(), nullable=True),
        sa.Column("wished_occupations", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("wished_words", sa.String(), nullable=True),
        sa.Column("wage_floor", sa.Integer(), nullable=True),
        sa.Column("wage_words", sa.String(), nullable=True),
        sa.Column("wished_places", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("wished_places_words", sa.String(), nullable=True),
        sa.Column("needs_dormitory", sa.Boolean(), nullable=True),
        sa.Column("may_relocate", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "education IN (0, 11, 14, 21, 31, 41, 44, 47, 61, 71, 81, 90)", name=op.f("ck_students_education")
        ),
        sa.CheckConstraint("experience_months >= 0", name=op.f("ck_students_experience_months")),
        sa.CheckConstraint("wage_floor >= 0", name=op.f("ck_students_wage_floor")),
        sa.ForeignKeyConstraint(["household_id"], ["households.id"], name=op.f("fk_students_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_students")),
        sa.UniqueConstraint("id_number_blind", name=op.f("uq_students_id_number_blind")),
        sa.UniqueConstraint("ref", name=op.f("uq_students_ref")),
    )
    op.create_index(op.f("ix_students_household_id"), "students", ["household_id"])
    op.create_index(op.f("ix_students_name_blind"), "students", ["name_blind"])

    op.create_table(
        "hardships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("category_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_hardships_valid_order")),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_hardships_student_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hardships")),
        sa.UniqueConstraint("ref", name=op.f("uq_hardships_ref")),
    )
    op.create_index(op.f("ix_hardships_student_id"), "hardships", ["student_id"])
    op.bulk_insert(counter, [{"id": 1, "value": 0}])


def downgrade() -> None:
    """Go back."""
    op.drop_table("hardships")
    op.drop_table("students")
    op.drop_table("openings")
    op.drop_table("import_problems")
    op.drop_table("import_batches")
    op.drop_table("households")
    op.drop_table("data_keys")
    op.drop_table("companies")
    op.drop_table("change_counter")
