# SPDX-License-Identifier: Apache-2.0
"""Users who log in: identities, invitations, API tokens, roles of resellers, and what is known of a user.

Whoever was kept before has accepted nothing: he stays, as one who is to be invited.
"""

import sqlalchemy as sa
from alembic import op

revision = "tenant_0006"
down_revision = "tenant_0005"
branch_labels = None
depends_on = None

_BY_CODE_POINT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Widen the table of users, and make the others."""
    _users()
    op.create_table(
        "tenant_identities",
        sa.Column("email", _BY_CODE_POINT, nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_tenant_identities")),
    )
    _invitations()
    _tokens()
    _roles()


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _users() -> None:
    op.add_column("tenant_users", sa.Column("is_disabled", sa.Boolean(), server_default=sa.false(), nullable=False))
    for name in ("accept_date", "activation", "expiry", "allowed_networks", "timezone", "language", "external_id"):
        op.add_column("tenant_users", _text(name))
    op.add_column("tenant_users", sa.Column("external_id_fold", _BY_CODE_POINT, server_default="", nullable=False))
    op.add_column("tenant_users", _text("last_login"))
    op.drop_index("uq_tenant_users_email", "tenant_users")
    op.create_index("uq_tenant_users_email", "tenant_users", ["customer", "email_fold"], unique=True)
    op.create_index("ix_tenant_users_email", "tenant_users", ["email_fold", "id"], unique=False)
    op.create_index("ix_tenant_users_external_id", "tenant_users", ["external_id_fold", "id"], unique=False)


def _invitations() -> None:
    op.create_table(
        "tenant_invitations",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        *map(_text, ("at", "expires", "sent", "used")),
        sa.ForeignKeyConstraint(
            ["user"], ["tenant_users.id"], name=op.f("fk_tenant_invitations_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant_invitations")),
    )
    op.create_index("uq_tenant_invitations_digest", "tenant_invitations", ["digest"], unique=True)
    op.create_index("ix_tenant_invitations_user", "tenant_invitations", ["user", "id"], unique=False)
    op.create_index("ix_tenant_invitations_sent", "tenant_invitations", ["sent", "at"], unique=False)


def _tokens() -> None:
    op.create_table(
        "tenant_tokens",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        *map(_text, ("name", "hint", "permissions", "expiry", "create_date", "last_used")),
        sa.ForeignKeyConstraint(["user"], ["tenant_users.id"], name=op.f("fk_tenant_tokens_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant_tokens")),
    )
    op.create_index("uq_tenant_tokens_digest", "tenant_tokens", ["digest"], unique=True)
    op.create_index("ix_tenant_tokens_user", "tenant_tokens", ["user", "id"], unique=False)


def _roles() -> None:
    op.create_table(
        "tenant_roles",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reseller", sa.Integer(), nullable=False),
        *map(_text, ("code", "name", "permissions")),
        sa.Column("change_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("code <> ''", name=op.f("ck_tenant_roles_code_given")),
        sa.ForeignKeyConstraint(
            ["reseller"], ["customers.id"], name=op.f("fk_tenant_roles_reseller"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant_roles")),
    )
    op.create_index("uq_tenant_roles_code", "tenant_roles", ["reseller", "code"], unique=True)
