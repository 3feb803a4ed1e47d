# SPDX-License-Identifier: Apache-2.0
"""Removing what a customer has in SipPort: aliases, accounts, the domains that are then empty, trusted peers."""

from ngnprov.calls.call import Call
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.accounts import service as accounts
from ngnprov.ports.sip.accounts import store as account_store
from ngnprov.ports.sip.aliases import service as aliases
from ngnprov.ports.sip.aliases import store as alias_store
from ngnprov.ports.sip.domains import service as domains
from ngnprov.ports.sip.domains import store as domain_store
from ngnprov.ports.sip.peers import service as peers
from ngnprov.ports.sip.peers import store as peer_store


def clear(call: Call, customer: int, most: int) -> int:
    """Remove at most so many (:data:`~ngnprov.calls.port.Clear`)."""
    if found := alias_store.addresses_of(call.unit, customer, most):
        for domain, username in found:
            aliases.delete_alias(call, {"username": username, "domain": domain})
    elif found := account_store.addresses_of(call.unit, customer, most):
        for domain, username in found:
            accounts.delete_account(call, {"username": username, "domain": domain})
    elif found := domain_store.names_of(call.unit, customer, most):
        for (name,) in found:
            domains.delete_domain(call, name)
    elif found := peer_store.addresses_of(call.unit, customer, most):
        for (ip,) in found:
            peers.delete_peer(call, ip)
    return len(found)


def clearable(unit: Unit, customer: int) -> dict[str, int]:
    """How many records there are of the kinds that :func:`clear` removes."""
    return {
        "SIP domains": domain_store.count_held(unit, customer),
        "SIP accounts": account_store.count_held(unit, customer),
        "SIP aliases": alias_store.count_held(unit, customer),
        "SIP trusted peers": peer_store.count_held(unit, customer),
    }
