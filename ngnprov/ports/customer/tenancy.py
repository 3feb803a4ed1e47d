# SPDX-License-Identifier: Apache-2.0
"""To whom records belong: their members ``customer``, ``reseller`` and ``owner`` (customer.md 6.5).

The ports call these for domains and trusted peers (sip.md 5.1, 5.15), ranges (enum.md R12, R14), zones (dns.md Z8, Z9) and
what lies below them. ``path`` is the record's name on the wire, for the fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.calls.once import Once
from ngnprov.errors import CustomerUnknown, InvalidValue, NotAuthorized
from ngnprov.ports.customer import store
from ngnprov.ports.customer.entitlements import HasTenancy
from ngnprov.ports.customer.properties.store import values_of
from ngnprov.zonefiles import hostnames

ADMIN_EMAIL = "dns_admin_email"
"""The property that names the administrator of an entry's zones (customer.md 3.2)."""

Members = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tenancy:
    """To whom a record belongs. 0 and 0 is nobody: such records consume no credit."""

    customer: int
    reseller: int


def find_tenancy(
    call: Call, customer: int, field: str, absent: type[InvalidValue | CustomerUnknown] = InvalidValue
) -> Tenancy:
    """To whom a record goes that names ``customer``; 0 names the caller, for an administrator nobody.

    The entry is held against deletion until the unit ends. Raises ``absent`` on ``field`` for one that is not in the caller's
    scope, NotAuthorized for a caller without any.
    """
    actor = call.actor
    if actor.level is Level.NOBODY:
        raise NotAuthorized("the impersonated customer does not exist")
    wanted = customer or actor.customer
    if not wanted:
        return Tenancy(0, 0)
    account = store.ACCOUNTS.lock(call.unit, actor, wanted)
    if account is None:
        raise absent("is not the id of a customer", field=field)
    call.require_open(wanted, field)
    store.lock_reseller(call.unit, account.reseller)  # before any counter, as changes of credits do
    return Tenancy(wanted, account.reseller)


def find_reseller(call: Call, named: int, field: str) -> int:
    """Likewise for a record that is always a reseller's. Raises InvalidValue also for a customer that is no reseller."""
    owner = find_tenancy(call, named, field)
    if owner.customer != owner.reseller:
        raise InvalidValue("is not the id of a reseller", field=field)
    return owner.reseller


def read_tenancy(call: Call, customer: int, field: str) -> Tenancy:
    """To whom records of ``customer`` belong, for reading: nothing is held. Raises CustomerUnknown on ``field``."""
    account = store.ACCOUNTS.get(call.unit, call.actor, customer)
    if account is None:
        raise CustomerUnknown("there is no such customer", field=field)
    return Tenancy(account.id, account.reseller)


def tenancy_for_creation(
    call: Call,
    new: Members,
    path: str,
    *,
    own: bool = False,
    absent: type[InvalidValue | CustomerUnknown] = InvalidValue,
) -> Tenancy:
    """The customer named, for an administrator else the reseller named; 0 and 0 name the caller.

    ``own``: what a customer creates is its own, whatever it names (files hold the ids of another server); otherwise it may
    name itself only. Nobody but an administrator chooses the reseller, which follows the customer. Raises ``absent``,
    InvalidValue (not the reseller of that customer), NotAuthorized.
    """
    customer, reseller = new.get("customer", 0), new.get("reseller", 0)
    if own and call.actor.level is Level.CUSTOMER:
        customer = 0
    if not customer and call.actor.is_admin:
        customer = reseller
    found = find_tenancy(call, customer, f"{path}.customer", absent)
    _require_fit(call, reseller, (0, found.reseller), path)
    return found


def tenancy_after_update(
    call: Call, given: Members, present: Tenancy, path: str, absent: type[InvalidValue | CustomerUnknown] = InvalidValue
) -> Tenancy | None:
    """To whom a record goes; None when it stays. 0 keeps; only an administrator names another reseller.

    A customer's page sends the record as it is; what it names else stays silently. Raises ``absent``, InvalidValue (not the
    reseller of that customer), NotAuthorized (an administrator who impersonates a customer gives away what is theirs).
    """
    customer = given.get("customer", 0) or present.customer
    reseller = given.get("reseller", 0) or present.reseller
    if customer == present.customer and reseller == present.reseller:
        return None
    if call.actor.level < Level.RESELLER:
        if call.actor.impersonated_by_admin and customer != present.customer:
            raise NotAuthorized("is not in the scope of the impersonated customer", field=f"{path}.customer")
        return None
    if customer == present.customer:
        if not call.actor.is_admin:
            return None
        customer = reseller
    found = find_tenancy(call, customer, f"{path}.customer", absent)
    _require_fit(
        call, reseller, (present.reseller, found.reseller), path
    )  # a form sends the old one beside a new customer
    return found


def lock_owner(call: Call, id: int, field: str) -> None:
    """Hold the entry that a record names as its ``owner`` against deletion until the unit ends.

    An owner groups records and gives no rights: it is any entry of the caller's reseller, for an administrator any at all.
    Raises CustomerUnknown on ``field``.
    """
    reseller = store.lock_reseller_of(call.unit, id)
    if reseller is None or not (call.actor.is_admin or reseller == call.actor.reseller):
        raise CustomerUnknown("is not the id of a customer", field=field)


def lock_owner_of_new(once: Once, wanted: int | None, field: str) -> int:
    """The ``owner`` of a new record, 0 for none, held as by :func:`lock_owner`."""
    if wanted:
        once(lock_owner, wanted, field)
    return wanted or 0


def owner_after_update(call: Call, wanted: int | None, field: str, kept: int = 0) -> int:
    """The ``owner`` that a record has from now on, 0 for none; None keeps. A new one is held as by :func:`lock_owner`."""
    if wanted is None or wanted == kept:
        return kept
    if wanted:
        lock_owner(call, wanted, field)
    return wanted


def zone_mailbox(call: Call, owner: HasTenancy, default: str) -> str:
    """The mail address for the SOA of a zone: the customer's property, else the reseller's, else ``default``.

    Of zones and ENUM ranges alike (dns.md Z5, enum.md 6). Properties are free text: one that no SOA can hold says nothing.
    """
    holders = dict.fromkeys((owner.customer, owner.reseller))
    addresses = values_of(call.unit, holders, ADMIN_EMAIL)
    for holder in holders:
        try:
            return hostnames.administrator(addresses.get(holder, ""), ADMIN_EMAIL)
        except InvalidValue:
            continue
    return default


def _require_fit(call: Call, named: int, fitting: tuple[int, ...], path: str) -> None:
    if call.actor.is_admin and named not in fitting:
        raise InvalidValue("is not the reseller of that customer", field=f"{path}.reseller")
