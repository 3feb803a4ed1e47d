# SPDX-License-Identifier: Apache-2.0
"""Types of agreements (pbx.md 2)."""

from ngnprov.ports.pbx.names import LONGEST_CODE, LONGEST_TITLE
from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.soap.types import Flag, Id, Int, Text

HIGHEST_QUANTITY = 1_000_000


class AgreementItem(PbxRecord):
    """A product that a customer may use: ``quantity`` may hold it, 0 is any number. ``used`` hold it.

    ``activation`` is immediate, or checked: what gets the product is then activated by somebody. ``name`` is how users see
    the product. The server sets kind, name, unlimited, used, createdBy and changeDate.
    """

    customer = Id()
    product = Text(LONGEST_CODE, example="CLOUD-PBX")
    kind = Text(32)
    name = Text(LONGEST_TITLE)
    quantity = Int(0, HIGHEST_QUANTITY)
    unlimited = Flag()
    used = Int(0)
    endUserName = Text(LONGEST_TITLE)
    activation = Text(32, example="immediate")
    createdBy = Text(255)
    changeDate = Text(64)


class AvailableProduct(PbxRecord):
    """A product of a customer's agreement as its users see it; ``quantity`` and ``left`` are 0 when it is unlimited."""

    product = Text(LONGEST_CODE)
    name = Text(LONGEST_TITLE)
    kind = Text(32)
    appliesTo = Text(32)
    quantity = Int(0)
    unlimited = Flag()
    used = left = Int(0)
