# SPDX-License-Identifier: Apache-2.0
"""Jobs that bring in files, and what has become of their rows."""

import sqlalchemy as sa
from alembic import op

revision = "imports_0001"
down_revision = None
branch_labels = ("imports",)
depends_on = "customer_0001"


def upgrade() -> None:
    """Make the tables."""
    _jobs()
    _rows()


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _jobs() -> None:
    op.create_table(
        "imports_jobs",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer", sa.Integer(), nullable=False),
        *map(_text, ("state", "request_id", "claimant", "created_by", "login")),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        *map(_text, ("address", "on_behalf_of")),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("total", "next", "made", "refused", "errorcode")),
        *map(_text, ("errorstring", "create_date", "change_date")),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'cancelled', 'failed')", name=op.f("ck_imports_jobs_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["customer"], ["customers.id"], name=op.f("fk_imports_jobs_customer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports_jobs")),
    )
    op.create_index("ix_imports_jobs_customer", "imports_jobs", ["customer", "id"], unique=False)
    op.create_index("ix_imports_jobs_state", "imports_jobs", ["state", "change_date"], unique=False)
    op.create_index("ix_imports_jobs_request_id", "imports_jobs", ["request_id", "claimant", "id"], unique=False)


def _rows() -> None:
    op.create_table(
        "imports_rows",
        sa.Column("job", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        *map(_text, ("status", "account_id")),
        sa.Column("errorcode", sa.Integer(), nullable=False),
        *map(_text, ("errorstring", "field", "kind")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("limit", "used", "holder")),
        sa.ForeignKeyConstraint(["job"], ["imports_jobs.id"], name=op.f("fk_imports_rows_job"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job", "row", name=op.f("pk_imports_rows")),
    )
