# SPDX-License-Identifier: Apache-2.0
"""What a move means, and what of it stands against the move, as TenantPort sees it (tenant.md 20)."""

from collections import Counter
from collections.abc import Iterator

from ngnprov.calls.call import Call
from ngnprov.calls.moving import Impact, Move
from ngnprov.errors import CustomerInUse, Refusal
from ngnprov.ports.tenant.connections import store as connections
from ngnprov.ports.tenant.errors import NameTaken, ProductTypeNotOffered, RoleUnknown, TemplateUnknown
from ngnprov.ports.tenant.producttypes.service import is_offered, require_offered
from ngnprov.ports.tenant.profiles import store as profiles
from ngnprov.ports.tenant.profiles.store import Profile
from ngnprov.ports.tenant.roles import store as roles
from ngnprov.ports.tenant.roles.codes import BUILT_IN
from ngnprov.ports.tenant.users import store as users

TO, TYPE = "move.reseller", "move.productType"


def find(call: Call, profile: Profile, move: Move, product_type: str | None) -> list[Impact]:
    """What moving a customer means: what goes along, by kind, and what is special, as every port tells."""
    goes_along = sorted(call.context.clearable(call.unit, move.customer).items())
    return [
        *(Impact(kind, count) for kind, count in goes_along),
        *_of_profile(call, profile, move, product_type),
        *_of_people(call, move),
        *_of_connections(call, move),
        *call.context.impacts(call, move),
    ]


def _of_profile(call: Call, profile: Profile, move: Move, product_type: str | None) -> Iterator[Impact]:
    if profile.name and profiles.is_named(call.unit, move.reseller, profile.name):
        text = f"reseller {move.reseller} has another tenant of the name {profile.name}"
        yield Impact("name", 1, profile.name, NameTaken(text, field=TO))
    if profile.in_house:
        text = "the customer is the own use of its reseller, and goes to no other one"
        yield Impact("in-house tenant", 1, "", CustomerInUse(text, field="move.customer", holder=move.customer))
    named = profile.product_type if product_type is None else product_type
    if named or profile.product_type:
        yield Impact("product type", 1, named, _against_type(call, profile, product_type))


def _against_type(call: Call, profile: Profile, product_type: str | None) -> Refusal | None:
    """Why a customer cannot have its type, or the one that is named, at another reseller: it is one more that is sold."""
    if product_type is not None:
        try:
            require_offered(call, product_type, profile.product_type, profile.country, TYPE)
        except Refusal as refusal:
            return refusal
    named = profile.product_type if product_type is None else product_type
    if named and call.reverts is None and not is_offered(call, named, profile.country):
        return ProductTypeNotOffered(f"the product type {named} is not offered any more: name another one", field=TYPE)
    return None


def _of_people(call: Call, move: Move) -> Iterator[Impact]:
    found = users.of_customer(call.unit, move.customer)
    if found:
        yield Impact("users", len(found))
    counts = Counter(code for user in found for code in user.roles.split() if code not in BUILT_IN)
    there = {role.code for role in roles.of_reseller(call.unit, move.reseller)}
    for code, count in sorted(counts.items()):
        text = f"users have the role {code}, and reseller {move.reseller} has none of this code"
        yield Impact("role", count, code, None if code in there else RoleUnknown(text, field=TO))


def _of_connections(call: Call, move: Move) -> Iterator[Impact]:
    found = connections.of_customer(call.unit, move.customer)
    if found:
        yield Impact("connections", len(found))
    for each in found:
        if each.template is not None:
            text = f"connection {each.id} takes what is not given of it from a template of the former reseller"
            yield Impact("connection template", 1, str(each.template), TemplateUnknown(text, field=TO))
