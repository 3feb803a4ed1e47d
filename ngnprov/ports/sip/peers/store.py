# SPDX-License-Identifier: Apache-2.0
"""SQL of trusted peers."""

from typing import NamedTuple

from sqlalchemy import select

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.lists.filters import ByPattern, ByValue, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records
from ngnprov.db.references import counting, crossing, first_of
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
        **each_by(ByPattern, _c.description_fold, _c.tenant_fold, _c.tags_fold, _c.billing_id_fold),
        **each_by(ByValue, _c.msteams, _c.blocked),
    },
    orders=by_wire_name(_c.change_date, _c.description_fold, _c.ip),
    key=_c.ip,
    reseller=_c.reseller,
)
"""What lists filter and order by (sip.md 3). The token can be neither: an order would reveal it bit by bit."""

PEERS = Records(peers, Peer, LISTING, names=(_c.ip,))


addresses_of = first_of(_c.customer, _c.ip)
"""The addresses of a customer's peers."""

count_held = counting(_c.customer)
"""How many belong to a customer."""
count_of = counting(_c.customer, _c.reseller, _c.owner)
"""How many peers name an entry as their customer, reseller or owner."""
count_crossing = crossing(_c.owner, _c.customer)
"""How many cross the line around an entry: they are its own and another's, or the other way round."""
