# SPDX-License-Identifier: Apache-2.0
"""The rules of trusted peers (sip.md 5.15): whose they are, and what an update of the old client means."""

from functools import partial
from typing import Any, cast

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.errors import InvalidValue, NotAuthorized
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.tenancy import Tenancy, owner_after_update, tenancy_after_update, tenancy_for_creation
from ngnprov.ports.sip import names
from ngnprov.ports.sip.errors import PeerExists, PeerUnknown
from ngnprov.ports.sip.peers import store
from ngnprov.ports.sip.peers.store import Peer
from ngnprov.ports.sip.peers.tables import AUTH_TOKEN
from ngnprov.ports.sip.peers.wire import (
    TrustedPeerAnswer,
    TrustedPeerFields,
    TrustedPeerMember,
    TrustedPeerPageAnswer,
    TrustedPeerQueryFields,
)

TEXTS: tuple[TrustedPeerMember, ...] = (
    *("description", "tags", "billing_id"),
    *("tenant", "carrier_name", "originator", "prefix"),
)
FLAGS: tuple[TrustedPeerMember, ...] = ("msteams", "enum_lookup", "transit", "prepaid")
NUMBERS: tuple[TrustedPeerMember, ...] = ("strip", "call_limit", "blocked", "owner")
DEFAULTS: dict[TrustedPeerMember, str | bool | int] = {
    **dict.fromkeys(TEXTS, ""),
    **dict.fromkeys(FLAGS, False),
    **dict.fromkeys(NUMBERS, 0),
    "enum_lookup": True,
}
"""What is stored of members that are absent on add (4.6)."""

ADMINISTRATORS_ONLY: frozenset[TrustedPeerMember] = frozenset({*TEXTS, *FLAGS, *NUMBERS} - {"prefix", "strip", "owner"})
"""The members that CDRTool calls FieldsAdminOnly (4.6)."""

WITHOUT_TEXT: frozenset[TrustedPeerMember] = frozenset({*FLAGS, "blocked", "call_limit"})
"""Administrators' members that CDRTool cannot send as null when its form has no such field."""

_unknown = partial(PeerUnknown, "there is no such trusted peer")
PEERS = Resource(
    store.PEERS,
    subject=lambda peer: f"SIP trusted peer {peer.ip}",
    unknown=_unknown,
    exists=partial(PeerExists, "the address is a trusted peer already"),
    reversal=Reversal(
        *("sip", "addTrustedPeer", "updateTrustedPeer", "deleteTrustedPeer", "peer"),
        shown=lambda call, peer: _answer(call, peer),  # noqa: PLW0108  it stands below
        key=("ip",),
    ),
)


def add_peer(call: Call, new: TrustedPeerFields) -> TrustedPeerAnswer:
    """Create a peer of the customer named, else of the caller's.

    Raises MissingInput (ip), InvalidValue, CustomerUnknown (owner), NotAuthorized (inactive reseller), PeerExists: an address
    is one peer only on the whole server.
    """
    ip = names.host(required(new.get("ip"), "peer.ip"), "peer.ip")
    members: dict[str, Any] = {
        name: default if new.get(name) is None else new[name] for name, default in DEFAULTS.items()
    }
    names.dialled(members["prefix"], "peer.prefix")
    owner_after_update(call, members["owner"], "peer.owner")
    owner = tenancy_for_creation(call, new, "peer")
    PEERS.require_none(call, ip, field="peer.ip")  # before the rights check: importers fall back to update
    entitlements.claim(call, owner.customer, owner.reseller, {})
    peer = Peer(
        ip=ip,
        auth_token=AUTH_TOKEN.seal(call.context.keys, new.get("auth_token", ""), ip=ip),
        customer=owner.customer,
        reseller=owner.reseller,
        change_date=call.now,
        **members,
    )
    return _answer(call, PEERS.create(call, peer, field="peer.ip"))


