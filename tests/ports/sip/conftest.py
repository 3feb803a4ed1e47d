# SPDX-License-Identifier: Apache-2.0
"""People, domains and accounts for the tests of SipPort."""

from typing import Any

from ngnprov.ports.sip import PORT
from tests.support.scene import PortScene, scene_fixtures

SWITCHES = ("pstn_access", "prepaid_changes", "pstn_changes", "sms_access")


class SipScene(PortScene):
    """The reseller owns the domain ``reseller.example``, the customer ``example.com``."""

    port = PORT
    credits = ("sip_credit", "sip_alias_credit")
    switches = SWITCHES

    def furnish(self) -> None:
        """Make their domains."""
        self.root.addDomain(domain={"domain": "reseller.example", "customer": self.reseller_id})
        self.root.addDomain(domain={"domain": "example.com", "customer": self.customer_id})

    def account(self, username: str = "alice", domain: str = "example.com", **members: Any) -> dict[str, Any]:
        """Create an account with the password ``secret`` as the administrator; what came back."""
        given = {"id": sip_id(username, domain), "password": "secret", **members}
        answer: dict[str, Any] = self.root.addAccount(account=given)
        return answer


def sip_id(username: str = "alice", domain: str = "example.com") -> dict[str, str]:
    """An address as it is sent."""
    return {"username": username, "domain": domain}


sip_world, sip, quick_sip = scene_fixtures(SipScene)
