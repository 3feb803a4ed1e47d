# SPDX-License-Identifier: Apache-2.0
"""Trusted peers on the wire (sip.md 2.2)."""

from ngnprov.calls.actor import Level
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
from ngnprov.ports.sip.types import Done
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Text


class SipTrustedPeers(PortService):
    """Trusted peers: addresses whose calls are taken without a password."""

    @operation(
        TrustedPeer,
        returns=TrustedPeer,
        may=Level.RESELLER,
        faults=(MissingInput, InvalidValue, PeerExists, CustomerUnknown),
    )
    def addTrustedPeer(call: Call, peer: TrustedPeerFields) -> TrustedPeerAnswer:
        """Create a peer of the customer named, else of the caller's; answers the stored peer."""
        return service.add_peer(call, peer)

    @operation(Text(255), returns=Done, may=Level.RESELLER, faults=(PeerUnknown,))
    def deleteTrustedPeer(call: Call, ip: str) -> bool:
        """Remove a peer."""
        return service.delete_peer(call, ip)

    @operation(
        TrustedPeer, returns=Done, may=Level.RESELLER, faults=(MissingInput, InvalidValue, PeerUnknown, CustomerUnknown)
    )
    def updateTrustedPeer(call: Call, peer: TrustedPeerFields) -> bool:
        """Change the members given. A null description or tenant keeps what its form had no fields for, too."""
        return service.update_peer(call, peer)

    @listing(TrustedPeerQuery, returns=TrustedPeerPage, may=Level.RESELLER, answers_nobody=True)
    def getTrustedPeers(call: Call, query: TrustedPeerQueryFields | None) -> TrustedPeerPageAnswer:
        """Trusted peers that match: a slice of them, and how many there are in all."""
        return service.get_peers(call, query or {})
