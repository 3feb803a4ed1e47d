# SPDX-License-Identifier: Apache-2.0
"""The tables of what phones are given: the configuration of a device as it was applied last, and when it was fetched last.

``configuration`` is JSON with the credentials in it, so it is sealed; ``digest`` is the SHA-256 of the form of the device in
the snapshot, by which its draft state is told, and ``content_hash`` that of the configuration, by which files are known to be
the same. ``applied_at`` is when this last became another one."""

from sqlalchemy import Column, Index, Integer, Table, Text

from ngnprov.db.columns import change_date, metadata, refers, secret, text
from ngnprov.sealing.columns import Sealed

REDIRECTION = Sealed("pbx_redirections.credentials", by="{reseller}")
CONFIGURATION = Sealed("pbx_applied_devices.configuration", by="{account_id}")

applied = Table(
    "pbx_applied_devices",
    metadata,
    refers("device", "pbx_devices.id", primary_key=True, autoincrement=False),
    refers("customer", "customers.id"),
    text("account_id"),
    text("digest"),
    Column("mac", Text),
    CONFIGURATION.column(),
    secret(text("content_hash")),  # people choose some of the passwords in it
    text("applied_at"),
)
Index("uq_pbx_applied_devices_customer_account_id", applied.c.customer, applied.c.account_id, unique=True)
Index("ix_pbx_applied_devices_mac", applied.c.mac)

fetches = Table(
    "pbx_device_fetches",
    metadata,
    refers("device", "pbx_devices.id", cascades=True, primary_key=True, autoincrement=False),
    text("at"),
    text("address_hash"),
    text("user_agent"),
    text("file"),
    Column("status", Integer, nullable=False),
)

redirections = Table(
    "pbx_redirections",
    metadata,
    refers("reseller", "customers.id", primary_key=True, autoincrement=False),
    REDIRECTION.column(),
    change_date(),
)
"""With what a reseller speaks to the service of vendors that leads its phones here."""
