# SPDX-License-Identifier: Apache-2.0
"""The account of an extension is asked for at COMMIT, and by an index.

At once, SQLite kept a journal of its own for each account that was removed, as it might have had to take back that alone; and
an index of what is not closed does not find who names an account.
"""

import sqlalchemy as sa
from alembic import op

from ngnprov.errors import SchemaMismatch

revision = "pbx_0007"
down_revision = "pbx_0006"
branch_labels = None
depends_on = None

AT_ONCE = "CONSTRAINT fk_pbx_extensions_account FOREIGN KEY(account) REFERENCES sip_accounts (id)"
AT_COMMIT = "DEFERRABLE INITIALLY DEFERRED"


def upgrade() -> None:
    """Change the reference and its index."""
    op.drop_index("uq_pbx_extensions_account", "pbx_extensions")
    if op.get_bind().dialect.name == "sqlite":
        _make_anew()
    else:
        op.execute(f"ALTER TABLE pbx_extensions ALTER CONSTRAINT fk_pbx_extensions_account {AT_COMMIT}")
    named = sa.text("account IS NOT NULL")
    op.create_index(
        "uq_pbx_extensions_account",
        "pbx_extensions",
        ["account"],
        unique=True,
        sqlite_where=named,
        postgresql_where=named,
    )


def _make_anew() -> None:
    """SQLite has no other way to change a reference (https://sqlite.org/lang_altertable.html, 7)."""
    connection = op.get_bind()
    found = connection.execute(
        sa.text("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'pbx_extensions' AND sql IS NOT NULL")
    )
    schema = {row.name: row.sql for row in found}
    table = schema.pop("pbx_extensions")
    head, kept, tail = table.partition(AT_ONCE)
    if not kept:
        raise SchemaMismatch("the table pbx_extensions is not as ngnprov made it")
    for statement in (
        f"{head.replace('pbx_extensions', 'pbx_extensions_new', 1)}{kept} {AT_COMMIT}{tail}",
        "INSERT INTO pbx_extensions_new SELECT * FROM pbx_extensions",  # none was ever removed: it counts on from the last
        "DROP TABLE pbx_extensions",
        "ALTER TABLE pbx_extensions_new RENAME TO pbx_extensions",
        *schema.values(),
    ):
        connection.exec_driver_sql(statement)
