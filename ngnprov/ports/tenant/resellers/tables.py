# SPDX-License-Identifier: Apache-2.0
"""The table of the profiles of resellers: a row for each that has set something, which goes with its entry."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table

from ngnprov.db.columns import Identifier, changes, flag, metadata, number, text

profiles = Table(
    "tenant_reseller_profiles",
    metadata,
    Column(
        "reseller",
        Identifier,
        ForeignKey("customers.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    flag("trial_allowed"),
    number("trial_max_days"),
    flag("strict_hand_down"),
    text("brand_name"),
    text("currency"),
    flag("second_factor_required"),
    text("quota_messages"),  # JSON: {code: text}; empty for none
    text("thresholds"),  # numbers with blanks between
    *changes(),
    CheckConstraint("trial_max_days BETWEEN 1 AND 365", name="trial_max_days_within_a_year"),
)
