# SPDX-License-Identifier: Apache-2.0
"""Types of telephone numbers (pbx.md 2)."""

from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.soap.types import Flag, Id, Text, page_of, query_of

E164 = Text(16, example="12094555948")
"""An international number; it is answered without ``+``."""


class NumberAssignment(PbxRecord):
    """A telephone number that a customer or reseller holds, or has held until a while ago.

    ``role`` is base, derived or did; ``state`` is free, assigned or quarantined. ``extension`` is the number of the extension
    to which it leads, or its account id where that has none. ``until``: when it was given up, others are kept from it so long.
    """

    number = E164
    customer = Id()
    role = Text(16)
    state = Text(16)
    extension = Text(32, example="101")
    until = since = Text(64)


class NumberHolding(PbxRecord):
    """Who held a number ``since`` when; ``until`` is empty while it is held."""

    number = E164
    customer = Id()
    role = Text(16)
    since = until = Text(64)


class NumberFilter(PbxRecord):
    """What getNumbers filters by."""

    customer = reseller = Id()
    number = Text(1024)
    free = quarantined = Flag()


NumberQuery = query_of("NumberQuery", "numbers", NumberFilter)
NumberPage = page_of("NumberPage", "numbers", numbers=NumberAssignment)
