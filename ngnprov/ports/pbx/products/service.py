# SPDX-License-Identifier: Apache-2.0
"""The rules of products (pbx.md 4), one function for each operation."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, Final

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.db.columns import money_in, money_out
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.tenancy import find_reseller
from ngnprov.ports.pbx import names
from ngnprov.ports.pbx.errors import ProductExists, ProductInUse, ProductUnknown
from ngnprov.ports.pbx.products import store
from ngnprov.ports.pbx.products.store import PROVIDER, Product
from ngnprov.ports.pbx.products.wire import (
    ProductAnswer,
    ProductFields,
    ProductMember,
    ProductPageAnswer,
    ProductQueryFields,
)

MAIN: Final = "main"
ADDON: Final = "addon"
CALL_PLAN: Final = "callplan"
USER_LICENCE: Final = "userLicence"
DEVICE_LICENCE: Final = "deviceLicence"
LICENCES = (USER_LICENCE, DEVICE_LICENCE)
KINDS = (MAIN, ADDON, CALL_PLAN, *LICENCES)
ANY: Final = "any"
APPLIES_TO = ("extension", "attendant", "group", ANY)
MOST_NAMED = 100
"""Products that one requires, or excludes."""

_FLAGS: tuple[ProductMember, ...] = ("charge_when_blocked_by_customer", "charge_when_blocked_by_provider", "withdrawn")
_PRICES: tuple[ProductMember, ...] = ("price_monthly", "price_once")
_BY_DEFAULT: Mapping[str, Any] = {
    **{"end_user_name": "", "part_number": "", "price_monthly": 0, "price_once": 0, "requires": "", "excludes": ""},
    **{"applies_to": ANY, "withdrawn": False},
    **{"charge_when_blocked_by_customer": False, "charge_when_blocked_by_provider": True},
}

_IN_USE = "the product is in an agreement, or somebody holds it or has held it"
PRODUCTS = Resource(
    store.PRODUCTS,
    subject=lambda product: product.subject,
    unknown=partial(ProductUnknown, "there is no such product"),
    exists=partial(ProductExists, "the code is taken"),
    in_use=partial(ProductInUse, _IN_USE),
    reversal=Reversal(
        *("pbx", "addProduct", "updateProduct", "deleteProduct", "product"),
        shown=lambda _, product: _answer(product),
        named_by=lambda product: {"product": {"code": product.code, "reseller": product.reseller}},
        key=("code", "reseller"),
    ),
)


def add_product(call: Call, new: ProductFields) -> ProductAnswer:
    """Put a product into a catalogue: a reseller into its own, an administrator into any (K1 to K5).

    Raises MissingInput (code, name, kind), InvalidValue, NotAuthorized (inactive reseller), ProductExists, ProductUnknown (one
    that it names).
    """
    reseller = find_reseller(call, new.get("reseller", 0) if call.actor.is_admin else 0, "product.reseller")
    entitlements.claim(call, reseller, reseller, {})
    code = names.code(required(new.get("code"), "product.code"), "product.code")
    kind = _one_of(KINDS, required(new.get("kind"), "product.kind"), "product.kind")
    required(new.get("name"), "product.name")
    id = store.new_id(call.unit)
    if store.is_taken(call.unit, code, reseller):
        raise ProductExists("the code is taken", field="product.code")
    wanted = {**_BY_DEFAULT, **_plain(new), **_named(call, new, code, kind, reseller)}
    product = Product(id=id, code=code, kind=kind, reseller=reseller, change_date=call.now, **wanted)
    return _answer(PRODUCTS.create(call, product, field="product.code"))


def update_product(call: Call, given: ProductFields) -> ProductAnswer:
    """Change the members given; code, kind and catalogue stay (K6).

    Raises MissingInput (code), ProductUnknown, InvalidValue.
    """
    product = _lock(call, given)
    if given.get("kind", product.kind) != product.kind:
        raise InvalidValue("cannot be changed", field="product.kind")
    wanted = {**_plain(given), **_named(call, given, product.code, product.kind, product.reseller)}
    return _answer(PRODUCTS.update(call, product, wanted))


def delete_product(call: Call, given: ProductFields) -> ProductAnswer:
    """Remove a product that no agreement, no subscription and no other product names (K7); as it was.

    Raises MissingInput (code), ProductUnknown, ProductInUse.
    """
    product = _lock(call, given)
    naming = store.naming(call.unit, product.code, product.reseller)
    if naming:
        raise ProductInUse(f"the product is named by {naming[0]}", field="product.code", used=len(naming))
    PRODUCTS.remove(call, product)
    return _answer(product)


def get_catalog(call: Call, query: ProductQueryFields) -> ProductPageAnswer:
    """Products of the catalogues in scope that match (K1)."""
    return PRODUCTS.find(call, query, _answer)


def require_visible(call: Call, code: str, reseller: int, field: str) -> Product:
    """The product that a code means below a reseller; it stays as it is until the unit ends. Raises ProductUnknown."""
    product = store.hold(call.unit, code, reseller)
    if product is None:
        raise ProductUnknown("there is no such product", field=field)
    return product


def _lock(call: Call, given: ProductFields) -> Product:
    code = required(given.get("code"), "product.code")
    own = call.actor.reseller
    reseller = given.get("reseller", PROVIDER) if call.actor.is_admin else given.get("reseller", 0) or own
    return PRODUCTS.lock(call, code, reseller, field="product.code")


def _plain(given: ProductFields) -> dict[str, Any]:
    """By column what was supplied of the members that stand for themselves. Raises InvalidValue."""
    wanted: dict[str, Any] = {}
    if "name" in given:
        wanted["name"] = names.title(given["name"], "product.name")
    if "end_user_name" in given:
        wanted["end_user_name"] = names.text(given["end_user_name"], "product.endUserName")
    if "part_number" in given:
        wanted["part_number"] = names.text(given["part_number"], "product.partNumber")
    if "applies_to" in given:
        wanted["applies_to"] = _one_of(APPLIES_TO, given["applies_to"] or ANY, "product.appliesTo")
    if "price_monthly" in given:
        wanted["price_monthly"] = _price(given["price_monthly"], "product.priceMonthly")
    if "price_once" in given:
        wanted["price_once"] = _price(given["price_once"], "product.priceOnce")
    return {**wanted, **{member: given[member] for member in _FLAGS if member in given}}


def _named(call: Call, given: ProductFields, code: str, kind: str, reseller: int) -> dict[str, str]:
    """The lists of other products as they are stored (K4). Raises InvalidValue, ProductUnknown."""
    wanted = {}
    if "requires" in given:
        field = "product.requires"
        mains = _products(call, given["requires"], code, reseller, field)
        if mains and kind == MAIN:
            raise InvalidValue("must be empty for a main product", field=field)
        if any(other.kind != MAIN for other in mains):
            raise InvalidValue("must be main products", field=field)
        wanted["requires"] = " ".join(other.code for other in mains)
    if "excludes" in given:
        others = _products(call, given["excludes"], code, reseller, "product.excludes")
        wanted["excludes"] = " ".join(other.code for other in others)
    return wanted


def _products(call: Call, codes: Sequence[str], of: str, reseller: int, field: str) -> list[Product]:
    wanted = sorted({code for code in codes if code})
    if len(wanted) > MOST_NAMED:
        raise InvalidValue(f"must be at most {MOST_NAMED} products", field=field)
    if of in wanted:
        raise InvalidValue("must not be the product itself", field=field)
    return [require_visible(call, code, reseller, field) for code in wanted]


def _price(given: Decimal, field: str) -> int:
    if given < 0:
        raise InvalidValue("must not be negative", field=field)
    return money_in(given)


def _one_of(choices: Sequence[str], given: str, field: str) -> str:
    if given not in choices:
        raise InvalidValue(f"must be {', '.join(choices[:-1])} or {choices[-1]}", field=field)
    return given


def _answer(product: Product) -> ProductAnswer:
    shown = product._asdict()
    del shown["id"]
    shown |= {member: money_out(shown[member]) for member in _PRICES}
    shown |= {member: shown[member].split() for member in ("requires", "excludes")}
    return ProductAnswer(**{**shown, "change_date": clock.to_seconds(product.change_date)})
