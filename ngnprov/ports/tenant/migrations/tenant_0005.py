# SPDX-License-Identifier: Apache-2.0
"""Connection templates, connections that are asked, and whom they have discovered."""

import sqlalchemy as sa
from alembic import op

revision = "tenant_0005"
down_revision = "tenant_0004"
branch_labels = None
depends_on = None

_BY_CODE_POINT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_TEMPLATES, _CONNECTIONS, _FOUND = "tenant_connection_templates", "tenant_connections", "tenant_discovered_users"


def upgrade() -> None:
    """Make the tables. What was kept so far is asked when somebody enables it, and not by an upgrade."""
    _templates()
    _connections()
    _discovered()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _folded(name: str) -> sa.Column[str]:
    return sa.Column(name, _BY_CODE_POINT, server_default="", nullable=False)


def _changes() -> tuple[sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
    )


def _templates() -> None:
    op.create_table(
        _TEMPLATES,
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        *(_text("name"), _folded("name_fold"), _text("type"), _text("host")),
        sa.Column("master_key", sa.LargeBinary(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        *_changes(),
        sa.CheckConstraint("host <> ''", name=op.f(f"ck_{_TEMPLATES}_host_given")),
        sa.ForeignKeyConstraint(["reseller"], ["customers.id"], name=op.f(f"fk_{_TEMPLATES}_reseller")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_TEMPLATES}")),
    )
    where = sa.text("is_default")
    op.create_index(
        f"uq_{_TEMPLATES}_default", _TEMPLATES, ["reseller"], unique=True, sqlite_where=where, postgresql_where=where
    )
    for name, column in (("reseller", "reseller"), ("name", "name_fold"), ("change_date", "change_date")):
        op.create_index(f"ix_{_TEMPLATES}_{name}", _TEMPLATES, [column, "id"], unique=False)


def _connections() -> None:
    op.execute(
        f"ALTER TABLE {_CONNECTIONS} ADD COLUMN template INTEGER"
        f" CONSTRAINT fk_{_CONNECTIONS}_template REFERENCES {_TEMPLATES} (id)"
    )
    for column in (
        *(_text("last_error"), _text("due_at"), _text("synced_at")),
        sa.Column("generation", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
    ):
        op.add_column(_CONNECTIONS, column)
    for name, condition in (("template", "template IS NOT NULL"), ("due_at", "due_at <> ''")):
        where = sa.text(condition)
        op.create_index(
            f"ix_{_CONNECTIONS}_{name}",
            _CONNECTIONS,
            [name, "id"],
            unique=False,
            sqlite_where=where,
            postgresql_where=where,
        )
    connections = sa.table(_CONNECTIONS, sa.column("enabled", sa.Boolean()))
    op.execute(sa.update(connections).values(enabled=sa.false()))


def _discovered() -> None:
    op.create_table(
        _FOUND,
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("connection", sa.Integer(), nullable=False),
        *(_text("external_id"), _text("external_account")),
        *(_text("email"), _folded("email_fold"), _text("name"), _folded("name_fold")),
        sa.Column("user", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("by_hand", "gone")),
        *_changes(),
        sa.CheckConstraint("external_id <> ''", name=op.f(f"ck_{_FOUND}_external_id_given")),
        sa.ForeignKeyConstraint(
            ["connection"], [f"{_CONNECTIONS}.id"], name=op.f(f"fk_{_FOUND}_connection"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_FOUND}")),
    )
    op.create_index(f"uq_{_FOUND}_external_id", _FOUND, ["connection", "external_id"], unique=True)
    for name, column in (
        ("connection", "connection"),
        ("email", "email_fold"),
        ("name", "name_fold"),
        ("change_date", "change_date"),
    ):
        op.create_index(f"ix_{_FOUND}_{name}", _FOUND, [column, "id"], unique=False)
    op.create_index(f"ix_{_FOUND}_user", _FOUND, ["user"], unique=False)
