# SPDX-License-Identifier: Apache-2.0
"""The rules of agreements (pbx.md 5), one function for each operation."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, NotAuthorized
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.tenancy import Tenancy, find_tenancy, read_tenancy
from ngnprov.ports.pbx import names
from ngnprov.ports.pbx.agreements import store
from ngnprov.ports.pbx.agreements.limits import kind_of
from ngnprov.ports.pbx.agreements.store import Item
from ngnprov.ports.pbx.agreements.wire import AgreementItemAnswer, AgreementItemFields, AvailableProductAnswer
from ngnprov.ports.pbx.errors import (
    ItemExists,
    ItemInUse,
    NotInAgreement,
    ProductUnknown,
    QuantityBelowUse,
    ResellerQuantityReached,
)
from ngnprov.ports.pbx.products.service import require_visible
from ngnprov.ports.pbx.products.store import PROVIDER
from ngnprov.ports.pbx.subscriptions import store as subscriptions

IMMEDIATE: Final = "immediate"
CHECKED: Final = "checked"
MOST_ITEMS = 1000
"""Of an agreement that is set as a whole."""
MOST_HOLDERS_NAMED = 10

ITEMS = Resource(
    store.ITEMS,
    subject=lambda item: item.subject,
    unknown=partial(NotInAgreement, "the product is not in the agreement"),
    exists=partial(ItemExists, "the product is in the agreement"),
    journal_values=lambda item: {
        "customer": item.customer,
        "product": item.code,
        "quantity": item.quantity or 0,
        "end_user_name": item.end_user_name,
        "activation": item.activation,
        "created_by": item.created_by,
    },
    reversal=Reversal(
        *("pbx", "addAgreementItem", "updateAgreementItem", "deleteAgreementItem", "item"),
        shown=lambda _, item: _answer(item),
        named_by=lambda item: {"item": {"customer": item.customer, "product": item.code}},
        key=("customer", "product"),
    ),
)


def add_item(call: Call, new: AgreementItemFields) -> AgreementItemAnswer:
    """Let a customer use a product (A1 to A4).

    Raises MissingInput, CustomerUnknown, NotAuthorized, ProductUnknown, ItemExists, InvalidValue, ResellerQuantityReached,
    QuantityBelowUse.
    """
    owner = _lock_customer(call, required(new.get("customer"), "item.customer"), "item.customer")
    entitlements.claim(call, owner.customer, owner.reseller, {})
    return _answer(_add(call, owner, new, "item"))


def update_item(call: Call, given: AgreementItemFields, below_use: bool) -> AgreementItemAnswer:
    """Change the members given (A5). Raises MissingInput, CustomerUnknown, NotAuthorized, NotInAgreement, QuantityBelowUse,
    InvalidValue."""
    return _answer(_update(call, _lock_item(call, given), given, "item", below_use=below_use))


def delete_item(call: Call, given: AgreementItemFields) -> AgreementItemAnswer:
    """Take a product that nobody holds out of an agreement (A6); as it was.

    Raises MissingInput, CustomerUnknown, NotAuthorized, NotInAgreement, ItemInUse.
    """
    item = _lock_item(call, given)
    _remove(call, item, "item.product")
    return _answer(item)


def set_agreement(
    call: Call, customer: int, wanted: Sequence[AgreementItemFields], below_use: bool
) -> list[AgreementItemAnswer]:
    """Let a customer use these products and no others, each as it is given (A7); all of them or none.

    Raises as the three above; InvalidValue for a product that is given twice.
    """
    if len(wanted) > MOST_ITEMS:
        raise InvalidValue(f"must be at most {MOST_ITEMS} items", field="items")
    owner = _lock_customer(call, required(customer, "customer"), "customer")
    entitlements.claim(call, owner.customer, owner.reseller, {})
    present = {item.code: item for item in store.of_customer(call.unit, customer)}
    given: dict[str, tuple[str, AgreementItemFields]] = {}
    for place, each in enumerate(wanted):
        code = required(each.get("product"), f"items.{place}.product")
        if code in given:
            raise InvalidValue("is given twice", field=f"items.{place}.product")
        if each.get("customer", 0) not in (0, customer):
            raise InvalidValue("is not the customer whose agreement is set", field=f"items.{place}.customer")
        given[code] = (f"items.{place}", each)
    for code, item in present.items():
        held = ITEMS.lock(call, customer, item.product)
        if code not in given:
            _remove(call, held, "items")
        else:
            path, each = given[code]
            _update(call, held, _whole(each, path), path, below_use=below_use)
    for code in sorted(given.keys() - present.keys()):
        path, each = given[code]
        _add(call, owner, each, path)
    return [_answer(item) for item in store.of_customer(call.unit, customer)]


def get_agreement(call: Call, customer: int) -> list[AgreementItemAnswer]:
    """What a customer or reseller in scope may use, by code. Raises MissingInput, CustomerUnknown."""
    return [_answer(item) for item in _items(call, customer)]


def get_products(call: Call, customer: int) -> list[AvailableProductAnswer]:
    """The same as users see it (A8). Raises MissingInput, CustomerUnknown."""
    return [
        AvailableProductAnswer(
            product=item.code,
            name=item.name,
            kind=item.kind,
            applies_to=item.applies_to,
            quantity=item.quantity or 0,
            unlimited=item.quantity is None,
            used=item.used,
            left=0 if item.quantity is None else max(item.quantity - item.used, 0),
        )
        for item in _items(call, customer)
    ]


def _items(call: Call, customer: int) -> list[Item]:
    owner = read_tenancy(call, required(customer, "customer"), "customer")
    return store.of_customer(call.unit, owner.customer)


def _lock_customer(call: Call, customer: int, field: str) -> Tenancy:
    """The customer whose agreement changes, held until the unit ends. Raises CustomerUnknown, NotAuthorized (A9)."""
    owner = find_tenancy(call, customer, field, CustomerUnknown)
    if owner.customer == owner.reseller and not call.actor.is_admin:
        raise NotAuthorized("the agreement of a reseller is for administrators to change", field=field)
    return owner


def _lock_item(call: Call, given: AgreementItemFields) -> Item:
    customer = required(given.get("customer"), "item.customer")
    code = required(given.get("product"), "item.product")
    _lock_customer(call, customer, "item.customer")
    found = store.find(call.unit, customer, code)
    if found is None:
        raise NotInAgreement("the product is not in the agreement", field="item.product")
    return ITEMS.lock(call, customer, found.product, field="item.product")


def _add(call: Call, owner: Tenancy, new: AgreementItemFields, path: str) -> Item:
    code = names.code(required(new.get("product"), f"{path}.product"), f"{path}.product")
    if store.find(call.unit, owner.customer, code) is not None:
        raise ItemExists("the product is in the agreement", field=f"{path}.product")
    product = require_visible(call, code, owner.reseller, f"{path}.product")
    if product.withdrawn:
        raise ProductUnknown("the product is withdrawn and goes into no agreement any more", field=f"{path}.product")
    if "quantity" not in new:
        raise MissingInput("must be given; 0 is any number", field=f"{path}.quantity")
    is_shared = owner.customer == owner.reseller
    if not is_shared and product.reseller == PROVIDER:
        _require_handed_down(call, owner.reseller, code, f"{path}.product")
    item = Item(
        id=0,
        customer=owner.customer,
        product=product.id,
        code=code,
        kind=product.kind,
        applies_to=product.applies_to,
        requires=product.requires,
        excludes=product.excludes,
        price_monthly=product.price_monthly,
        price_once=product.price_once,
        product_name=product.name,
        product_end_user_name=product.end_user_name,
        catalog=product.reseller,
        quantity=new["quantity"] or None,
        used=subscriptions.count(call.unit, owner.customer, product.id, of_reseller=is_shared),
        end_user_name=names.text(new.get("end_user_name", ""), f"{path}.endUserName"),
        activation=_activation(new.get("activation", ""), f"{path}.activation"),
        created_by=call.actor.login,
        change_date=call.now,
    )
    _require_room(item, f"{path}.quantity")
    return ITEMS.create(call, item, field=f"{path}.product")


def _update(call: Call, item: Item, given: AgreementItemFields, path: str, *, below_use: bool) -> Item:
    wanted: dict[str, Any] = {}
    if "quantity" in given:
        wanted["quantity"] = given["quantity"] or None
        changed = item._replace(quantity=wanted["quantity"])
        if not below_use and _is_lower(changed.quantity, item.quantity):
            _require_room(changed, f"{path}.quantity")
    if "end_user_name" in given:
        wanted["end_user_name"] = names.text(given["end_user_name"], f"{path}.endUserName")
    if "activation" in given:
        wanted["activation"] = _activation(given["activation"], f"{path}.activation")
    return ITEMS.update(call, item, wanted)


def _remove(call: Call, item: Item, field: str) -> None:
    if item.used:
        raise ItemInUse(
            f"{item.code} is held by {_holders(call, item)}", field=field, used=item.used, holder=item.customer
        )
    ITEMS.remove(call, item)


def _whole(given: AgreementItemFields, path: str) -> AgreementItemFields:
    """An item as it is set: what is absent is as in a new one. Raises MissingInput."""
    if "quantity" not in given:
        raise MissingInput("must be given; 0 is any number", field=f"{path}.quantity")
    return {"end_user_name": "", "activation": IMMEDIATE, **given}


def _require_handed_down(call: Call, reseller: int, code: str, field: str) -> None:
    """Raise ResellerQuantityReached when a product of the provider is not in the reseller's agreement (A3)."""
    if store.find(call.unit, reseller, code) is None:
        raise ResellerQuantityReached(
            f"the product is not in the agreement of reseller {reseller}",
            field=field,
            kind=kind_of(code),
            limit=0,
            used=0,
            holder=reseller,
        )


