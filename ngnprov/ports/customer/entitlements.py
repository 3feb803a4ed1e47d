# SPDX-License-Identifier: Apache-2.0
"""The one entitlement check: everything that creates something goes through :func:`claim` (customer.md 6.2, 6.5).

A customer stays within its own credit, and all records of all customers of a reseller together stay within the
reseller's. Administrators are not limited, but what they create counts. Records without a customer consume nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from ngnprov.calls.actor import Actor
from ngnprov.calls.call import Call
from ngnprov.calls.request import Limit
from ngnprov.db.ledgers import counters
from ngnprov.db.unit import Unit
from ngnprov.errors import CustomerLimit, LimitReached, NotAuthorized, ResellerLimit
from ngnprov.ports.customer import store, thresholds
from ngnprov.ports.customer.properties.store import value_of


class HasTenancy(Protocol):
    """To whom records belong."""

    @property
    def customer(self) -> int:
        """The customer, 0 for nobody."""

    @property
    def reseller(self) -> int:
        """His reseller."""


def claim(call: Call, customer: int, reseller: int, kinds: Mapping[str, int]) -> None:
    """Use credits for new records of ``customer``: kind (``sip_credit``) -> how many.

    All or nothing together with the unit of work. The reseller's entry is held until its end; counters are locked in the
    order reseller, customer, and by kind. Raises :class:`NotAuthorized` when the reseller is not a reseller or not active,
    :class:`CustomerLimit` or :class:`ResellerLimit`, whose text and details name the kind, the limit, its use and its holder.
    """
    if not customer:
        return
    if is_unlimited(call.actor):
        require_reseller(call.unit, reseller)
    else:
        require_active(call.unit, reseller)
    wanted = {kind: count for kind, count in sorted(kinds.items()) if count}
    holders = _holders(customer, reseller)
    _foresee(call, holders, wanted)
    for holder in holders:
        _take(call, holder, (customer, reseller), wanted)


def release(call: Call, customer: int, reseller: int, kinds: Mapping[str, int]) -> None:
    """Give back what :func:`claim` took."""
    for holder in _holders(customer, reseller):
        for kind, count in sorted(kinds.items()):
            if count:
                _give_back(call, holder, kind, count)


def transfer(call: Call, old: HasTenancy, new: HasTenancy, kinds: Mapping[str, int]) -> None:
    """Let what records of one customer consume be another's.

    A holder of both keeps what it has, so that a move below one reseller does not ask for its credit. Raises as :func:`claim`.
    """
    before, after = _holders(old.customer, old.reseller), _holders(new.customer, new.reseller)
    if not is_unlimited(call.actor) and after:
        require_active(call.unit, new.reseller)
    for holder in before:
        for kind, count in sorted(kinds.items()):
            if count and holder not in after:
                _give_back(call, holder, kind, count)
    wanted = {kind: count for kind, count in sorted(kinds.items()) if count}
    new_holders = tuple(holder for holder in after if holder not in before)
    _foresee(call, new_holders, wanted)
    for holder in new_holders:
        _take(call, holder, (new.customer, new.reseller), wanted)


def consumed_by(call: Call, customer: int) -> dict[str, int]:
    """How many of each credit the records of a customer consume, by kind; those of which there are none are left out."""
    used = {kind: counters.read(call.unit, customer, kind).used for kind in sorted(call.context.credits)}
    return {kind: count for kind, count in used.items() if count}


def limits_of_move(call: Call, customer: int, reseller: int) -> list[Limit]:
    """The limits of another reseller that all of a customer's records would meet together."""
    return [
        limit for kind, count in consumed_by(call, customer).items() for limit in _met(call, (reseller,), {kind: count})
    ]


def move(call: Call, customer: int, former: int, reseller: int) -> None:
    """Let what a customer's records consume be another reseller's, which administrators do not pass by either: it would find
    itself above what it was sold. Raises NotAuthorized (an inactive one), ResellerLimit."""
    require_active(call.unit, reseller)
    kinds = consumed_by(call, customer)
    for holder in sorted((former, reseller)):
        for kind, count in kinds.items():
            if holder == former:
                _give_back(call, former, kind, count)
                continue
            counter = counters.take(call.unit, reseller, kind, count, _default(call))
            if counter is None:
                raise _refusal(call, reseller, reseller, kind, count)
            call.consumed(kind, reseller, count)
            thresholds.watch(call, reseller, kind, counter, count, reseller)


def _holders(customer: int, reseller: int) -> tuple[int, ...]:
    """Whose counters a record of a customer is in, in the order in which they are locked; nobody's when there is none."""
    return tuple(dict.fromkeys((reseller, customer))) if customer else ()


