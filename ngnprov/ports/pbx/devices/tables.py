# SPDX-License-Identifier: Apache-2.0
"""The tables of devices and their keys. One that was removed stays as a closed row, which may come back; its names are free.

``account`` is its SIP account and ``domain`` that account's, as of an extension. ``number`` counts those of a customer.
``extension`` is whose it is, null for nobody's. ``credentials`` counts how often its password or its token was changed. The
token is by what it fetches its files; it is sealed to be shown again, and hashed to be looked up. A key that leads to an
extension names it, any other says what is dialled."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from ngnprov.db.columns import Identifier, changes, folded, metadata, refers, secret, serial, text
from ngnprov.devices.configuration import KINDS, MOST_KEYS
from ngnprov.sealing.columns import Sealed

TOKEN = Sealed("pbx_devices.door_token", by="{account_id}")
TOKEN_OCTETS = 16
"""Of randomness in a token: 128 bits."""

devices = Table(
    "pbx_devices",
    metadata,
    serial(),
    refers("customer", "customers.id"),
    Column("number", Integer, nullable=False),
    text("account_id"),
    text("name"),
    folded("name"),
    Column("mac", Text),
    text("model"),
    text("sip_username"),
    Column("domain", Text, ForeignKey("sip_domains.domain")),
    Column("account", Identifier, ForeignKey("sip_accounts.id", deferrable=True, initially="DEFERRED")),
    refers("extension", "pbx_extensions.id", nullable=True),
    Column("credentials", Integer, nullable=False),
    TOKEN.column(),
    secret(Column("token_hash", LargeBinary, nullable=False)),  # SHA-256 of the token, which is 128 random bits
    text("resync_date"),
    text("redirection"),
    text("redirection_text"),
    text("created_by"),
    text("create_date"),
    *changes(),
    Column("closed", Text),
    CheckConstraint("(closed IS NULL) = (account IS NOT NULL)", name="account_while_live"),
    CheckConstraint("closed IS NULL OR extension IS NULL", name="closed_is_nobodys"),
    sqlite_autoincrement=True,
)
_d = devices.c
live = _d.closed.is_(None)
for _name, _columns, _condition in (
    ("name", (_d.customer, _d.name_fold), live),
    ("mac", (_d.mac,), live),
    ("account", (_d.account,), _d.account.is_not(None)),
):
    Index(f"uq_pbx_devices_{_name}", *_columns, unique=True, sqlite_where=_condition, postgresql_where=_condition)
Index("uq_pbx_devices_number", _d.customer, _d.number, unique=True)
Index("uq_pbx_devices_account_id", _d.account_id, unique=True)
Index("uq_pbx_devices_token_hash", _d.token_hash, unique=True)
Index("ix_pbx_devices_customer", _d.customer, _d.id)
Index("ix_pbx_devices_domain", _d.domain)
Index("ix_pbx_devices_extension", _d.extension)

STATES = PENDING, REGISTERED, FAILED = "pending", "registered", "failed"
"""Of the redirection of a device, "" for one that was never asked for."""

keys = Table(
    "pbx_device_keys",
    metadata,
    refers("device", "pbx_devices.id", primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    text("kind"),
    refers("extension", "pbx_extensions.id", nullable=True),
    text("target"),
    text("label"),
    CheckConstraint(f"place BETWEEN 1 AND {MOST_KEYS}", name="place_known"),
    CheckConstraint(f"kind IN {KINDS}", name="kind_known"),
)
Index("ix_pbx_device_keys_extension", keys.c.extension)
