# SPDX-License-Identifier: Apache-2.0
"""The rules of product types (tenant.md Y1 to Y6)."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import of_form, required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.db.columns import money_in, money_out
from ngnprov.errors import InvalidValue
from ngnprov.ports.tenant import texts
from ngnprov.ports.tenant.errors import (
    ProductTypeExists,
    ProductTypeFixed,
    ProductTypeInUse,
    ProductTypeNotOffered,
    ProductTypeUnknown,
)
from ngnprov.ports.tenant.owning import new_number
from ngnprov.ports.tenant.producttypes import store
from ngnprov.ports.tenant.producttypes.features import FEATURES
from ngnprov.ports.tenant.producttypes.store import ProductType
from ngnprov.ports.tenant.producttypes.wire import ProductTypeAnswer, ProductTypeFields
from ngnprov.zonefiles.hostnames import lower

FIELD = "productType"
MOST = 300
"""Words of a list."""

code_of = of_form(r"[a-z0-9_-]{1,32}", "must be 1 to 32 letters, digits, _ and -")
_kind = of_form(r"[a-zA-Z0-9_-]{1,32}", "must be 1 to 32 letters, digits, _ and -")


def answer(_: Call | None, found: ProductType) -> ProductTypeAnswer:
    """A stored type as it is answered."""
    return ProductTypeAnswer(
        code=found.code,
        name=found.name,
        features=found.features.split(),
        regions=found.regions.split(),
        connection_types=found.connection_types.split(),
        mutable=found.is_mutable,
        allowed_next=found.allowed_next.split(),
        fee=money_out(found.fee),
        user_fee=money_out(found.user_fee),
        withdrawn=found.withdrawn,
        change_date=clock.to_seconds(found.change_date),
    )


TYPES = Resource(
    store.TYPES,
    subject=lambda found: f"product type {found.code}",
    unknown=partial(ProductTypeUnknown, "there is no such product type"),
    exists=partial(ProductTypeExists, "the code is taken"),
    reversal=Reversal(
        *("tenant", "addProductType", "updateProductType", "deleteProductType", FIELD),
        shown=answer,
        named_by=lambda found: {FIELD: {"code": found.code}},
        key=("code",),
    ),
)


def add_product_type(call: Call, new: ProductTypeFields) -> ProductTypeAnswer:
    """Sell another kind of tenants. Raises MissingInput (code, name), InvalidValue, ProductTypeExists, ProductTypeUnknown."""
    code = code_of(lower(required(new.get("code"), f"{FIELD}.code")), f"{FIELD}.code")
    required(new.get("name"), f"{FIELD}.name")
    if store.named(call.unit, code) is not None:
        raise ProductTypeExists("the code is taken", field=f"{FIELD}.code")
    empty = dict.fromkeys(("features", "regions", "connection_types", "allowed_next"), "")
    wanted = {**empty, "is_mutable": True, "withdrawn": False, "fee": 0, "user_fee": 0, **_columns(call, new, code)}
    number = new_number(call, store.KIND, 0)
    made = ProductType(id=number, reseller=store.PROVIDER, code=code, change_date=call.now, **wanted)
    return answer(call, TYPES.create(call, made, field=f"{FIELD}.code"))


def update_product_type(call: Call, given: ProductTypeFields) -> ProductTypeAnswer:
    """Change the members given; what tenants have already they keep (Y5). Raises as add, but for what is there."""
    found = _lock(call, given)
    if "name" in given:
        required(given["name"], f"{FIELD}.name")
    return answer(call, TYPES.update(call, found, _columns(call, given, found.code)))


def delete_product_type(call: Call, given: ProductTypeFields) -> ProductTypeAnswer:
    """Remove a type that no tenant has and no other type names; as it was. Raises ProductTypeUnknown, ProductTypeInUse."""
    found = _lock(call, given)
    count = store.used(call.unit, found.code)
    if count:
        raise ProductTypeInUse(f"{count} tenants have it", field=f"{FIELD}.code", used=count)
    naming = [each.code for each in store.every(call.unit) if found.code in each.allowed_next.split()]
    if naming:
        raise ProductTypeInUse(f"the product type {naming[0]} names it", field=f"{FIELD}.code", used=len(naming))
    TYPES.remove(call, found)
    return answer(call, found)


def get_product_types(call: Call, country: str, connection_type: str) -> list[ProductTypeAnswer]:
    """Those that are offered in a country and by a kind of connection, of all that are there where one is not given (Y3)."""
    texts.country(country, "country")
    return [
        answer(call, each)
        for each in store.every(call.unit)
        if not ((country or connection_type) and each.withdrawn)
        and (not country or _is_offered(each.regions, country))
        and (not connection_type or _is_offered(each.connection_types, connection_type))
    ]


def require_offered(call: Call, code: str, before: str, country: str, field: str) -> str:
    """The code of a type that a tenant of a country gets, who has the type ``before``, "" for none (Y3, Y6).

    Raises ProductTypeNotOffered, ProductTypeFixed.
    """
    wanted = lower(code)
    if wanted == before:
        return before
    if before and call.reverts is None:
        _require_mutable(call, before, wanted, field)
    if not wanted:
        return ""
    found = store.hold(call.unit, wanted)
    is_offered = found is not None and not found.withdrawn and _is_offered(found.regions, country)
    if not is_offered and (call.reverts is None or found is None):
        raise ProductTypeNotOffered("is not a product type that is offered here", field=field)
    return wanted


def is_offered(call: Call, code: str, country: str) -> bool:
    """Is there a type of this code for new tenants of a country?"""
    found = store.named(call.unit, lower(code))
    return found is not None and not found.withdrawn and _is_offered(found.regions, country)


def _require_mutable(call: Call, before: str, wanted: str, field: str) -> None:
    found = store.named(call.unit, before)
    if found is None:
        return
    if not found.is_mutable:
        raise ProductTypeFixed(f"is {found.name}, which stays", field=field)
    following = found.allowed_next.split()
    if following and wanted not in following:
        raise ProductTypeFixed(f"becomes {', '.join(following)} and nothing else after {found.name}", field=field)


def _is_offered(listed: str, one: str) -> bool:
    return not listed or one in listed.split()


def _lock(call: Call, given: ProductTypeFields) -> ProductType:
    code = required(given.get("code"), f"{FIELD}.code")
    return TYPES.lock(call, lower(code), field=f"{FIELD}.code")


def _columns(call: Call, given: ProductTypeFields, own: str) -> dict[str, Any]:
    """The columns that are given. Raises InvalidValue, ProductTypeUnknown."""
    found: dict[str, Any] = {}
    if "name" in given:
        found["name"] = texts.line(given["name"], f"{FIELD}.name")
    if "features" in given:
        found["features"] = _words(given["features"], f"{FIELD}.features", _feature)
    if "regions" in given:
        found["regions"] = _words(given["regions"], f"{FIELD}.regions", _country)
    if "connection_types" in given:
        found["connection_types"] = _words(given["connection_types"], f"{FIELD}.connectionTypes", _kind)
    if "allowed_next" in given:
        found["allowed_next"] = _words(
            [lower(each) for each in given["allowed_next"]], f"{FIELD}.allowedNext", partial(_next, call, own)
        )
    if "mutable" in given:
        found["is_mutable"] = given["mutable"]
    if "withdrawn" in given:
        found["withdrawn"] = given["withdrawn"]
    for name in ("fee", "user_fee"):
        if name in given:
            found[name] = _fee(given[name], f"{FIELD}.{'fee' if name == 'fee' else 'userFee'}")
    return found


def _words(given: Sequence[str], field: str, check: Any) -> str:
    """Words with blanks between, each once, in their order. Raises InvalidValue."""
    if len(given) > MOST:
        raise InvalidValue(f"must be at most {MOST}", field=field)
    found = [check(each, f"{field}.{place}") for place, each in enumerate(given)]
    for place, each in enumerate(found):
        if each in found[:place]:
            raise InvalidValue("is given twice", field=f"{field}.{place}")
    return " ".join(found)


def _feature(text: str, field: str) -> str:
    if text not in FEATURES:
        raise InvalidValue(f"must be one of {', '.join(FEATURES)}", field=field)
    return text


def _country(text: str, field: str) -> str:
    if not text:
        raise InvalidValue("must be the code of a country such as NL (ISO 3166-1)", field=field)
    return texts.country(text, field)


def _next(call: Call, own: str, text: str, field: str) -> str:
    if text == own:
        raise InvalidValue("must not be the product type itself", field=field)
    if store.named(call.unit, text) is None:
        raise ProductTypeUnknown("there is no such product type", field=field)
    return text


def _fee(given: Decimal, field: str) -> int:
    if given < 0:
        raise InvalidValue("must not be negative", field=field)
    return money_in(given)
