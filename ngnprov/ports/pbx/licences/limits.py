# SPDX-License-Identifier: Apache-2.0
"""What ordered licences leave: the limits that somebody meets who wants one more user or device (pbx.md 18)."""

from collections.abc import Mapping

from ngnprov.calls.call import Call
from ngnprov.calls.request import Limit
from ngnprov.ports.pbx.errors import NoFreeLicence
from ngnprov.ports.pbx.licences import store
from ngnprov.ports.pbx.products.service import LICENCES

_MEANS = {kind: f"{kind.removesuffix('Licence')} licences" for kind in LICENCES}


def limits(call: Call, customer: int, reseller: int, wanted: Mapping[str, int]) -> list[Limit]:  # noqa: ARG001
    """The limits of licences that something planned would meet; of a kind that the customer needs not there is none."""
    kinds = [kind for kind in LICENCES if kind in wanted]
    sold = store.sold(call.unit, customer) if kinds else set()
    return [_limit(call, customer, kind, wanted[kind]) for kind in kinds if kind in sold]


def require_free(call: Call, customer: int, kind: str, count: int, field: str) -> None:
    """Raise NoFreeLicence when a customer, who is held, needs licences and has not so many that are free (L1)."""
    for limit in limits(call, customer, 0, {kind: count}):
        call.meets(limit)
        if limit.is_exceeded:
            text = f"customer {customer} has ordered {limit.limit} {_MEANS[kind]} and uses {limit.used}"
            raise limit.refusal(NoFreeLicence, f"{text}: there is no room for {count} more", field)


def _limit(call: Call, customer: int, kind: str, count: int) -> Limit:
    most = store.ordered(call.unit, customer).get(kind, 0)
    return Limit(kind, customer, most, store.used(call.unit, customer, kind), count)
