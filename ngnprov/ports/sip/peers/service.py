# SPDX-License-Identifier: Apache-2.0
"""The rules of trusted peers (sip.md 5.15): whose they are, and what an update of the old client means."""

from collections.abc import Mapping
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.failures import Duplicate
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue, MissingInput, NotAuthorized
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.owners import Owner, hold_owner, new_owner, owner_of_new
from ngnprov.ports.sip import names
from ngnprov.ports.sip.errors import PeerExists, PeerUnknown
from ngnprov.ports.sip.peers.store import PEERS, Peer
from ngnprov.ports.sip.peers.tables import AUTH_TOKEN

TEXTS = ("description", "tags", "billing_id", "tenant", "carrier_name", "originator", "prefix")
FLAGS = ("msteams", "enum_lookup", "transit", "prepaid")
NUMBERS = ("strip", "call_limit", "blocked", "owner")
DEFAULTS = {**dict.fromkeys(TEXTS, ""), **dict.fromkeys(FLAGS, False), **dict.fromkeys(NUMBERS, 0), "enum_lookup": True}
"""What is stored of members that are absent on add (4.6)."""

ADMINISTRATORS_ONLY = frozenset({*TEXTS, *FLAGS, *NUMBERS} - {"prefix", "strip", "owner"})
"""The members that CDRTool calls FieldsAdminOnly (4.6)."""

WITHOUT_TEXT = frozenset({*FLAGS, "blocked", "call_limit"})
"""Administrators' members that CDRTool cannot send as null when its form has no such field."""

Members = Mapping[str, Any]


def add_peer(call: Call, new: Members) -> Row:
    """Create a peer of the customer named, else of the caller's.

    Raises MissingInput (ip), InvalidValue, CustomerUnknown (owner), NotAuthorized (inactive reseller), PeerExists: an address
    is one peer only on the whole server.
    """
    if not new.get("ip"):
        raise MissingInput("must not be empty", field="peer.ip")
    ip = names.host(new["ip"], "peer.ip")
    members = {name: new[name] for name in DEFAULTS if new.get(name) is not None}
    _check(call, members)
    owner = owner_of_new(call, new, "peer")
    if PEERS.lock(call.unit, call.actor, ip) is not None:  # before any right, as what else can be updated then
        raise _exists()
    entitlements.claim(call, owner.customer, owner.reseller, {})
    values: dict[str, Any] = {
        **DEFAULTS,
        **members,
        "ip": ip,
        "auth_token": _seal(call, ip, new.get("auth_token", "")),
        "customer": owner.customer,
        "reseller": owner.reseller,
        "change_date": call.now,
    }
    try:
        PEERS.insert(call.unit, values)
    except Duplicate:
        raise _exists() from None
    call.created(_subject(ip), values)
    return _present(call, Peer(**values))


def update_peer(call: Call, given: Members) -> bool:
    """Change the members that are meant (:func:`_meant`); customer and reseller 0 keep.

    Raises MissingInput (ip), PeerUnknown, InvalidValue, CustomerUnknown (owner).
    """
    if not given.get("ip"):
        raise MissingInput("must not be empty", field="peer.ip")
    peer = _hold(call, given["ip"], "peer.ip")
    present = peer._asdict()
    meant = _meant(call, given)
    changes = {name: meant[name] for name in DEFAULTS if name in meant and meant[name] != present[name]}
    _check(call, changes)
    if "auth_token" in meant and meant["auth_token"] != _open(call, peer.ip, peer.auth_token):
        changes["auth_token"] = _seal(call, peer.ip, meant["auth_token"])
    owner = new_owner(call, meant, Owner(peer.customer, peer.reseller), "peer")
    if owner is not None:
        changes |= {"customer": owner.customer, "reseller": owner.reseller}
    if changes:
        PEERS.update(call.unit, peer.ip, {**changes, "change_date": call.now})
        call.changed(_subject(peer.ip), present, changes)
    return True


def delete_peer(call: Call, ip: str) -> bool:
    """Remove a peer. Raises PeerUnknown, NotAuthorized (a login other than an administrator's, of a blocked peer)."""
    peer = _hold(call, ip, "ip")
    if peer.blocked and not (call.actor.is_admin or call.actor.administrator):
        raise NotAuthorized("is blocked, and would not be when it is added again", field="ip")
    PEERS.delete(call.unit, peer.ip)
    call.removed(_subject(peer.ip), peer._asdict())
    return True


def get_peers(call: Call, query: Members) -> Row:
    """Peers in scope that match (sip.md 3); an address is found however it is written."""
    given = query.get("filter") or {}
    if given.get("ip"):
        query = {**query, "filter": {**given, "ip": _canonical(given["ip"]) or given["ip"]}}
    page = PEERS.find(call.unit, call.actor, query, call.context.settings.lists.maximum)
    return page.answer(lambda rows: [_present(call, row) for row in rows])


def _meant(call: Call, given: Members) -> dict[str, Any]:
    """The members that an update means to change (5.15).

    A form without a field sends null for a text, which keeps, and 0 or false for the rest, which must not change it either:

    - a null description: the form had none of the administrators' members;
    - a null tenant: it did not have msteams;
    - a login that is no administrator's: whatever it sends, the administrators' members stay.
    """
    kept: frozenset[str] = frozenset(name for name, value in given.items() if value is None)
    if "description" in kept:
        kept |= WITHOUT_TEXT
    if "tenant" in kept:
        kept |= {"msteams"}
    if not (call.actor.is_admin or call.actor.administrator):
        kept |= ADMINISTRATORS_ONLY
    return {name: value for name, value in given.items() if name not in kept}


def _check(call: Call, members: Members) -> None:
    names.dialled(members.get("prefix", ""), "peer.prefix")
    if members.get("owner"):
        hold_owner(call, members["owner"], "peer.owner")


def _hold(call: Call, written: str, field: str) -> Peer:
    ip = _canonical(written)
    peer = None if ip is None else PEERS.lock(call.unit, call.actor, ip)
    if peer is None:
        raise PeerUnknown("there is no such trusted peer", field=field)
    return peer


def _canonical(written: str) -> str | None:
    """The key that an address or host name is stored under; None for what is neither."""
    try:
        return names.host(written, "ip")
    except InvalidValue:
        return None


def _present(call: Call, row: Row) -> Row:
    ip, *plain, token, owner, customer, reseller, changed = row
    return (ip, *plain, _open(call, ip, token), owner, customer, reseller, changed[: clock.LENGTH_OF_SECONDS])


def _exists() -> PeerExists:
    return PeerExists("the address is a trusted peer already", field="peer.ip")


def _seal(call: Call, ip: str, token: str) -> bytes:
    return call.context.keys.seal(token, AUTH_TOKEN.at(ip=ip)) if token else b""


def _open(call: Call, ip: str, sealed: bytes) -> str:
    return call.context.keys.open(sealed, AUTH_TOKEN.at(ip=ip)) if sealed else ""


def _subject(ip: str) -> str:
    return f"SIP trusted peer {ip}"
