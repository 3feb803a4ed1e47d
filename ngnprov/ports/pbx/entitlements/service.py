# SPDX-License-Identifier: Apache-2.0
"""The limits that something planned would meet, in the order in which they refuse it (pbx.md 6).

Each comes from the port that keeps it, by the function that its own check goes by.
"""

from collections.abc import Mapping

from ngnprov.calls.call import Call
from ngnprov.calls.request import Limit
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer.entitlements import is_unlimited
from ngnprov.ports.customer.tenancy import Tenancy, read_tenancy
from ngnprov.ports.enum.numbers.service import SIZE, room_for
from ngnprov.ports.pbx.agreements.limits import PRODUCT, kind_of
from ngnprov.ports.pbx.entitlements.presentation import answer
from ngnprov.ports.pbx.entitlements.wire import EntitlementAnswer
from ngnprov.ports.pbx.errors import ProductUnknown
from ngnprov.ports.pbx.extensions.tables import ATTENDANT, GROUP, PILOT, USER
from ngnprov.ports.pbx.numbers import store as numbers
from ngnprov.ports.pbx.numbers.service import tree_for
from ngnprov.ports.pbx.products.service import DEVICE_LICENCE, USER_LICENCE
from ngnprov.ports.pbx.products.store import is_visible
from ngnprov.ports.pbx.subscriptions.service import mains
from ngnprov.ports.tenant.profiles.service import SUBSCRIBERS

Wanted = dict[str, int]

_SAID = {"extension": USER, "group": GROUP, "attendant": ATTENDANT, "pilot": PILOT}
DEVICE = "device"
_PLAIN: Mapping[str, Wanted] = {
    "sipAccount": {"sip_credit": 1},
    "sipAlias": {"sip_alias_credit": 1},
    "enumNumber": {"enum_number_credit": 1},
    "enumRange": {"enum_range_credit": 1},
    "dnsZone": {"dns_zone_credit": 1},
}
"""What ports below make: the credits are theirs."""


def explain(call: Call, customer: int, planned: str) -> list[EntitlementAnswer]:
    """Every limit that one more of something would meet. Raises CustomerUnknown, InvalidValue, ProductUnknown."""
    owner = read_tenancy(call, customer, "customer")
    wanted = _wanted(call, owner, planned)
    order = {kind: place for place, kind in enumerate(wanted)}
    met = [*call.context.limits(call, owner.customer, owner.reseller, wanted)]
    if SIZE in wanted:
        met += _rooms(call, owner)
    met.sort(key=lambda limit: order[limit.kind])
    free = call.context.credits if is_unlimited(call.actor) else frozenset()
    biting = next((limit for limit in met if limit.is_exceeded and limit.kind not in free), None)
    return [answer(limit, bites=limit is biting) for limit in met]


def _wanted(call: Call, owner: Tenancy, planned: str) -> Wanted:
    """By kind how many more it needs, in the order in which limits refuse it."""
    if planned.startswith(PRODUCT):
        if not is_visible(call.unit, planned.removeprefix(PRODUCT), owner.reseller):
            raise ProductUnknown("there is no such product", field="object")
        return {planned: 1}
    if planned == DEVICE:
        return {DEVICE_LICENCE: 1, "sip_credit": 1}
    if planned in _PLAIN:
        return dict(_PLAIN[planned])
    if planned in _SAID:
        return _for_extension(call, owner, _SAID[planned])
    known = ", ".join([*_SAID, DEVICE, *_PLAIN, f"{PRODUCT}CODE"])
    raise InvalidValue(f"must be one of {known}", field="object")


def _for_extension(call: Call, owner: Tenancy, kind: str) -> Wanted:
    """An extension, with the main product that it would get where it needs one: the only one that fits (U4)."""
    found: Wanted = {}
    if kind in (USER, ATTENDANT):
        fitting = mains(call.unit, owner, kind)
        if len(fitting) == 1:
            found[kind_of(fitting[0])] = 1
    if kind == USER:
        found[USER_LICENCE] = 1
    found[SUBSCRIBERS] = 1
    if kind != ATTENDANT:
        found |= _for_number(call, owner)
    found["sip_credit"] = 1
    return found | {SIZE: 1} if "enum_number_credit" in found else found


def _for_number(call: Call, owner: Tenancy) -> Wanted:
    """A number derived from the base: an alias, and an ENUM number where the customer's range covers it."""
    is_covered = bool(_base_in_enum(call, owner)[1])
    return {"enum_number_credit": 1, "sip_alias_credit": 1} if is_covered else {"sip_alias_credit": 1}


def _rooms(call: Call, owner: Tenancy) -> list[Limit]:
    """The limit of the range that covers the base number, and the numbers behind it unless other ranges lie inside."""
    room = room_for(call, *_base_in_enum(call, owner))
    return [] if room is None else [room]


def _base_in_enum(call: Call, owner: Tenancy) -> tuple[str, str]:
    """The base number and the tree in which it is, "" for none."""
    base = numbers.base_of(call.unit, owner.customer)
    return base, tree_for(call, owner.customer, base) if base else ""
