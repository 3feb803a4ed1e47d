# SPDX-License-Identifier: Apache-2.0
"""Types of products (pbx.md 2)."""

from ngnprov.ports.pbx.names import LONGEST_CODE, LONGEST_TITLE
from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.soap.types import Flag, Id, ListOf, Money, Text, page_of, query_of


class Product(PbxRecord):
    """Something that is sold, known by its ``code`` in the catalogue of a ``reseller``; 0 is the provider's own.

    ``kind`` is main, addon, callplan, userLicence or deviceLicence; ``appliesTo`` extension, attendant, group or any.
    ``requires`` are main products of which one must be there, ``excludes`` those that must not.
    """

    code = Text(LONGEST_CODE, example="CLOUD-PBX")
    name = Text(LONGEST_TITLE, example="Cloud PBX")
    endUserName = Text(LONGEST_TITLE)
    kind = Text(32, example="main")
    partNumber = Text(64)
    priceMonthly = priceOnce = Money()
    appliesTo = Text(32, example="extension")
    requires = excludes = ListOf(Text(LONGEST_CODE))
    chargeWhenBlockedByCustomer = chargeWhenBlockedByProvider = withdrawn = Flag()
    reseller = Id()
    changeDate = Text(64)


class ProductFilter(PbxRecord):
    """What getCatalog filters by."""

    code = name = kind = Text(1024)
    reseller = Id()


ProductQuery = query_of("ProductQuery", "products", ProductFilter)
ProductPage = page_of("ProductPage", "products", products=Product)
