# SPDX-License-Identifier: Apache-2.0
"""What a login may do with the PSTN and prepaid members of accounts (sip.md 6, customer.md 3.2, features 003-26 and 27).

An administrator may everything, also behind an impersonated entry: CDRTool's administrators work so. A reseller's login
needs the switch on the reseller, a customer's on the reseller and on himself.

==================  ==============================================================================================
``pstn_access``     put accounts into the group free-pstn, be it when they are made or by addToGroup; without it 902
``pstn_changes``    change free-pstn, quota, rpid and callLimit by updateAccount, and set the last three of a new account;
                    without it they stay as they are, as CDRTool's pages save whole records
``prepaid_changes`` switch between prepaid and postpaid; without it new accounts are prepaid, and a change is refused
                    (902), except to prepaid together with granting free-pstn, which CDRTool does; addBalance
==================  ==============================================================================================
"""

from dataclasses import dataclass

from ngnprov.auth.actor import Level
from ngnprov.call import Call
from ngnprov.errors import NotAuthorized
from ngnprov.ports.customer import entitlements

FREE_PSTN = "free-pstn"
PSTN_COLUMNS = ("quota", "rpid", "call_limit")


@dataclass(frozen=True, slots=True)
class Rights:
    """The switches of a caller."""

    call: Call

    @property
    def pstn_access(self) -> bool:
        """May he put accounts into free-pstn?"""
        return self._has("pstn_access")

    @property
    def pstn_changes(self) -> bool:
        """May he change PSTN members?"""
        return self._has("pstn_changes")

    @property
    def prepaid_changes(self) -> bool:
        """May he switch between prepaid and postpaid?"""
        return self._has("prepaid_changes")

    def require_pstn_access(self, field: str) -> None:
        """Raise NotAuthorized without ``pstn_access``."""
        if not self.pstn_access:
            raise NotAuthorized("PSTN access is not yours to grant: pstn_access is off", field=field)

    def _has(self, switch: str) -> bool:
        actor = self.call.actor
        if actor.is_admin or actor.administrator:
            return True
        holder = actor.reseller if actor.level is Level.RESELLER else actor.customer
        return entitlements.is_granted(self.call.unit, switch, holder, actor.reseller)
