# SPDX-License-Identifier: Apache-2.0
"""What agreements leave: the limits that somebody meets who wants a product (pbx.md 6).

:func:`limits` tells them for ``explainLimits`` and whoever else asks first; a subscription is taken by the same ones, so that
what is told and what is kept cannot differ.
"""

from collections.abc import Mapping
from typing import Final

from ngnprov.calls.call import Call
from ngnprov.calls.request import Limit
from ngnprov.db.unit import Unit
from ngnprov.errors import LimitReached
from ngnprov.ports.pbx.agreements import store
from ngnprov.ports.pbx.agreements.store import Item
from ngnprov.ports.pbx.errors import QuantityReached, ResellerQuantityReached
from ngnprov.ports.pbx.products.store import PROVIDER

PRODUCT: Final = "product "
"""What the kind of a limit begins with that is one of a product."""


def kind_of(code: str) -> str:
    """What limits call the use of a product."""
    return f"{PRODUCT}{code}"


def limits(call: Call, customer: int, reseller: int, wanted: Mapping[str, int]) -> list[Limit]:
    """Every limit that the products among ``wanted`` would meet; one that is not in the agreement has the limit 0."""
    found = []
    for kind, count in sorted(wanted.items()):
        if kind.startswith(PRODUCT):
            code = kind.removeprefix(PRODUCT)
            item = store.find(call.unit, customer, code)
            if item is None:
                found.append(Limit(kind, customer, 0, 0, count))
            else:
                found += met_by(call.unit, item, reseller, count)
    return found


def met_by(unit: Unit, item: Item, reseller: int, count: int) -> list[Limit]:
    """The limits that ``count`` more of what an item allows would meet: the customer's, then the reseller's.

    A reseller has as many of the provider's products as its agreement says, 0 of one that is not in it. Of what stands in its
    own catalogue it has any number, unless its agreement says otherwise.
    """
    found = [of_item(item, count)]
    if item.customer != reseller:
        shared = store.find(unit, reseller, item.code)
        if shared is not None:
            found.append(of_item(shared, count))
        elif item.catalog == PROVIDER:
            found.append(Limit(kind_of(item.code), reseller, 0, 0, count))
    return found


def of_item(item: Item, count: int) -> Limit:
    """The limit that an item is, met by ``count`` more."""
    return Limit(kind_of(item.code), item.customer, item.quantity, item.used, count)


def refusal(limit: Limit, reseller: int, field: str) -> LimitReached:
    """What is said when a limit leaves no room."""
    is_shared = limit.holder == reseller
    whose = f"reseller {limit.holder}" if is_shared else f"customer {limit.holder}"
    cause = ResellerQuantityReached if is_shared else QuantityReached
    text = f"the agreement of {whose} has {limit.limit} of {limit.kind} and {limit.used} are used"
    return limit.refusal(cause, f"{text}: there is no room for {limit.wanted} more", field)
