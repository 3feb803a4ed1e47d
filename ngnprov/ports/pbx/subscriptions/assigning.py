# SPDX-License-Identifier: Apache-2.0
"""Products that an extension gets after it was made, and gives back (pbx.md U6 and U7)."""

from collections.abc import Iterable, Sequence

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.undo import Step
from ngnprov.ports.pbx.agreements import store as agreements
from ngnprov.ports.pbx.blocking.layers import hold_manageable
from ngnprov.ports.pbx.extensions.activation import step_back
from ngnprov.ports.pbx.extensions.lookup import EXTENSIONS
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.products.service import MAIN
from ngnprov.ports.pbx.subscriptions import service, store
from ngnprov.ports.pbx.subscriptions.presentation import answer
from ngnprov.ports.pbx.subscriptions.service import Holder
from ngnprov.ports.pbx.subscriptions.store import Subscription
from ngnprov.ports.pbx.subscriptions.wire import SubscriptionAnswer

FIELD = "product"


def assign_product(call: Call, customer: int, name: str, code: str) -> SubscriptionAnswer:
    """Let an extension hold a product from today on (U6); one that is checked makes it inactive.

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, ExtensionUnknown, NoPilot, BlockedFromAbove,
    NotInAgreement, ProductHeld, AddonWithoutMain, QuantityReached, ResellerQuantityReached."""
    pbx, extension = hold_manageable(call, customer, name)
    held = store.held(call.unit, extension.id)
    here = next((each for each in held if each.code == required(code, FIELD)), None)
    if here is not None and call.reverts is not None:  # it came back with its extension
        return _answer(call, extension, here)
    taken = service.take(call, pbx.owner, Holder(extension.id, extension.kind), [code], FIELD)
    active = extension.active and not taken.is_checked
    back = [_step("unassignProduct", extension, code)]
    _change(call, extension, held, [*held, *taken.subscriptions], back, active=active)
    return _answer(call, extension, taken.subscriptions[0])


def unassign_product(call: Call, customer: int, name: str, code: str) -> SubscriptionAnswer:
    """Let an extension hold a product no more from today on; what has ended.

    Raises MissingInput, InvalidValue (not held), CustomerUnknown, NotPbx, Terminated, ExtensionUnknown, NoPilot,
    BlockedFromAbove, AddonWithoutMain."""
    pbx, extension = hold_manageable(call, customer, name)
    held = store.held(call.unit, extension.id)
    holder = Holder(extension.id, extension.kind)
    (ended,) = service.give_back(call, pbx.owner, holder, [required(code, FIELD)], FIELD)
    left = [each for each in held if each.code != code]
    back = [_step("assignProduct", extension, code)]
    _change(call, extension, held, left, back, active=extension.active)
    return _answer(call, extension, ended._replace(until=call.today, ended=call.now))


def steps_again(extension: Extension, held: Iterable[Subscription]) -> list[Step]:
    """What gives products to an extension again that was removed, where it did not come back with them, and lets it be as
    active as it was."""
    mains_first = sorted(held, key=lambda each: (each.kind != MAIN, each.code))
    return [*(_step("assignProduct", extension, each.code) for each in mains_first), step_back(extension)]


def _change(
    call: Call,
    extension: Extension,
    before: Iterable[Subscription],
    after: Iterable[Subscription],
    back: Sequence[Step],
    *,
    active: bool,
) -> None:
    """Tell the journal; the extension has changed."""
    if active == extension.active:
        EXTENSIONS.records.count_change(call.unit, extension.id)
    else:
        EXTENSIONS.records.update(call.unit, extension.id, {"active": active, "change_date": call.now})
    old, new = (sorted(each.code for each in held) for held in (before, after))
    call.changed(
        extension.subject,
        {"products": old, "active": extension.active},
        {"products": new, "active": active},
        extension.customer,
        undo_by=[*back, step_back(extension)],
    )


def _step(operation: str, extension: Extension, code: str) -> Step:
    named = {"customer": extension.customer, "number": extension.account_id, "product": code}
    return Step("pbx", operation, named)


def _answer(call: Call, extension: Extension, each: Subscription) -> SubscriptionAnswer:
    item = agreements.find(call.unit, extension.customer, each.code)
    return answer(each, each.code if item is None else item.name, extension.number or "", extension.account_id)
