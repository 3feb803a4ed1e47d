# SPDX-License-Identifier: Apache-2.0
"""Every refusal of PbxPort (pbx.md 9).

::

    Unknown                            Exists                         InUse
     ├── NotInAgreement    8010         ├── ProductExists      8020    ├── ItemInUse        8016
     ├── ProductUnknown    8019         ├── ItemExists         8021    ├── ProductInUse     8017
     ├── ExtensionUnknown  8106         ├── ExtensionExists    8104    ├── PilotProtected   8112
     ├── NoPilot           8111         ├── WebUsernameTaken   8109    ├── Referred         8113
     ├── GroupUnknown      8117         ├── PilotExists        8110    ├── RuleSetInUse     8123
     ├── AttendantUnknown  8118         ├── RuleSetExists      8122    └── BlockedFromAbove 8130
     ├── RuleSetUnknown    8121         ├── NumberTaken        8140
     ├── NumberNotHeld     8141         ├── MacTaken           8201
     ├── DeviceUnknown     8205         └── DeviceExists       8207
     └── SubscriptionUnknown 8308                                     DeviceLinked 8203 and LicencesUsed 8303 are InUse, too

    LimitReached: QuantityReached 8011, QuantityBelowUse 8015, ResellerQuantityReached 8018, SubscribersReached 8103,
    NoFreeLicence 8302
    MainMissing 8012, AddonWithoutMain 8013, ProductHeld 8014, NotPbx 8101, OutOfRange 8105, NumbersUsedUp 8107,
    NumbersTooLong 8114, BadKey 8115, BadMember 8116, DomainOfAnother 8120, CallerIdNotHeld 8142,
    BadMac 8202, DeviceLinkedElsewhere 8204, BadLine 8206, NotApplied 8210, DraftInconsistent 8211, DraftOutdated 8212,
    PasswordNotKept 8213, NoRedirection 8214, NoResync 8215, SubscriptionState 8306
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


class NotPbx(Refusal):
    """The customer is no PBX customer."""

    code, name = 8101, "NotPbxCustomerError"


class SubscribersReached(LimitReached):
    """The customer has as many extensions, groups and attendants as its profile allows."""

    code, name = 8103, "SubscribersReachedError"


class NoFreeLicence(LimitReached):
    """The customer uses all licences that it has ordered of users, or of devices."""

    code, name = 8302, "NoFreeLicenceError"


class ExtensionExists(Exists):
    """The customer has an extension of this number."""

    code, name = 8104, "ExtensionExistsError"


class OutOfRange(Refusal):
    """The number is not in the customer's range of extensions."""

    code, name = 8105, "ExtensionOutOfRangeError"


class ExtensionUnknown(Unknown):
    """No such extension."""

    code, name = 8106, "ExtensionUnknownError"


class NumbersUsedUp(Refusal):
    """No number of an extension is free in the customer's range."""

    code, name = 8107, "ExtensionsUsedUpError"


class WebUsernameTaken(Exists):
    """Another extension of the domain has this user name for the web."""

    code, name = 8109, "WebUsernameTakenError"


class PilotExists(Exists):
    """The customer has a pilot."""

    code, name = 8110, "PilotExistsError"


class NoPilot(Unknown):
    """The customer has no pilot yet."""

    code, name = 8111, "NoPilotError"


class PilotProtected(InUse):
    """The pilot is there as long as other extensions are."""

    code, name = 8112, "PilotProtectedError"


class Referred(InUse):
    """A group has it as a member, or a key of an auto attendant leads to it; the text names them."""

    code, name = 8113, "ReferredError"


class NumbersTooLong(Refusal):
    """The base number and the number of an extension are together longer than a number may be."""

    code, name = 8114, "NumbersTooLongError"


class BadKey(Refusal):
    """A key of an auto attendant is none, is there twice, or leads to what is not the customer's."""

    code, name = 8115, "AttendantKeyError"


