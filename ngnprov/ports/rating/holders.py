# SPDX-License-Identifier: Apache-2.0
"""The account or domain that an entity is, in the caller's scope (rating.md 4)."""

from typing import NamedTuple

from ngnprov.calls.call import Call
from ngnprov.errors import NotAuthorized
from ngnprov.ports.rating.entities import GATEWAY, SUBSCRIBER, Entity
from ngnprov.ports.sip.accounts.lookup import find_account, lock_account
from ngnprov.ports.sip.domains.service import DOMAINS
from ngnprov.ports.sip.errors import AccountUnknown, DomainUnknown
from ngnprov.ports.sip.wire import SipIdFields


class Holder(NamedTuple):
    """Whose the profiles are, and with what they go: the number of an account, the name of a domain, or nothing."""

    customer: int = 0
    account: int | None = None
    domain: str | None = None


def find_holder(call: Call, entity: Entity, field: str) -> Holder:
    """The holder of an entity, for reading.

    Raises NotAuthorized where its domain is not in scope, or not there; AccountUnknown, DomainUnknown.
    """
    return _found(call, entity, field, is_held=False)


def lock_holder(call: Call, entity: Entity, field: str) -> Holder:
    """The same, held against other changes until the unit ends."""
    return _found(call, entity, field, is_held=True)


def _found(call: Call, entity: Entity, field: str, *, is_held: bool) -> Holder:
    if entity.scheme == GATEWAY:
        if not call.actor.is_admin:
            raise NotAuthorized("the profiles of gateways are for administrators", field=field)
        return Holder()
    try:
        if entity.scheme == SUBSCRIBER:
            sip_id: SipIdFields = {"username": entity.username, "domain": entity.place}
            account = lock_account(call, sip_id, field) if is_held else find_account(call, sip_id)
            return Holder(account.customer, account=account.id)
        domain = (DOMAINS.lock if is_held else DOMAINS.get)(call, entity.place, field=field)
        return Holder(domain.customer, domain=domain.domain)
    except (AccountUnknown, DomainUnknown):
        _require_domain(call, entity.place, field)
        raise


def _require_domain(call: Call, name: str, field: str) -> None:
    """Raise NotAuthorized unless a domain is in scope; to an administrator one that is not there is simply unknown."""
    if call.actor.is_admin:
        return
    try:
        DOMAINS.get(call, name)
    except DomainUnknown:
        raise NotAuthorized("the domain is not yours", field=field) from None
