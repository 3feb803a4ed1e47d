# SPDX-License-Identifier: Apache-2.0
"""The journal tells of denied calls and failed logins and is pruned; login attempts know when one was looked at.

Entries stay append-only, on PostgreSQL against TRUNCATE and on SQLite against INSERT OR REPLACE, too. Those alone can be
deleted of which another entry says that they are pruned.
"""

import sqlalchemy as sa
from alembic import op

revision = "kernel_0003"
down_revision = "kernel_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns, indexes and triggers."""
    for column in ("latest", "told"):
        op.add_column("login_attempts", sa.Column(column, sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("journal", sa.Column("kind", sa.Text(), server_default="change", nullable=False))
    op.add_column("journal", sa.Column("address", sa.Text(), server_default="", nullable=False))
    op.add_column("journal", sa.Column("code", sa.Integer(), server_default="0", nullable=False))
    op.add_column("journal", sa.Column("customer", sa.Integer(), server_default="0", nullable=False))
    op.add_column("journal", sa.Column("pruned_to", sa.BigInteger(), nullable=True))
    for column in ("at", "login", "entry", "customer"):
        op.create_index(op.f(f"ix_journal_{column}"), "journal", [column], unique=False)
    op.create_index(
        op.f("ix_journal_pruned_to"),
        "journal",
        ["pruned_to"],
        unique=False,
        sqlite_where=sa.text("pruned_to IS NOT NULL"),
        postgresql_where=sa.text("pruned_to IS NOT NULL"),
    )
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(sa.text(statement))


# A trigger that looks at NEW.id before an INSERT sees -1 where SQLite is yet to choose it. REPLACE fires no trigger of DELETE.
_APPEND_ONLY = {
    "sqlite": [
        "DROP TRIGGER journal_no_delete",
        """
        CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
        WHEN OLD.id > coalesce((SELECT max(pruned_to) FROM journal WHERE pruned_to IS NOT NULL), 0)
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
        """,
        """
        CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
        WHEN NEW.id != -1 AND NEW.id <= coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'journal'), 0)
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
        """,
        """
        CREATE TRIGGER journal_no_prune_ahead AFTER INSERT ON journal WHEN NEW.pruned_to >= NEW.id
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
        """,
    ],
    "postgresql": [
        "DROP TRIGGER journal_no_change ON journal",
        "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal FOR EACH ROW EXECUTE FUNCTION journal_refuse()",
        """
        CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
        FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()
        """,
        """
        CREATE TRIGGER journal_no_prune_ahead BEFORE INSERT ON journal
        FOR EACH ROW WHEN (NEW.pruned_to >= NEW.id) EXECUTE FUNCTION journal_refuse()
        """,
        # the table by its full name: a temporary one of the same name would be found before it
        """
        CREATE FUNCTION journal_refuse_unless_pruned() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            pruned bigint;
        BEGIN
            EXECUTE format(
                'SELECT max(pruned_to) FROM %I.%I WHERE pruned_to IS NOT NULL', TG_TABLE_SCHEMA, TG_TABLE_NAME
            ) INTO pruned;
            IF OLD.id > coalesce(pruned, 0) THEN
                RAISE EXCEPTION 'the journal is append-only';
            END IF;
            RETURN OLD;
        END $$
        """,
        """
        CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
        FOR EACH ROW EXECUTE FUNCTION journal_refuse_unless_pruned()
        """,
    ],
}
