# SPDX-License-Identifier: Apache-2.0
"""SIP domains, accounts and aliases have a version, which counts their changes (promise P5)."""

import sqlalchemy as sa
from alembic import op

revision = "sip_0006"
down_revision = "sip_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    for table in ("sip_domains", "sip_accounts", "sip_aliases"):
        op.add_column(table, sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