def _take(call: Call, holder: int, owner: tuple[int, int], wanted: Mapping[str, int]) -> None:
    """Use credits of one holder. Raises CustomerLimit or ResellerLimit."""
    for kind, count in wanted.items():
        if is_unlimited(call.actor):
            _add(call, holder, owner[1], kind, count)
            continue
        counter = counters.take(call.unit, holder, kind, count, _default(call))
        if counter is None:
            raise _refusal(call, *owner, kind, count)
        call.consumed(kind, holder, count)
        thresholds.watch(call, holder, kind, counter, count, owner[1])


def _add(call: Call, holder: int, reseller: int, kind: str, count: int) -> None:
    """Count whatever the limit."""
    counter = counters.add(call.unit, holder, kind, count)
    call.consumed(kind, holder, count)
    thresholds.watch(call, holder, kind, counter, count, reseller)


def _give_back(call: Call, holder: int, kind: str, count: int) -> None:
    counters.give_back(call.unit, holder, kind, count)
    call.consumed(kind, holder, -count)


def _foresee(call: Call, holders: Sequence[int], wanted: Mapping[str, int]) -> None:
    """Have a dry run tell every limit that a claim meets, not only the first that it exceeds."""
    if call.preview is None or is_unlimited(call.actor):
        return
    for met in _met(call, holders, wanted):
        call.meets(met)


def limits(call: Call, customer: int, reseller: int, wanted: Mapping[str, int]) -> list[Limit]:
    """Every limit that a claim of the credits among ``wanted`` would meet, the customer's before the reseller's.

    Administrators are told, too, though they are not held to it.
    """
    credits = {kind: count for kind, count in wanted.items() if kind in call.context.credits}
    return _met(call, _holders(customer, reseller), credits)


def _met(call: Call, holders: Sequence[int], wanted: Mapping[str, int]) -> list[Limit]:
    """The limits that :func:`claim` keeps, in the order in which it refuses; by ``holders`` as their counters are locked."""
    met = []
    for kind, count in sorted(wanted.items()):
        for holder in reversed(holders):
            counter = counters.read(call.unit, holder, kind)
            most = counter.limit if counter.limit is not None else _default(call)
            met.append(Limit(kind, holder, most, counter.used, count))
    return met


def require_reseller(unit: Unit, id: int) -> bool:
    """Hold a reseller's entry as it is until the unit ends; is it active?

    Raises :class:`NotAuthorized` when no reseller has this id: it may have been moved or deleted a moment ago.
    """
    active = store.lock_reseller(unit, id)
    if active is None:
        raise NotAuthorized("the reseller is gone, and nothing is created under it")
    return active


def require_active(unit: Unit, reseller: int) -> None:
    """The same; raise :class:`NotAuthorized` unless the reseller is active, too (customer.md 6.2)."""
    if not require_reseller(unit, reseller):
        raise NotAuthorized("the reseller is not active and may not create anything")


def is_granted(unit: Unit, switch: str, customer: int, reseller: int) -> bool:
    """Is an access flag (``pstn_access``, ``prepaid_changes``) on for a customer: on the reseller and on the customer?

    A reseller needs it on its own entry only (customer.md 3.2). Nobody (0) has nothing.
    """
    holders = dict.fromkeys((reseller, customer))
    return 0 not in holders and all(is_true(value_of(unit, holder, switch) or "") for holder in holders)


def is_true(value: str) -> bool:
    """PHP truth, by which the clients read switches: "" and "0" are false, all else is true (customer.md 3)."""
    return value not in ("", "0")


def is_unlimited(actor: Actor) -> bool:
    """Is the actor an administrator as such, whom no credit limits (customer.md 6.5)?"""
    return actor.is_admin


def set_limit(unit: Unit, customer: int, name: str, value: str | None) -> None:
    """Let the counter of a credit follow its property; a value of None is a property that is not there."""
    counters.limit(unit, customer, name, limit_of(value))


def limit_of(value: str | None) -> int | None:
    """The limit that the value of a credit property means: an empty one counts as missing (customer.md 6.5)."""
    if value is None or not value.strip():
        return None
    return min(int(value), counters.UNLIMITED)


def _default(call: Call) -> int | None:
    return call.context.settings.customers.credit_default


def _refusal(call: Call, customer: int, reseller: int, kind: str, count: int) -> LimitReached:
    """Why the claim fails, the customer's own limit first. The reseller's counter may hold this claim already."""
    own, *shared = _met(call, _holders(customer, reseller), {kind: count})
    met = own if not shared or own.is_exceeded else shared[0]
    cause = CustomerLimit if met.holder == customer and customer != reseller else ResellerLimit
    whose = "customer" if cause is CustomerLimit else "reseller"
    text = f"{kind} of {whose} {met.holder} is {met.limit} and {met.used} are used: there is no room for {count} more"
    return met.refusal(cause, text)
