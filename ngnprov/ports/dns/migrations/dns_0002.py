# SPDX-License-Identifier: Apache-2.0
"""Records that differ in their priority alone are different records, as the files of zones have them (D-G)."""

from alembic import op

revision = "dns_0002"
down_revision = "dns_0001"
branch_labels = None
depends_on = None

_NEW, _OLD = "uq_dns_records_zone_name_type_digest_priority", "uq_dns_records_zone_name_type_digest"


def upgrade() -> None:
    """Let the unique index include the priority."""
    op.create_index(_NEW, "dns_records", ["zone", "name", "type", "digest", "priority"], unique=True)
    op.drop_index(_OLD, table_name="dns_records")
