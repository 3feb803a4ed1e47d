# SPDX-License-Identifier: Apache-2.0
"""People and SIP accounts for the tests of PresencePort."""

from typing import Any, ClassVar

from ngnprov.ports.presence import PORT
from tests.ports.sip.conftest import sip_id
from tests.support.caller import Caller
from tests.support.scene import PortScene, scene_fixtures


class PresenceScene(PortScene):
    """The customer has the accounts alice and bob at example.com; their password is ``secret``."""

    port = PORT
    credits: ClassVar[tuple[str, ...]] = ("sip_credit",)

    def furnish(self) -> None:
        """Make them."""
        self.admin.sip.addDomain(domain={"domain": "example.com", "customer": self.customer_id})
        for name in ("alice", "bob"):
            self.admin.sip.addAccount(account={"id": sip_id(name), "password": "secret"})

    @property
    def nobody(self) -> Caller:
        """Somebody without a login header."""
        caller = self.root
        caller.login = None
        return caller


def credentials(name: str = "alice", password: str = "secret") -> dict[str, Any]:
    """The parameters by which an account logs in."""
    return {"sipId": sip_id(name), "password": password}


presence_world, scene, quick = scene_fixtures(PresenceScene)
