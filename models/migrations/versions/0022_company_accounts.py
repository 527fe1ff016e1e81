"""A company gets accounts of its own, beside its keys."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

STAFF = ("administrator", "officer", "street_officer", "leader", "auditor")


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("accounts") as altered:
        altered.add_column(sa.Column("company_id", sa.Integer(), nullable=True))
        altered.create_foreign_key("fk_accounts_company_id", "companies", ["company_id"], ["id"])
        altered.drop_constraint("staff", type_="check")
        altered.create_check_constraint("has_account", f"role IN ({_words((*STAFF, 'company'))})")
        altered.create_check_constraint("company", "(role = 'company') = (company_id IS NOT NULL)")
    op.create_index(op.f("ix_accounts_company_id"), "accounts", ["company_id"])


def downgrade() -> None:
    """Go back: companies come by their keys alone."""
    accounts = sa.table("accounts", *map(sa.column, ("id", "ref", "company_id")))
    theirs = accounts.c.company_id.is_not(None)
    for table in ("login_sessions", "api_keys"):
        rows = sa.table(table, sa.column("account_id"))
        op.execute(rows.delete().where(rows.c.account_id.in_(sa.select(accounts.c.id).where(theirs))))
    keys = sa.table("data_keys", sa.column("owner"))
    op.execute(keys.delete().where(keys.c.owner.in_(sa.select(accounts.c.ref).where(theirs))))
    op.execute(accounts.delete().where(theirs))
    op.drop_index(op.f("ix_accounts_company_id"), "accounts")
    with op.batch_alter_table("accounts") as altered:
        altered.drop_constraint("company", type_="check")
        altered.drop_constraint("has_account", type_="check")
        altered.create_check_constraint("staff", f"role IN ({_words(STAFF)})")
        altered.drop_constraint("fk_accounts_company_id", type_="foreignkey")
        altered.drop_column("company_id")


def _words(roles: tuple[str, ...]) -> str:
    return ", ".join(f"'{role}'" for role in roles)
