# SPDX-License-Identifier: Apache-2.0
"""For which user, and by which of his API tokens, a job was begun."""

import sqlalchemy as sa
from alembic import op

revision = "imports_0002"
down_revision = "imports_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; nobody began a job as a user before."""
    for name in ("person", "token"):
        op.add_column("imports_jobs", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