class BadMember(Refusal):
    """A member of a group is no user of the customer, or is there twice."""

    code, name = 8116, "GroupMemberError"


class GroupUnknown(Unknown):
    """No such group."""

    code, name = 8117, "GroupUnknownError"


class AttendantUnknown(Unknown):
    """No such auto attendant."""

    code, name = 8118, "AttendantUnknownError"


class DomainOfAnother(Refusal):
    """The SIP domain is another customer's."""

    code, name = 8120, "DomainOfAnotherError"


class BlockedFromAbove(InUse):
    """The extension, its customer or its reseller is blocked above the caller's level: it stays as it is meanwhile."""

    code, name = 8130, "BlockedFromAboveError"


class NumberTaken(Exists):
    """Somebody holds the telephone number."""

    code, name = 8140, "NumberTakenError"


class NumberNotHeld(Unknown):
    """The telephone number is not among those of the customer."""

    code, name = 8141, "NumberNotHeldError"


class CallerIdNotHeld(Refusal):
    """The caller ID is not a number that the customer holds."""

    code, name = 8142, "CallerIdNotHeldError"


class RuleSetUnknown(Unknown):
    """No such rewrite rule set, or none that the reseller may use."""

    code, name = 8121, "RewriteRuleSetUnknownError"


class RuleSetExists(Exists):
    """The name is taken: by a set of the reseller, or between them and the provider's."""

    code, name = 8122, "RewriteRuleSetExistsError"


class RuleSetInUse(InUse):
    """A SIP domain has the set; the text names domains."""

    code, name = 8123, "RewriteRuleSetInUseError"


class MacTaken(Exists):
    """A device of somebody has the MAC address, or still gets its files by it."""

    code, name = 8201, "MacTakenError"


class BadMac(Refusal):
    """It is not the MAC address of a device."""

    code, name = 8202, "MacInvalidError"


class DeviceLinked(InUse):
    """The device is linked to an extension; unlinkDevice makes it nobody's."""

    code, name = 8203, "DeviceLinkedError"


class DeviceLinkedElsewhere(Refusal):
    """The device is linked to another extension, or to none; the text says which."""

    code, name = 8204, "DeviceLinkedElsewhereError"


class DeviceUnknown(Unknown):
    """No such device."""

    code, name = 8205, "DeviceUnknownError"


class BadLine(Refusal):
    """A key of a device is there twice, lacks what its type needs, or leads nowhere."""

    code, name = 8206, "DeviceLineError"


class DeviceExists(Exists):
    """The customer has a device of this name."""

    code, name = 8207, "DeviceExistsError"


class NotApplied(Refusal):
    """The device has no configuration yet: it was added after what was applied last."""

    code, name = 8210, "NotAppliedError"


class PasswordNotKept(Refusal):
    """The format needs the password in clear, and only digests of it are kept."""

    code, name = 8213, "PasswordNotKeptError"


class NoRedirection(Refusal):
    """Phones of this reseller are led here by nobody: no service is configured, or it lacks what it needs."""

    code, name = 8214, "NoRedirectionError"


class NoResync(Refusal):
    """No SIP platform is attached that tells phones anything."""

    code, name = 8215, "NoResyncError"


class DraftInconsistent(Refusal):
    """The draft cannot be applied, or the applied state not be restored; the text lists every problem."""

    code, name = 8211, "DraftInconsistentError"


class DraftOutdated(Refusal):
    """Another revision is the last one by now, or the draft another one than was looked at."""

    code, name = 8212, "DraftOutdatedError"


class LicencesUsed(InUse):
    """Licences that would end are used; the text names what uses them and has to go first."""

    code, name = 8303, "LicencesUsedError"


class SubscriptionState(Refusal):
    """The subscription has ended, ends already or does not end, or an extension holds it, which gives it back itself."""

    code, name = 8306, "SubscriptionStateError"


class SubscriptionUnknown(Unknown):
    """No such subscription."""

    code, name = 8308, "SubscriptionUnknownError"
