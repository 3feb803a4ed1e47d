# SPDX-License-Identifier: Apache-2.0
"""Rating profiles."""

import sqlalchemy as sa
from alembic import op

revision = "rating_0001"
down_revision = None
branch_labels = ("rating",)
depends_on = "sip_0001"


def upgrade() -> None:
    """Make the table."""
    by_code_point = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "rating_profiles",
        sa.Column("entity", by_code_point, nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("domain", by_code_point, nullable=True),
        sa.Column("profile_weekday", sa.Text(), server_default="", nullable=False),
        sa.Column("profile_weekday_alt", sa.Text(), server_default="", nullable=False),
        sa.Column("profile_weekend", sa.Text(), server_default="", nullable=False),
        sa.Column("profile_weekend_alt", sa.Text(), server_default="", nullable=False),
        sa.Column("timezone", sa.Text(), server_default="", nullable=False),
        sa.Column("increment", sa.Integer(), nullable=False),
        sa.Column("min_duration", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(account IS NOT NULL) = (substr(entity, 1, 13) = 'subscriber://')",
            name=op.f("ck_rating_profiles_account_of_subscriber"),
        ),
        sa.CheckConstraint(
            "(domain IS NOT NULL) = (substr(entity, 1, 9) = 'domain://')",
            name=op.f("ck_rating_profiles_domain_of_domain"),
        ),
        sa.ForeignKeyConstraint(
            ["account"], ["sip_accounts.id"], name=op.f("fk_rating_profiles_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["domain"], ["sip_domains.domain"], name=op.f("fk_rating_profiles_domain"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entity", name=op.f("pk_rating_profiles")),
    )
    op.create_index("uq_rating_profiles_account", "rating_profiles", ["account"], unique=True)
    op.create_index("uq_rating_profiles_domain", "rating_profiles", ["domain"], unique=True)
