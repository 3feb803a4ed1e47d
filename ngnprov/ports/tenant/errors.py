# SPDX-License-Identifier: Apache-2.0
"""The refusals of TenantPort, below the general ones of ngnprov/errors.py.

::

    Unknown
     ├── ContactUnknown          8442
     └── BillingProfileUnknown   8443
    Exists
     ├── NameTaken               8401  of a tenant, or the handle of a billing profile
     └── InHouseExists           8421  the reseller has its own tenant already
    InUse
     ├── ContactInUse            8440
     └── BillingProfileInUse     8441
    Refusal
     ├── Terminated              8402
     ├── ProductTypeNotOffered   8411
     ├── TrialOrInHouse          8422  a tenant cannot be both
     └── InHouseTooEarly         8424  only of a customer that is there
"""

from ngnprov.errors import Exists, InUse, Refusal, Unknown


class ContactUnknown(Unknown):
    """The reseller has no such contact."""

    code, name = 8442, "ContactUnknownError"


class BillingProfileUnknown(Unknown):
    """The reseller has no such billing profile."""

    code, name = 8443, "BillingProfileUnknownError"


class NameTaken(Exists):
    """The reseller has another tenant of this name, or another billing profile of this handle."""

    code, name = 8401, "NameTakenError"


class InHouseExists(Exists):
    """The reseller has an in-house tenant already."""

    code, name = 8421, "InHouseExistsError"


class ContactInUse(InUse):
    """A tenant has this contact."""

    code, name = 8440, "ContactInUseError"


class BillingProfileInUse(InUse):
    """A tenant has this billing profile."""

    code, name = 8441, "BillingProfileInUseError"


class Terminated(Refusal):
    """The tenant was terminated, which is final."""

    code, name, blame = 8402, "TerminatedError", "Client"


class ProductTypeNotOffered(Refusal):
    """The product type is not offered here."""

    code, name, blame = 8411, "ProductTypeNotOfferedError", "Client"


class TrialOrInHouse(Refusal):
    """A tenant is on trial or in-house, and not both."""

    code, name, blame = 8422, "TrialOrInHouseError", "Client"


class InHouseTooEarly(Refusal):
    """Only a customer that is there becomes in-house."""

    code, name, blame = 8424, "InHouseTooEarlyError", "Client"
