# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed
from ngnprov.soap.wire import OrderByFields, RangeFields

CarrierFields = TypedDict("CarrierFields", {
    "id": int, "name": str, "reseller": int, "change_date": str,
}, total=False)
"""What was supplied of a Carrier."""


CarrierMember = Literal[
    "id", "name", "reseller", "change_date",
]


class CarrierAnswer(NamedTuple):
    """A Carrier as it is answered, in wire order."""

    id: int
    name: str
    reseller: int
    change_date: str


CarrierFilterFields = TypedDict("CarrierFilterFields", {
    "id": int, "reseller": int, "name": str,
}, total=False)
"""What was supplied of a CarrierFilter."""


CarrierQueryFields = TypedDict("CarrierQueryFields", {
    "filter": CarrierFilterFields, "order_by": OrderByFields, "range": RangeFields,
}, total=False)
"""What was supplied of a CarrierQuery."""


class CarrierPageAnswer(NamedTuple):
    """A CarrierPage as it is answered, in wire order."""

    carriers: Listed[CarrierAnswer]
    total: int
