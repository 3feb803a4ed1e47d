# SPDX-License-Identifier: Apache-2.0
"""Every refusal of SipPort (sip.md 8): in each pair the even number is unknown and the odd one exists.

::

    Unknown                          Exists
     ├── DomainUnknown      1000      ├── DomainExists      1001
     ├── AccountUnknown     1010      ├── AccountExists     1011
     ├── AliasUnknown       1020      ├── AliasExists       1021
     ├── NotInGroup         1031      ├── InGroup           1030  the other way round, as the old client reads it
     ├── EntryUnknown       1040      ├── EntryExists       1041  phonebook
     ├── VoucherUnknown     1050      │
     ├── MediaTraceUnknown  1060      │
     ├── PeerUnknown        1070      ├── PeerExists        1071  trusted peers
     ├── CarrierUnknown     1080      ├── CarrierExists     1081
     ├── GatewayUnknown     1090      ├── GatewayExists     1091
     ├── RuleUnknown        1100      │                           gateway rules
     └── RouteUnknown       1110      └── RouteExists       1111

    InUse: CarrierInUse 1082, DomainInUse 1120, AccountInUse 1121, AliasInUse 1122
"""

from ngnprov.errors import Exists, InUse, Unknown


class DomainUnknown(Unknown):
    """No such SIP domain."""

    code, name = 1000, "SipDomainUnknownError"


class DomainExists(Exists):
    """The SIP domain exists; clients that import update it instead."""

    code, name = 1001, "SipDomainExistsError"


class DomainInUse(InUse):
    """The SIP domain still has accounts or aliases."""

    code, name = 1120, "SipDomainInUseError"


class AccountUnknown(Unknown):
    """No such SIP account."""

    code, name = 1010, "SipAccountUnknownError"


class AccountExists(Exists):
    """The address is taken by an account or an alias; clients that import update the account instead."""

    code, name = 1011, "SipAccountExistsError"


class AccountInUse(InUse):
    """The account is a part of something else, such as an extension, which has to be changed or removed instead."""

    code, name = 1121, "SipAccountInUseError"


class AliasUnknown(Unknown):
    """No such SIP alias."""

    code, name = 1020, "SipAliasUnknownError"


class AliasExists(Exists):
    """The address is taken by an alias or an account."""

    code, name = 1021, "SipAliasExistsError"


class AliasInUse(InUse):
    """The alias is a part of something else, such as an extension, which has to be changed or removed instead."""

    code, name = 1122, "SipAliasInUseError"


class InGroup(Exists):
    """The account is in the group already."""

    code, name = 1030, "SipGroupMemberExistsError"


class NotInGroup(Unknown):
    """The account is not in the group."""

    code, name = 1031, "SipGroupMemberUnknownError"


class EntryUnknown(Unknown):
    """No such phonebook entry."""

    code, name = 1040, "SipPhonebookEntryUnknownError"


class EntryExists(Exists):
    """The phonebook has an entry with this URI."""

    code, name = 1041, "SipPhonebookEntryExistsError"


class VoucherUnknown(Unknown):
    """No such voucher, or it is blocked, used, or another reseller's: which of these is not said."""

    code, name = 1050, "SipVoucherUnknownError"


class MediaTraceUnknown(Unknown):
    """There is no media trace of the call."""

    code, name = 1060, "SipMediaTraceUnknownError"


class PeerUnknown(Unknown):
    """No such trusted peer."""

    code, name = 1070, "SipTrustedPeerUnknownError"


class PeerExists(Exists):
    """The address is a trusted peer already."""

    code, name = 1071, "SipTrustedPeerExistsError"


class CarrierUnknown(Unknown):
    """No such carrier."""

    code, name = 1080, "SipCarrierUnknownError"


class CarrierExists(Exists):
    """The reseller has a carrier of this name."""

    code, name = 1081, "SipCarrierExistsError"


class CarrierInUse(InUse):
    """The carrier still has gateways or routes."""

    code, name = 1082, "SipCarrierInUseError"


class GatewayUnknown(Unknown):
    """No such gateway."""

    code, name = 1090, "SipGatewayUnknownError"


class GatewayExists(Exists):
    """The carrier has a gateway of this name."""

    code, name = 1091, "SipGatewayExistsError"


class RuleUnknown(Unknown):
    """No such gateway rule."""

    code, name = 1100, "SipGatewayRuleUnknownError"


class RouteUnknown(Unknown):
    """No such route."""

    code, name = 1110, "SipRouteUnknownError"


class RouteExists(Exists):
    """The carrier has a route for this prefix and originator with this priority."""

    code, name = 1111, "SipRouteExistsError"
