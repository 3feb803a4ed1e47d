# SPDX-License-Identifier: Apache-2.0
"""The licences of a customer for another one (tenant.md 21): an order, under terms that are accepted for it."""

from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.copying import Copy, Copying, Part
from ngnprov.calls.fields import fields_as
from ngnprov.ports.order.errors import TermsNotAccepted
from ngnprov.ports.order.orders import service
from ngnprov.ports.order.orders.operations import PLANNING
from ngnprov.ports.order.orders.tables import CHANGE
from ngnprov.ports.order.permissions import SUBMIT_ORDERS
from ngnprov.ports.pbx.errors import QuantityReached, ResellerQuantityReached
from ngnprov.ports.pbx.licences import ordering

_INCLUDE = "options.include"


def _licences(call: Call, copy: Copy) -> int:
    """Order as many of each licence as the other customer has that do not end; how many these are."""
    counts = {item.code: ordering.held(call.unit, item) for item in ordering.items_of(call.unit, copy.source)}
    lines: list[Any] = [{"product": code, "quantity": count} for code, count in counts.items() if count]
    if not lines:
        return 0
    # what an order of this kind names is what there is to be: one that adds users brings devices along, which are named, too
    with fields_as({"termsVersion": "options.termsVersion", "accepted": "options.termsVersion"}, _INCLUDE, _INCLUDE):
        order = service.add_order(call, {"customer": copy.target, "kind": CHANGE, "lines": lines})
        service.submit_order(call, order.id, copy.terms_version, bool(copy.terms_version), "")
    return sum(counts.values())


COPYING = Copying(
    {"licences": Part(2, (SUBMIT_ORDERS,), _licences)},
    (*PLANNING, TermsNotAccepted, QuantityReached, ResellerQuantityReached),
)
