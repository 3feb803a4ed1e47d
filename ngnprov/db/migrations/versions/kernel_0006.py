# SPDX-License-Identifier: Apache-2.0
"""Sessions and second factors of whoever logs in."""

import sqlalchemy as sa
from alembic import op

revision = "kernel_0006"
down_revision = "kernel_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make three tables, and a flag of administrators."""
    op.add_column("administrators", sa.Column("has_factor", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "login_factors",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("pending", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "owner", name=op.f("pk_login_factors")),
    )
    op.create_table(
        "login_recovery_codes",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "owner", "digest", name=op.f("pk_login_recovery_codes")),
    )
    _sessions()


def _sessions() -> None:
    op.create_table(
        "login_sessions",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("stands_on", sa.LargeBinary(), nullable=False),
        sa.Column("has_factor", sa.Boolean(), nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("begun", "used", "ends", "address")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_sessions")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_login_sessions_digest", "login_sessions", ["digest"], unique=True)
    op.create_index("ix_login_sessions_owner", "login_sessions", ["kind", "owner", "id"], unique=False)
    op.create_index("ix_login_sessions_ends", "login_sessions", ["ends"], unique=False)
