# SPDX-License-Identifier: Apache-2.0
"""The rules of licences (pbx.md 18)."""

from ngnprov.calls.call import Call
from ngnprov.ports.customer.tenancy import read_tenancy
from ngnprov.ports.pbx.licences import store
from ngnprov.ports.pbx.licences.wire import LicenceAnswer
from ngnprov.ports.pbx.products.service import LICENCES


def get_licences(call: Call, customer: int) -> list[LicenceAnswer]:
    """What a customer has ordered of each kind of licence, and uses (L3). Raises CustomerUnknown."""
    customer = read_tenancy(call, customer, "customer").customer
    sold, ordered = store.sold(call.unit, customer), store.ordered(call.unit, customer)
    found = [(kind, ordered.get(kind, 0), store.used(call.unit, customer, kind)) for kind in LICENCES]
    return [
        LicenceAnswer(kind=kind, required=kind in sold, ordered=most, used=used, free=max(most - used, 0))
        for kind, most, used in found
    ]
