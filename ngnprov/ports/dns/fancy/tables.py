# SPDX-License-Identifier: Apache-2.0
"""The table of fancy records, as a mail forwarder and a web redirector read it: mailbox -> address, host -> URL.

``customer`` and ``reseller`` are those of the zone. Numbers are shared with records.
"""

from sqlalchemy import Column, Index, Table, Text

from ngnprov.db.columns import folded, lowered, metadata, numbered, text
from ngnprov.ports.dns.zones.tables import in_zone, index_for_lists

MAIL, WEB = "MBOXFW", "URL"
"""The types."""

fancy = Table(
    "dns_fancy_records",
    metadata,
    numbered(),
    lowered("zone"),
    lowered("name"),  # of an alias the mailbox, of a redirect the host
    lowered("host"),  # where it is published: the domain of the mailbox, or the host
    Column("type", Text, nullable=False),
    folded("type"),
    text("value"),
    folded("value"),
    lowered("distinct_value"),  # of an alias the value; a redirect has none, so that there is one of a name
    *in_zone(),
)
_c = fancy.c
Index("uq_dns_fancy_records_zone_name", _c.zone, _c.name, _c.type, _c.distinct_value, unique=True)
Index("ix_dns_fancy_records_host", _c.zone, _c.host, _c.type)
Index("ix_dns_fancy_records_value", _c.value_fold, _c.id)
index_for_lists(fancy)
