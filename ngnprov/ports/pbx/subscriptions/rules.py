# SPDX-License-Identifier: Apache-2.0
"""Which products an extension may hold together (pbx.md 7): nothing here looks into the database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Protocol

from ngnprov.errors import InvalidValue
from ngnprov.ports.pbx.errors import AddonWithoutMain, ProductHeld
from ngnprov.ports.pbx.products.service import ADDON, ANY, CALL_PLAN, MAIN

APPLIES_TO: Final[Mapping[str, str]] = {
    "pilot": "extension",
    "user": "extension",
    "group": "group",
    "autoattendant": "attendant",
}
"""Kind of an extension -> what products for it say that they apply to."""
_ONLY_ONE = {MAIN: "main product", CALL_PLAN: "call plan"}


Fields = Callable[[str], str]
"""Code of a product -> the field of the input in which it stands."""


class Part(Protocol):
    """A product as far as it matters beside others; ``requires`` and ``excludes`` are codes with blanks between."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def requires(self) -> str:
        """Main products of which one must be there."""

    @property
    def excludes(self) -> str:
        """Products that must not."""


def require_fit(kind: str, product: Part, applies_to: str, field: str) -> None:
    """Raise InvalidValue when a product is not for extensions of a kind."""
    if product.kind not in (MAIN, ADDON, CALL_PLAN):
        raise InvalidValue(f"the product {product.code} is a licence, and not for extensions", field=field)
    if applies_to not in (ANY, APPLIES_TO[kind]):
        raise InvalidValue(f"the product {product.code} is for {applies_to}s only", field=field)


def require_new(held: Iterable[Part], wanted: Iterable[Part], field: Fields) -> None:
    """Raise ProductHeld when one is held already or wanted twice, or would be the second of which there is one at most."""
    codes = {each.code for each in held}
    kinds = {each.kind for each in held}
    for each in wanted:
        if each.code in codes:
            raise ProductHeld(f"the product {each.code} is held already", field=field(each.code))
        if each.kind in _ONLY_ONE and each.kind in kinds:
            raise ProductHeld(
                f"another {_ONLY_ONE[each.kind]} than {each.code} is held already", field=field(each.code)
            )
        codes.add(each.code)
        kinds.add(each.kind)


def require_together(products: Sequence[Part], field: Fields) -> None:
    """Raise AddonWithoutMain or InvalidValue when products cannot all be held by one extension."""
    codes = {each.code for each in products}
    mains = {each.code for each in products if each.kind == MAIN}
    for each in products:
        if each.kind == ADDON and not mains:
            raise AddonWithoutMain(f"the add-on {each.code} needs a main product", field=field(each.code))
        required = each.requires.split()
        if required and mains.isdisjoint(required):
            raise AddonWithoutMain(
                f"the product {each.code} needs one of {', '.join(required)}", field=field(each.code)
            )
        for other in each.excludes.split():
            if other in codes:
                raise InvalidValue(f"the product {each.code} is not held together with {other}", field=field(each.code))


def require_nothing_rests_on(gone: Sequence[Part], left: Sequence[Part], field: str) -> None:
    """Raise AddonWithoutMain when what is left rests on a main product that goes. What did not fit before may stay (K6)."""
    mains = {each.code for each in left if each.kind == MAIN}
    going = {each.code for each in gone if each.kind == MAIN}
    for each in left:
        if going and not mains and each.kind == ADDON:
            raise AddonWithoutMain(f"the add-on {each.code} needs a main product", field=field)
        required = each.requires.split()
        if mains.isdisjoint(required) and not going.isdisjoint(required):
            raise AddonWithoutMain(f"the product {each.code} needs one of {', '.join(required)}", field=field)
