# SPDX-License-Identifier: Apache-2.0
"""The table of phonebook entries. A platform that decides by accept rules looks up the group of a caller here."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from ngnprov.db.columns import folded, metadata, text
from ngnprov.ports.sip.accounts.tables import of_account

phonebook = Table(
    "sip_phonebook",
    metadata,
    of_account(nullable=False),
    text("uri"),  # lower case, otherwise as the client wrote it: with or without scheme, % included
    folded("uri"),
    text("name"),
    folded("name"),
    text("group_name"),  # empty for none
    PrimaryKeyConstraint("account", "uri_fold"),
)
Index("ix_sip_phonebook_name_fold", phonebook.c.account, phonebook.c.name_fold, phonebook.c.uri_fold)
