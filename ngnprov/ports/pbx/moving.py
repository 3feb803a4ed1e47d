# SPDX-License-Identifier: Apache-2.0
"""What a customer holds of products counts for another reseller from now on (tenant.md 20)."""

from collections.abc import Iterator, Sequence

from ngnprov.calls.call import Call
from ngnprov.calls.moving import Impact, Move, Moving
from ngnprov.calls.request import Limit
from ngnprov.calls.undo import Step
from ngnprov.errors import Refusal
from ngnprov.ports.pbx.agreements import limits, store
from ngnprov.ports.pbx.agreements.store import Item
from ngnprov.ports.pbx.errors import ProductUnknown, ResellerQuantityReached
from ngnprov.ports.pbx.products.store import PROVIDER
from ngnprov.ports.pbx.rewriting import store as rule_sets

_FIELD = "move.reseller"


def _impact(call: Call, move: Move) -> Iterator[Impact]:
    """What the new reseller's agreement lacks, what is the former one's own, and its rewrite rules."""
    for item in store.of_customer(call.unit, move.customer):
        yield Impact("agreement line", item.used, item.code, _against(call, move, item))
    for name, count in rule_sets.own_of(call.unit, move.customer):
        yield Impact("domains without their rewrite rule set", count, name)


def _against(call: Call, move: Move, item: Item) -> Refusal | None:
    """Why a line of the agreement cannot go along."""
    if item.catalog != PROVIDER:
        return ProductUnknown(f"{item.code} is in the catalogue of reseller {move.former}", field=_FIELD)
    shared = store.find(call.unit, move.reseller, item.code)
    if shared is None:
        text = f"the product {item.code} is not in the agreement of reseller {move.reseller}"
        missing = Limit(limits.kind_of(item.code), move.reseller, 0, 0, item.used)
        return missing.refusal(ResellerQuantityReached, text, _FIELD)
    limit = limits.of_item(shared, item.used)
    return limits.refusal(limit, move.reseller, _FIELD) if limit.is_exceeded else None


def _move(call: Call, move: Move) -> Sequence[Step]:
    """Let agreements of both resellers count what there is. Raises ProductUnknown, ResellerQuantityReached."""
    unit = call.unit
    for item in sorted(store.of_customer(unit, move.customer), key=lambda item: item.product):
        for holder in sorted((move.former, move.reseller)):
            if holder == move.former:
                store.give_back(unit, holder, item.product, item.used)
            elif not store.take(unit, holder, item.product, item.used):
                raise _against(call, move, item) or ProductUnknown("has changed meanwhile", field=_FIELD)
    return ()


MOVING = Moving(_impact, _move, (ProductUnknown, ResellerQuantityReached))
