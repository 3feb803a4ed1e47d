# SPDX-License-Identifier: Apache-2.0
"""Every refusal of PbxPort (pbx.md 9).

::

    Unknown                            Exists                        InUse
     ├── NotInAgreement    8010         ├── ProductExists    8020     ├── ItemInUse      8016
     └── ProductUnknown    8019         └── ItemExists       8021     └── ProductInUse   8017

    LimitReached
     ├── QuantityReached           8011
     ├── QuantityBelowUse          8015
     └── ResellerQuantityReached   8018

    MainMissing 8012, AddonWithoutMain 8013, ProductHeld 8014
"""

from ngnprov.errors import Exists, InUse, LimitReached, Refusal, Unknown


class NotInAgreement(Unknown):
    """The product is not in the customer's agreement."""

    code, name = 8010, "ProductNotInAgreementError"


class QuantityReached(LimitReached):
    """As many hold the product as the customer's agreement allows."""

    code, name = 8011, "AgreementQuantityError"


class MainMissing(Refusal):
    """A main product is needed, and it is not certain which."""

    code, name = 8012, "MainProductMissingError"


class AddonWithoutMain(Refusal):
    """An add-on rests on a main product, and on one of those that it requires."""

    code, name = 8013, "AddonWithoutMainError"


class ProductHeld(Refusal):
    """Who would get the product holds it, or another one in its place."""

    code, name = 8014, "ProductHeldError"


class QuantityBelowUse(LimitReached):
    """More hold the product than the agreement would allow; with ``allowBelowUse`` it is stored all the same."""

    code, name = 8015, "QuantityBelowUseError"


class ItemInUse(InUse):
    """A product that somebody holds stays in the agreement; the text names holders."""

    code, name = 8016, "AgreementItemInUseError"


class ProductInUse(InUse):
    """The product is in an agreement, was held by somebody, or is named by another product."""

    code, name = 8017, "ProductInUseError"


class ResellerQuantityReached(LimitReached):
    """All customers of the reseller together hold as many as its agreement allows; 0 when the product is not in it."""

    code, name = 8018, "ResellerAgreementError"


class ProductUnknown(Unknown):
    """No such product, or it is withdrawn."""

    code, name = 8019, "ProductUnknownError"


class ProductExists(Exists):
    """The code is taken: by the reseller's catalogue, or between it and the provider's."""

    code, name = 8020, "ProductExistsError"


class ItemExists(Exists):
    """The product is in the agreement."""

    code, name = 8021, "AgreementItemExistsError"
