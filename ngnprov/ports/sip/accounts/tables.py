# SPDX-License-Identifier: Apache-2.0
"""The table of SIP accounts, and what a proxy reads of it: ``username``, ``domain``, the digests, ``rpid``.

``customer`` and ``reseller`` are the domain's: the foreign key updates them when the domain moves, and nothing else can
be stored. Clear text passwords are sealed. The digests are not: a proxy looks them up by SQL (RFC 7616 3.4.2, RFC 8760), and
each is as good as the password within its realm, so the database must be guarded as well as the key file.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from ngnprov.db.columns import (
    Identifier,
    changes,
    flag,
    folded,
    lowered,
    metadata,
    number,
    owner,
    secret,
    serial,
    tenants,
    text,
)
from ngnprov.ports.sip.domains.tables import in_domain
from ngnprov.sealing.columns import Sealed, SealedPairs

PASSWORD = Sealed("sip_accounts.password", by="{username}@{domain}")
PROPERTIES = SealedPairs("sip_accounts.properties", by="{username}@{domain}:{name}")

accounts = Table(
    "sip_accounts",
    metadata,
    serial(),
    lowered("username"),
    lowered("domain"),
    text("first_name"),
    folded("first_name"),
    text("last_name"),
    folded("last_name"),
    PASSWORD.column(),  # clear text; empty when it is not kept
    secret(text("ha1")),  # MD5(username:domain:password)
    secret(text("ha1b")),  # MD5(username@domain:domain:password)
    secret(text("ha1_sha256")),  # SHA-256(username:domain:password)
    secret(text("ha1b_sha256")),  # SHA-256(username@domain:domain:password)
    text("email"),
    folded("email"),
    text("timezone"),
    owner(),
    *tenants(),
    number("quota"),
    flag("prepaid"),
    *map(text, ("rpid", "region", "quickdial_prefix")),
    number("timeout"),
    number("call_limit"),
    text("acl"),  # JSON: [[ip, mask, tag], ...]; empty for none
    PROPERTIES.column(),
    Column("create_date", Text, nullable=False),
    *changes(),
    Column("number", BigInteger),  # the user name when it is a decimal number, for <autoincrement>
    in_domain(),
    sqlite_autoincrement=True,
)
_c = accounts.c
Index("uq_sip_accounts_domain_username", _c.domain, _c.username, unique=True)
Index("ix_sip_accounts_username_domain", _c.username, _c.domain)
Index("ix_sip_accounts_change_date", _c.change_date, _c.id)
for _whose, _other in ((_c.customer, _c.reseller), (_c.reseller, _c.customer)):
    Index(f"ix_sip_accounts_{_whose.name}_domain", _whose, _c.domain, _c.username, _other)
    Index(f"ix_sip_accounts_{_whose.name}_username", _whose, _c.username, _c.domain)
    Index(f"ix_sip_accounts_{_whose.name}_change_date", _whose, _c.change_date, _c.id)
    Index(f"ix_sip_accounts_{_whose.name}_prepaid", _c.prepaid, _whose)
Index("ix_sip_accounts_owner", _c.owner, _c.change_date, _c.id)
Index("ix_sip_accounts_number", _c.domain, _c.number)
for _name in ("first_name_fold", "last_name_fold", "email_fold"):
    Index(f"ix_sip_accounts_{_name}", _c[_name])


def of_account(**options: Any) -> Column[int]:
    """The account for which something is kept, by its number: it goes with the account. ``options`` go to the column."""
    return Column("account", Identifier, ForeignKey(_c.id, ondelete="CASCADE"), **options)