def update_peer(call: Call, given: TrustedPeerFields) -> bool:
    """Change the members that are meant (:func:`_meant`); customer and reseller 0 keep.

    Raises MissingInput (ip), PeerUnknown, InvalidValue, CustomerUnknown (owner).
    """
    peer = _lock(call, required(given.get("ip"), "peer.ip"), "peer.ip")
    meant = _meant(call, given)
    wanted: dict[str, Any] = {name: meant[name] for name in DEFAULTS if name in meant}
    names.dialled(meant.get("prefix", ""), "peer.prefix")
    wanted["owner"] = owner_after_update(call, meant.get("owner"), "peer.owner", kept=peer.owner)
    if "auth_token" in meant and meant["auth_token"] != _auth_token(call, peer):
        wanted["auth_token"] = AUTH_TOKEN.seal(call.context.keys, meant["auth_token"], ip=peer.ip)
    owner = tenancy_after_update(call, meant, Tenancy(peer.customer, peer.reseller), "peer")
    if owner is not None:
        wanted |= {"customer": owner.customer, "reseller": owner.reseller}
    PEERS.update(call, peer, wanted)
    return True


def delete_peer(call: Call, ip: str) -> bool:
    """Remove a peer. Raises PeerUnknown, NotAuthorized (a login other than an administrator's, of a blocked peer)."""
    peer = _lock(call, ip, "ip")
    if peer.blocked and not (call.actor.is_admin or call.actor.impersonated_by_admin):
        raise NotAuthorized("is blocked, and would not be when it is added again", field="ip")
    PEERS.remove(call, peer)
    return True


def get_peers(call: Call, query: TrustedPeerQueryFields) -> TrustedPeerPageAnswer:
    """Peers in scope that match (sip.md 3); an address is found however it is written."""
    given = query.get("filter") or {}
    if given.get("ip"):
        query = {**query, "filter": {**given, "ip": _canonical(given["ip"]) or given["ip"]}}
    return PEERS.find(call, query, partial(_answer, call))


def _meant(call: Call, given: TrustedPeerFields) -> TrustedPeerFields:
    """The members that an update means to change (5.15).

    A form without a field sends null for a text, which keeps, and 0 or false for the rest, which must not change it either:

    - a null description: the form had none of the administrators' members;
    - a null tenant: it did not have msteams;
    - a login that is not an administrator's: whatever it sends, the administrators' members stay.
    """
    kept: frozenset[str] = frozenset(name for name, value in given.items() if value is None)
    if "description" in kept:
        kept |= WITHOUT_TEXT
    if "tenant" in kept:
        kept |= {"msteams"}
    if not (call.actor.is_admin or call.actor.impersonated_by_admin):
        kept |= ADMINISTRATORS_ONLY
    return cast(TrustedPeerFields, {name: value for name, value in given.items() if name not in kept})


def _lock(call: Call, written: str, field: str) -> Peer:
    ip = _canonical(written)
    if ip is None:
        raise _unknown(field=field)
    return PEERS.lock(call, ip, field=field)


def _canonical(written: str) -> str | None:
    """The key that an address or host name is stored under; None for what is neither."""
    try:
        return names.host(written, "ip")
    except InvalidValue:
        return None


def _auth_token(call: Call, peer: Peer) -> str:
    return AUTH_TOKEN.open(call.context.keys, peer.auth_token, ip=peer.ip)


def _answer(call: Call, peer: Peer) -> TrustedPeerAnswer:
    return TrustedPeerAnswer(
        ip=peer.ip,
        description=peer.description,
        tags=peer.tags,
        billing_id=peer.billing_id,
        msteams=peer.msteams,
        tenant=peer.tenant,
        carrier_name=peer.carrier_name,
        originator=peer.originator,
        prefix=peer.prefix,
        strip=peer.strip,
        call_limit=peer.call_limit,
        blocked=peer.blocked,
        enum_lookup=peer.enum_lookup,
        transit=peer.transit,
        prepaid=peer.prepaid,
        auth_token=_auth_token(call, peer),
        owner=peer.owner,
        customer=peer.customer,
        reseller=peer.reseller,
        change_date=clock.to_seconds(peer.change_date),
    )
