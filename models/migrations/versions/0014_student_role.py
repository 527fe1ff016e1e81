"""A student comes in by a link: a role that no account has, which the list of roles names all the same."""

from alembic import op

revision = "0014"
down_revision = "0013"

ROLES = ("administrator", "officer", "street_officer", "leader", "auditor", "company")
OPERATOR = "operator"


def upgrade() -> None:
    """Go forward."""
    _allow_roles((*ROLES, "student", OPERATOR))


def downgrade() -> None:
    """Go back."""
    _allow_roles((*ROLES, OPERATOR))


def _allow_roles(roles: tuple[str, ...]) -> None:
    words = ", ".join(f"'{role}'" for role in roles)
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_constraint("role", type_="check")
        accounts.create_check_constraint("role", f"role IN ({words})")
