# SPDX-License-Identifier: Apache-2.0
"""Trusted peers on the wire (sip.md 2.2)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput
from ngnprov.ports.sip.errors import PeerExists, PeerUnknown
from ngnprov.ports.sip.peers import service
from ngnprov.ports.sip.peers.types import TrustedPeer, TrustedPeerPage, TrustedPeerQuery
from ngnprov.ports.sip.peers.wire import (
    TrustedPeerAnswer,
    TrustedPeerFields,
    TrustedPeerPageAnswer,
    TrustedPeerQueryFields,
)
from ngnprov.ports.sip.permissions import READ_ROUTING, WRITE_ROUTING
from ngnprov.ports.sip.types import Done
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Text

_changing = partial(operation, may=WRITE_ROUTING)


class SipTrustedPeers(PortService):
    """Trusted peers: addresses whose calls are taken without a password."""

    @_changing(TrustedPeer, returns=TrustedPeer, faults=(MissingInput, InvalidValue, PeerExists, CustomerUnknown))
    def addTrustedPeer(call: Call, peer: TrustedPeerFields) -> TrustedPeerAnswer:
        """Create a peer of the customer named, else of the caller's; answers the stored peer."""
        return service.add_peer(call, peer)

    @_changing(Text(255), returns=Done, faults=(PeerUnknown,))
    def deleteTrustedPeer(call: Call, ip: str) -> bool:
        """Remove a peer."""
        return service.delete_peer(call, ip)

    @_changing(TrustedPeer, returns=Done, faults=(MissingInput, InvalidValue, PeerUnknown, CustomerUnknown))
    def updateTrustedPeer(call: Call, peer: TrustedPeerFields) -> bool:
        """Change the members given. A null description or tenant keeps what its form had no fields for, too."""
        return service.update_peer(call, peer)

    @listing(TrustedPeerQuery, returns=TrustedPeerPage, may=READ_ROUTING)
    def getTrustedPeers(call: Call, query: TrustedPeerQueryFields | None) -> TrustedPeerPageAnswer:
        """Trusted peers that match: a slice of them, and how many there are in all."""
        return service.get_peers(call, query or {})
