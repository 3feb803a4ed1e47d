# SPDX-License-Identifier: Apache-2.0
"""The refusals of TenantPort, below the general ones of ngnprov/errors.py.

::

    Unknown
     ├── UserUnknown             8435
     ├── RoleUnknown             8436
     ├── ContactUnknown          8442
     ├── BillingProfileUnknown   8443
     ├── TokenUnknown            8438
     ├── SessionUnknown          8439
     ├── ConnectionUnknown       8507
     ├── TemplateUnknown         8508  of connections
     ├── DiscoveredUserUnknown   8509
     └── ProductTypeUnknown      8414
    Exists
     ├── NameTaken               8401  of a tenant, or the handle of a billing profile
     ├── InHouseExists           8421  the reseller has its own tenant already
     ├── EmailTaken              8432  by another user of the customer, or as the name of a login
     └── ProductTypeExists       8415
    InUse
     ├── ContactInUse            8440
     ├── BillingProfileInUse     8441
     ├── RoleInUse               8434  users have it
     ├── ProductTypeInUse        8413
     └── TemplateInUse           8503  by connections
    LimitReached
     └── SubscribersBelowUse     8108
    Refusal
     ├── PrimaryUserMissing      8430  a tenant has somebody who manages it
     ├── LastAdministrator       8431
     ├── InvitationUsed          8433  or it is over
     ├── InvitationsOff          8437  this server sends none
     ├── NoSecondFactor          8444  none is enrolled, or there
     ├── FeatureNotInType        8410
     ├── ProductTypeNotOffered   8411
     ├── ProductTypeFixed        8412
     ├── TrialNotAllowed         8420  the reseller has no trials
     ├── TrialOrInHouse          8422  a tenant cannot be both
     ├── TrialTooLong            8423
     ├── InHouseTooEarly         8424  only of a customer that is there
     ├── NotOnTrial              8425
     ├── NotEnding               8404
     ├── RestoringTooLate        8405
     ├── DeletionChanged         8406
     ├── MoveChanged             8407
     ├── NotBlockedHere          8131  nor suspended
     ├── TemplateMissing         8501  neither said, nor the reseller's default
     ├── ConnectionFixed         8502
     ├── ConnectionHostRefused   8504
     ├── SyncRunning             8505
     └── LinkedElsewhere         8506
"""

from ngnprov.errors import Exists, InUse, LimitReached, Refusal, Unknown


class UserUnknown(Unknown):
    """No customer in scope has such a user."""

    code, name = 8435, "UserUnknownError"


class RoleUnknown(Unknown):
    """There is no such role."""

    code, name = 8436, "RoleUnknownError"


class TokenUnknown(Unknown):
    """No user in scope has such an API token."""

    code, name = 8438, "TokenUnknownError"


class SessionUnknown(Unknown):
    """No such session, or none that the caller may end."""

    code, name = 8439, "SessionUnknownError"


class NoSecondFactor(Refusal):
    """Nobody has enrolled a second factor there."""

    code, name = 8444, "NoSecondFactorError"


class ContactUnknown(Unknown):
    """The reseller has no such contact."""

    code, name = 8442, "ContactUnknownError"


class BillingProfileUnknown(Unknown):
    """The reseller has no such billing profile."""

    code, name = 8443, "BillingProfileUnknownError"


class ConnectionUnknown(Unknown):
    """No customer in scope has such a connection."""

    code, name = 8507, "ConnectionUnknownError"


class TemplateUnknown(Unknown):
    """The reseller has no such connection template."""

    code, name = 8508, "ConnectionTemplateUnknownError"


class DiscoveredUserUnknown(Unknown):
    """No connection in scope has discovered such a user."""

    code, name = 8509, "DiscoveredUserUnknownError"


class ProductTypeUnknown(Unknown):
    """There is no such product type."""

    code, name = 8414, "ProductTypeUnknownError"


class ProductTypeExists(Exists):
    """The code is taken."""

    code, name = 8415, "ProductTypeExistsError"


class NameTaken(Exists):
    """The reseller has another tenant of this name, or another billing profile of this handle."""

    code, name = 8401, "NameTakenError"


class InHouseExists(Exists):
    """The reseller has an in-house tenant already."""

    code, name = 8421, "InHouseExistsError"


class EmailTaken(Exists):
    """Another user of the customer has this address, or it is the name of another login."""

    code, name = 8432, "EmailTakenError"


class ContactInUse(InUse):
    """A tenant has this contact."""

    code, name = 8440, "ContactInUseError"


