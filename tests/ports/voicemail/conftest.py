# SPDX-License-Identifier: Apache-2.0
"""People and SIP accounts for the tests of VoicemailPort."""

from typing import Any

from ngnprov.ports.voicemail import PORT
from tests.support.scene import PortScene, scene_fixtures


class VoicemailScene(PortScene):
    """The customer owns the SIP domain ``example.com``, in which ``alice`` and ``bob`` have accounts."""

    port = PORT
    credits = ("sip_credit",)

    def furnish(self) -> None:
        """Make the domain and its accounts."""
        self.admin.sip.addDomain(domain={"domain": "example.com", "customer": self.customer_id})
        self.account("alice", firstName="Alice", lastName="Liddell", email="alice@example.org")
        self.account("bob")

    def account(self, username: str, **members: Any) -> None:
        """Create a SIP account as the administrator."""
        self.admin.sip.addAccount(account={"id": sip_id(username), "password": "secret", **members})

    def mailbox(self, username: str = "alice", **members: Any) -> dict[str, Any]:
        """Give an account a mailbox as the customer; what came back."""
        given = {"sipId": sip_id(username), **members}
        answer: dict[str, Any] = self.customer_login.addAccount(account=given)
        return answer

    def get(self, username: str = "alice") -> dict[str, Any]:
        """A mailbox as the administrator sees it."""
        answer: dict[str, Any] = self.root.getAccount(sipId=sip_id(username))
        return answer

    def groups(self, username: str = "alice") -> list[str]:
        """The SIP groups of an account."""
        answer: list[str] = self.admin.sip.getGroups(sipId=sip_id(username))
        return answer

    def diversions(self, username: str = "alice") -> dict[str, str]:
        """The diversions of an account that lead somewhere."""
        found = self.admin.sip.getCallDiversions(sipId=sip_id(username))
        return {event: target for event, target in found.items() if target}


def sip_id(username: str = "alice", domain: str = "example.com") -> dict[str, str]:
    """An address as it is sent."""
    return {"username": username, "domain": domain}


voicemail_world, scene, quick = scene_fixtures(VoicemailScene)
