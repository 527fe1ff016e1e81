"""What is approved stands: the database refuses changes of it, and referrals of anything else."""

from alembic import op

revision = "0012"
down_revision = "0011"

IS_APPROVED = "EXISTS (SELECT 1 FROM shortlists WHERE id = NEW.shortlist_id AND approved_at IS NOT NULL)"
DECISIONS = "shortlist_id, rank, position, score, pinned, dropped_reason"
IS_REFERRED = """
    OLD.approved_at IS NOT NULL AND NEW.approved_at IS NULL AND EXISTS (
        SELECT 1 FROM referrals JOIN shortlist_items ON shortlist_items.id = item_id
        WHERE shortlist_id = OLD.id)
"""
CHOSEN = """
    1 FROM shortlist_items JOIN shortlists ON shortlists.id = shortlist_id
    WHERE shortlist_items.id = NEW.item_id AND shortlist_items.student_id = NEW.student_id
    AND shortlist_items.opening_id = NEW.opening_id AND dropped_reason IS NULL AND approved_at IS NOT NULL
"""
"""The pair of a referral stands on an approved shortlist and was not dropped."""

ON_SQLITE = (
    f"""
CREATE TRIGGER shortlist_items_frozen BEFORE UPDATE OF {DECISIONS} ON shortlist_items WHEN {IS_APPROVED}
BEGIN SELECT RAISE(ABORT, 'an approved shortlist stands as it is'); END
""",
    f"""
CREATE TRIGGER shortlists_referred BEFORE UPDATE OF approved_at ON shortlists WHEN {IS_REFERRED}
BEGIN SELECT RAISE(ABORT, 'a referral hangs on this shortlist'); END
""",
    f"""
CREATE TRIGGER referrals_chosen BEFORE INSERT ON referrals WHEN NOT EXISTS (SELECT {CHOSEN})
BEGIN SELECT RAISE(ABORT, 'only what stands on an approved shortlist is referred'); END
""",
)
# A referral waits for whoever is about to take the approval back, and then sees what became of it.
ON_POSTGRESQL = f"""
CREATE FUNCTION check_frozen_item() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF {IS_APPROVED} THEN RAISE EXCEPTION 'an approved shortlist stands as it is'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER shortlist_items_frozen BEFORE UPDATE OF {DECISIONS} ON shortlist_items
FOR EACH ROW EXECUTE FUNCTION check_frozen_item();
CREATE FUNCTION check_reopening() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF {IS_REFERRED} THEN RAISE EXCEPTION 'a referral hangs on this shortlist'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER shortlists_referred BEFORE UPDATE OF approved_at ON shortlists
FOR EACH ROW EXECUTE FUNCTION check_reopening();
CREATE FUNCTION check_chosen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM {CHOSEN} FOR SHARE OF shortlists;
    IF NOT FOUND THEN RAISE EXCEPTION 'only what stands on an approved shortlist is referred'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER referrals_chosen BEFORE INSERT ON referrals
FOR EACH ROW EXECUTE FUNCTION check_chosen()
"""
TRIGGERS = {
    "shortlist_items_frozen": ("shortlist_items", "check_frozen_item"),
    "shortlists_referred": ("shortlists", "check_reopening"),
    "referrals_chosen": ("referrals", "check_chosen"),
}


def upgrade() -> None:
    """Go forward."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in (ON_POSTGRESQL,) if on_postgresql else ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Go back."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for trigger, (table, function) in TRIGGERS.items():
        op.execute(f"DROP TRIGGER {trigger}" + (f" ON {table}" if on_postgresql else ""))
        if on_postgresql:
            op.execute(f"DROP FUNCTION {function}()")
