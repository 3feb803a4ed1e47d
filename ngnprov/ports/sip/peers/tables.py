# SPDX-License-Identifier: Apache-2.0
"""The table of trusted peers."""

from sqlalchemy import CheckConstraint, Index, Table

from ngnprov.db.columns import change_date, flag, folded, lowered, metadata, number, owner, tenants, text
from ngnprov.sealing.columns import Sealed

AUTH_TOKEN = Sealed("sip_trusted_peers.auth_token", by="{ip}")

peers = Table(
    "sip_trusted_peers",
    metadata,
    lowered("ip", primary_key=True),  # an address in canonical form, or a host name
    text("description"),
    folded("description"),
    text("tags"),
    folded("tags"),
    text("billing_id"),
    folded("billing_id"),
    flag("msteams"),
    text("tenant"),
    folded("tenant"),
    *map(text, ("carrier_name", "originator", "prefix")),
    number("strip"),
    number("call_limit"),
    number("blocked"),  # 0: not blocked; what other numbers mean is the proxy's affair
    *map(flag, ("enum_lookup", "transit", "prepaid")),
    AUTH_TOKEN.column(),
    owner(),
    *tenants(),
    change_date(),
    CheckConstraint("strip >= 0", name="strip_not_negative"),
    CheckConstraint("call_limit >= 0", name="call_limit_not_negative"),
)
_c = peers.c
Index("ix_sip_trusted_peers_change_date", _c.change_date, _c.ip)
Index("ix_sip_trusted_peers_description", _c.description_fold, _c.ip)
Index("ix_sip_trusted_peers_reseller", _c.reseller, _c.change_date, _c.ip)
Index("ix_sip_trusted_peers_customer", _c.customer)
Index("ix_sip_trusted_peers_owner", _c.owner)
