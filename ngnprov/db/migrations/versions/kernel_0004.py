# SPDX-License-Identifier: Apache-2.0
"""Ledgers of what a call can be asked: answers kept for retries, ways back, what must leave the house, what was told lately,
links of the journal.

Links are as append-only as the entries they are of: those alone can be deleted whose entries are pruned, and of these never
the last one of a stream, on which the next one rests.
"""

import sqlalchemy as sa
from alembic import op

revision = "kernel_0004"
down_revision = "kernel_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns, tables and triggers."""
    _extend_journal()
    op.create_table(
        "idempotency",
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("transaction", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("login", "key", name=op.f("pk_idempotency")),
    )
    op.create_index(op.f("ix_idempotency_at"), "idempotency", ["at"], unique=False)
    op.create_table(
        "undo",
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("transaction", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("steps", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("at", "transaction", "place", name=op.f("pk_undo")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    _create_outbox()
    _create_links()


def _extend_journal() -> None:
    op.add_column("journal", sa.Column("reseller", sa.Integer(), server_default="0", nullable=False))
    op.add_column("journal", sa.Column("on_behalf_of", sa.Text(), server_default="", nullable=False))
    op.add_column("journal", sa.Column("reverts", sa.BigInteger(), nullable=True))
    op.add_column("journal", sa.Column("undo", sa.Text(), nullable=True))
    op.create_index(
        op.f("ix_journal_reverts"),
        "journal",
        ["reverts"],
        unique=False,
        sqlite_where=sa.text("reverts IS NOT NULL"),
        postgresql_where=sa.text("reverts IS NOT NULL"),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("is_dead", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("failure", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("message", name=op.f("uq_outbox_message")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_outbox_customer_id"),
        "outbox",
        ["customer", "id"],
        unique=False,
        sqlite_where=sa.text("is_dead IS 0"),
        postgresql_where=sa.text("is_dead IS false"),
    )
    op.create_table(
        "notices",
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("about", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_until"), "notices", ["until"], unique=False)


def _create_links() -> None:
    op.create_table(
        "journal_links",
        sa.Column("entry", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("stream", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_journal_links")),
        sa.UniqueConstraint("stream", "number", name=op.f("uq_journal_links_stream_number")),
    )
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(sa.text(statement))


_APPEND_ONLY = {
    "sqlite": [
        """
        CREATE TRIGGER journal_links_no_update BEFORE UPDATE ON journal_links
        BEGIN SELECT RAISE(ABORT, 'the links of the journal are append-only'); END
        """,
        """
        CREATE TRIGGER journal_links_no_delete BEFORE DELETE ON journal_links
        WHEN NOT EXISTS (
            SELECT 1 FROM journal_links AS later
            WHERE later.stream = OLD.stream AND later.number > OLD.number
            AND later.entry <= (SELECT max(pruned_to) FROM journal WHERE pruned_to IS NOT NULL)
        )
        BEGIN SELECT RAISE(ABORT, 'the links of the journal are append-only'); END
        """,
        """
        CREATE TRIGGER journal_links_no_replace BEFORE INSERT ON journal_links
        WHEN EXISTS (
            SELECT 1 FROM journal_links
            WHERE entry = NEW.entry OR (stream = NEW.stream AND number = NEW.number)
        )
        BEGIN SELECT RAISE(ABORT, 'the links of the journal are append-only'); END
        """,
    ],
    "postgresql": [
        "CREATE TRIGGER journal_links_no_update BEFORE UPDATE ON journal_links FOR EACH ROW"
        " EXECUTE FUNCTION journal_refuse()",
        """
        CREATE TRIGGER journal_links_no_truncate BEFORE TRUNCATE ON journal_links
        FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()
        """,
        """
        CREATE FUNCTION journal_links_refuse_the_last() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            is_last boolean;
        BEGIN
            EXECUTE format(
                'SELECT EXISTS (SELECT 1 FROM (SELECT stream, max(number) AS number FROM gone GROUP BY stream) AS lost'
                ' WHERE NOT EXISTS (SELECT 1 FROM %1$I.journal_links AS later'
                ' WHERE later.stream = lost.stream AND later.number > lost.number AND later.entry <='
                ' (SELECT max(pruned_to) FROM %1$I.journal WHERE pruned_to IS NOT NULL)))', TG_TABLE_SCHEMA
            ) INTO is_last;
            IF is_last THEN
                RAISE EXCEPTION 'the links of the journal are append-only';
            END IF;
            RETURN NULL;
        END $$
        """,
        """
        CREATE TRIGGER journal_links_no_delete AFTER DELETE ON journal_links REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION journal_links_refuse_the_last()
        """,
    ],
}