class BillingProfileInUse(InUse):
    """A tenant has this billing profile."""

    code, name = 8441, "BillingProfileInUseError"


class RoleInUse(InUse):
    """Users have the role."""

    code, name = 8434, "RoleInUseError"


class ProductTypeInUse(InUse):
    """Tenants have the product type, or another one names it."""

    code, name = 8413, "ProductTypeInUseError"


class TemplateInUse(InUse):
    """Connections have this template."""

    code, name = 8503, "ConnectionTemplateInUseError"


class TemplateMissing(Refusal):
    """What is not given of a connection has no template to come from."""

    code, name, blame = 8501, "ConnectionTemplateMissingError", "Client"


class ConnectionFixed(Refusal):
    """What is chosen when a connection is made, for good."""

    code, name, blame = 8502, "ConnectionFixedError", "Client"


class ConnectionHostRefused(Refusal):
    """Nothing is asked at this address."""

    code, name, blame = 8504, "AddressRefusedError", "Client"


class SyncRunning(Refusal):
    """The platform is being asked at the moment."""

    code, name, blame = 8505, "SyncRunningError", "Client"


class LinkedElsewhere(Refusal):
    """Either of the two is linked to another one."""

    code, name, blame = 8506, "LinkedElsewhereError", "Client"


class NotEnding(Refusal):
    """The tenant is not to end, or has not ended: there is nothing to withdraw or restore."""

    code, name, blame = 8404, "NotEndingError", "Client"


class RestoringTooLate(Refusal):
    """The tenant ended too long ago: what it had is not held any more."""

    code, name, blame = 8405, "RestoringTooLateError", "Client"


class DeletionChanged(Refusal):
    """What a tenant has is not what the quote of its deletion told of."""

    code, name, blame = 8406, "DeletionChangedError", "Client"


class NotBlockedHere(Refusal):
    """What is to be resumed or unblocked is not blocked at this level."""

    code, name = 8131, "NotBlockedHereError"


class PrimaryUserMissing(Refusal):
    """A tenant needs a user who manages it."""

    code, name, blame = 8430, "PrimaryUserMissingError", "Client"


class LastAdministrator(Refusal):
    """It is the last administrator of the customer, who stays."""

    code, name, blame = 8431, "LastAdministratorError", "Client"


class InvitationUsed(Refusal):
    """No invitation that may still be accepted has this token: it was used, it is over, or there was none."""

    code, name, blame = 8433, "InvitationUsedError", "Client"


class InvitationsOff(Refusal):
    """This server sends no invitations: it has no mail, or does not know its own address."""

    code, name, blame = 8437, "InvitationsOffError", "Client"


class MoveChanged(Refusal):
    """What the customer has is not what was quoted when it was to go to another reseller."""

    code, name, blame = 8407, "MoveChangedError", "Client"


class ProductTypeNotOffered(Refusal):
    """The product type is not offered here."""

    code, name, blame = 8411, "ProductTypeNotOfferedError", "Client"


class ProductTypeFixed(Refusal):
    """A tenant of the present product type keeps it, or becomes one of others."""

    code, name, blame = 8412, "ProductTypeFixedError", "Client"


class FeatureNotInType(Refusal):
    """The tenant's product type has not what is to be used; the text names both."""

    code, name, blame = 8410, "FeatureNotInTypeError", "Client"


class TrialNotAllowed(Refusal):
    """The reseller's tenants have no trials."""

    code, name, blame = 8420, "TrialNotAllowedError", "Client"


class TrialOrInHouse(Refusal):
    """A tenant is on trial or in-house, and not both."""

    code, name, blame = 8422, "TrialOrInHouseError", "Client"


class NotOnTrial(Refusal):
    """The tenant is on no trial that could be changed or ended."""

    code, name, blame = 8425, "NotOnTrialError", "Client"


class TrialTooLong(Refusal):
    """The trial would last longer than the reseller may give: ``limit`` is in days from its first one, ``used`` what
    was asked for."""

    code, name, blame = 8423, "TrialTooLongError", "Client"


class InHouseTooEarly(Refusal):
    """Only a customer that is there becomes in-house."""

    code, name, blame = 8424, "InHouseTooEarlyError", "Client"


class SubscribersBelowUse(LimitReached):
    """More subscribers are there than the profile would allow; with ``allowBelowUse`` it is stored all the same."""

    code, name = 8108, "SubscribersBelowUseError"
