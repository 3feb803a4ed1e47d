# SPDX-License-Identifier: Apache-2.0
"""SQL of trusted peers."""

from typing import NamedTuple

from sqlalchemy import select

from ngnprov.db.lists.filters import ByPattern, ByValue
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records
from ngnprov.db.references import counting
from ngnprov.ports.sip.peers.tables import peers

_c = peers.c


class Peer(NamedTuple):
    """A stored peer, in wire order. The token is sealed."""

    ip: str
    description: str
    tags: str
    billing_id: str
    msteams: bool
    tenant: str
    carrier_name: str
    originator: str
    prefix: str
    strip: int
    call_limit: int
    blocked: int
    enum_lookup: bool
    transit: bool
    prepaid: bool
    auth_token: bytes
    owner: int
    customer: int
    reseller: int
    change_date: str


LISTING = Listing(
    rows=select(*[_c[name] for name in Peer._fields]),
    filters={
        "ip": ByPattern(_c.ip, literal="alone"),
        "description": ByPattern(_c.description_fold),
        "tenant": ByPattern(_c.tenant_fold),
        "tags": ByPattern(_c.tags_fold),
        "billing_id": ByPattern(_c.billing_id_fold),
        "msteams": ByValue(_c.msteams),
        "blocked": ByValue(_c.blocked),
    },
    orders={"changeDate": _c.change_date, "description": _c.description_fold, "ip": _c.ip},
    key=_c.ip,
    reseller=_c.reseller,
)
"""What lists filter and order by (sip.md 3). The token can be neither: an order would reveal it bit by bit."""

PEERS = Records(peers, Peer, LISTING, names=(_c.ip,))


count_of = counting(_c.customer, _c.reseller, _c.owner)
"""How many peers name an entry as their customer, reseller or owner."""
