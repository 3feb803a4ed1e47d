# SPDX-License-Identifier: Apache-2.0
"""What auto attendants have besides what every extension has, and where their keys lead; nothing of one that was removed.

A key leads to an extension or to a telephone number, whoever is reached by it."""

from sqlalchemy import CheckConstraint, Column, Index, Table, Text

from ngnprov.db.columns import metadata, refers, text

KEYS = (*"0123456789", "*", "#", "timeout", "invalid")
"""What a caller may press, in the order in which keys are shown; nothing for a while; something that leads nowhere."""

attendants = Table(
    "pbx_attendants",
    metadata,
    refers("extension", "pbx_extensions.id", primary_key=True, autoincrement=False),
    text("greeting"),
)

keys = Table(
    "pbx_attendant_keys",
    metadata,
    refers("extension", "pbx_attendants.extension", primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    refers("target", "pbx_extensions.id", nullable=True),
    refers("number", "pbx_numbers.id", nullable=True),
    CheckConstraint("(target IS NULL) != (number IS NULL)", name="one_target"),
)
Index("ix_pbx_attendant_keys_target", keys.c.target)
Index("ix_pbx_attendant_keys_number", keys.c.number)
