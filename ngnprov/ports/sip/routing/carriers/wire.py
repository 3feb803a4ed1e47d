# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

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


CarrierQueryFields = QueryFields[CarrierFilterFields]


CarrierPageAnswer = Found[CarrierAnswer]
