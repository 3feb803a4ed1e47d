# SPDX-License-Identifier: Apache-2.0
"""What a login may do with the PSTN, prepaid and SMS members of accounts (sip.md 6, customer.md 3.2).

Administrators may do everything, also behind an impersonated entry: CDRTool's administrators work so. A reseller's login
needs the switch on the reseller, a customer's on the reseller and on the customer.

==================  ==============================================================================================
``pstn_access``     put accounts into the group free-pstn, on creation or through addToGroup; without it 902
``pstn_changes``    change free-pstn, quota, rpid and callLimit by updateAccount, and set the last three of a new account;
                    without it they stay as they are, as CDRTool's pages save whole records
``prepaid_changes`` switch between prepaid and postpaid; without it new accounts are prepaid, and a change is refused
                    (902), except to prepaid together with granting free-pstn, which CDRTool does; addBalance
``sms_access``      put accounts into the group sms; without it 902, and updateAccount leaves the membership as it is
==================  ==============================================================================================
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.errors import NotAuthorized
from ngnprov.ports.customer import entitlements
from ngnprov.ports.sip.accounts.wire import SipAccountMember

FREE_PSTN = "free-pstn"
SMS = "sms"
PSTN_COLUMNS: tuple[SipAccountMember, ...] = ("quota", "rpid", "call_limit")
_SWITCHES = {FREE_PSTN: "pstn_access", SMS: "sms_access"}


@dataclass(frozen=True)
class Rights:
    """The switches of a caller, each looked up once."""

    call: Call

    @cached_property
    def pstn_changes(self) -> bool:
        """May the caller change PSTN members?"""
        return self._has("pstn_changes")

    @cached_property
    def prepaid_changes(self) -> bool:
        """May the caller switch between prepaid and postpaid?"""
        return self._has("prepaid_changes")

    @cached_property
    def sms_access(self) -> bool:
        """May the caller put accounts into sms?"""
        return self._has("sms_access")

    def require_grant(self, groups: Iterable[str], field: str) -> None:
        """Raise NotAuthorized when the caller may not put accounts into one of the groups."""
        for group in sorted(_SWITCHES.keys() & set(groups)):
            if not self._has(_SWITCHES[group]):
                raise NotAuthorized(f"the group {group} is not yours to grant: {_SWITCHES[group]} is off", field=field)

    def _has(self, switch: str) -> bool:
        actor = self.call.actor
        if actor.is_admin or actor.impersonated_by_admin:
            return True
        holder = actor.reseller if actor.level is Level.RESELLER else actor.customer
        return entitlements.is_granted(self.call.unit, switch, holder, actor.reseller)