def _require_room(item: Item, field: str) -> None:
    """Raise QuantityBelowUse when more hold a product than an item allows (A5)."""
    if item.quantity is not None and item.used > item.quantity:
        raise QuantityBelowUse(
            f"the quantity is below use: {item.used} hold {item.code}",
            field=field,
            kind=kind_of(item.code),
            limit=item.quantity,
            used=item.used,
            holder=item.customer,
        )


def _is_lower(new: int | None, old: int | None) -> bool:
    return new is not None and (old is None or new < old)


def _holders(call: Call, item: Item) -> str:
    """Who holds the product, some of many by name."""
    found = subscriptions.holders(call.unit, item.customer, item.product, MOST_HOLDERS_NAMED)
    others = item.used - len(found)
    return ", ".join(found) + (f" and {others} more" if others else "")


def _activation(given: str, field: str) -> str:
    if given not in ("", IMMEDIATE, CHECKED):
        raise InvalidValue(f"must be {IMMEDIATE} or {CHECKED}", field=field)
    return given or IMMEDIATE


def _answer(item: Item) -> AgreementItemAnswer:
    return AgreementItemAnswer(
        customer=item.customer,
        product=item.code,
        kind=item.kind,
        name=item.name,
        quantity=item.quantity or 0,
        unlimited=item.quantity is None,
        used=item.used,
        end_user_name=item.end_user_name,
        activation=item.activation,
        created_by=item.created_by,
        change_date=clock.to_seconds(item.change_date),
    )
