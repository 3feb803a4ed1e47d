# SPDX-License-Identifier: Apache-2.0
"""The probe of the key file. It is filled by whoever has the key file: init, migrate or serve."""

import sqlalchemy as sa
from alembic import op

revision = "kernel_0002"
down_revision = "kernel_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "key_probe",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("probe", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_key_probe_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_probe")),
    )
