"""A company gets accounts of its own, beside its keys."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

STAFF = ("administrator", "officer", "street_officer", "leader", "auditor")
OF_COMPANIES = "WHERE account_id IN (SELECT id FROM accounts WHERE company_id IS NOT NULL)"


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("accounts") as accounts:
        accounts.add_column(sa.Column("company_id", sa.Integer(), nullable=True))
        accounts.create_foreign_key("fk_accounts_company_id", "companies", ["company_id"], ["id"])
        accounts.drop_constraint("staff", type_="check")
        accounts.create_check_constraint("has_account", f"role IN ({_words((*STAFF, 'company'))})")
        accounts.create_check_constraint("company", "(role = 'company') = (company_id IS NOT NULL)")
    op.create_index(op.f("ix_accounts_company_id"), "accounts", ["company_id"])


def downgrade() -> None:
    """Go back: companies come by their keys alone."""
    op.execute(f"DELETE FROM login_sessions {OF_COMPANIES}")
    op.execute(f"DELETE FROM api_keys {OF_COMPANIES}")
    op.execute("DELETE FROM data_keys WHERE owner IN (SELECT ref FROM accounts WHERE company_id IS NOT NULL)")
    op.execute("DELETE FROM accounts WHERE company_id IS NOT NULL")
    op.drop_index(op.f("ix_accounts_company_id"), "accounts")
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_constraint("company", type_="check")
        accounts.drop_constraint("has_account", type_="check")
        accounts.create_check_constraint("staff", f"role IN ({_words(STAFF)})")
        accounts.drop_constraint("fk_accounts_company_id", type_="foreignkey")
        accounts.drop_column("company_id")


def _words(roles: tuple[str, ...]) -> str:
    return ", ".join(f"'{role}'" for role in roles)
