# SPDX-License-Identifier: Apache-2.0
"""A customer's entry goes to another reseller, with what it consumes of its reseller's credits (tenant.md 20)."""

from collections.abc import Iterator, Sequence

from ngnprov.calls.call import Call
from ngnprov.calls.moving import Impact, Move, Moving
from ngnprov.calls.undo import Step
from ngnprov.errors import CustomerInUse, NotAuthorized, ResellerLimit
from ngnprov.ports.customer import entitlements, service, store
from ngnprov.ports.customer.properties.store import values_of


def _impact(call: Call, move: Move) -> Iterator[Impact]:
    """Is the new reseller active, has it room, and which switches has it not? Who impersonates whom does not go along."""
    reseller = store.ACCOUNTS.get(call.unit, call.actor, move.reseller)
    if reseller is not None and not reseller.reseller_active:
        text = "the reseller is not active and may not create anything"
        yield Impact("reseller", 1, str(move.reseller), NotAuthorized(text, field="move.reseller"))
    children = store.count_children(call.unit, move.customer)
    if children:
        text = f"customer {move.customer} still has {children} customers"
        yield Impact("customers", children, "", CustomerInUse(text, field="move.customer", used=children))
    for limit in entitlements.limits_of_move(call, move.customer, move.reseller):
        refusal = None
        if limit.is_exceeded:
            text = f"{limit.kind} of reseller {limit.holder} is {limit.limit} and {limit.used} are used"
            whole = f"{text}: there is no room for {limit.wanted} more"
            refusal = limit.refusal(ResellerLimit, whole, "move.reseller")
        yield Impact("credit", limit.wanted, limit.kind, refusal)
    pointing = store.count_impersonating(call.unit, move.customer)
    if pointing:
        yield Impact("impersonations that end", pointing)
    for switch in sorted(call.context.switches):
        held = values_of(call.unit, (move.customer, move.reseller), switch.name)
        if _is_on(held, move.customer) and not _is_on(held, move.reseller):
            yield Impact("switches that the reseller has not", 1, switch.name)


def _is_on(values: dict[int, str], holder: int) -> bool:
    return entitlements.is_true(values.get(holder, ""))


def _move(call: Call, move: Move) -> Sequence[Step]:
    """Last of all: counters are what is waited for most. Raises what changing the entry raises, and ResellerLimit."""
    with call.parts() as parts:
        service.update_account(call, {"id": move.customer, "reseller": move.reseller}, moves=True)
    call.moved(move.customer)
    entitlements.move(call, *move)
    return parts


MOVING = Moving(_impact, _move)
