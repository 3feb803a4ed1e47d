# SPDX-License-Identifier: Apache-2.0
"""People whose changes stand in the journal, for the tests of AuditPort."""

from typing import Any

from ngnprov.ports.audit import PORT
from tests.support.caller import Caller
from tests.support.scene import PortScene, scene_fixtures


class AuditScene(PortScene):
    """A reseller and its customer, who have changed something."""

    port = PORT
    credits = ("sip_credit",)

    def furnish(self) -> None:
        """A domain, an account, and a profile with notes of the reseller."""
        self.login("customer").sip.addDomain(domain={"domain": "example.com"})
        self.login("customer").sip.addAccount(
            account={"id": {"username": "alice", "domain": "example.com"}, "password": "hunter22"}
        )
        self.login("reseller").tenant.updateProfile(profile={"customer": 2, "name": "Customer", "notes": "slow payer"})

    def entries(self, caller: Caller, **filter: Any) -> list[dict[str, Any]]:
        """Those that are answered to somebody, the newest first."""
        found: list[dict[str, Any]] = caller.getJournal(query={"filter": filter})["entries"]
        return found


audit_world, audit, quick_audit = scene_fixtures(AuditScene)
