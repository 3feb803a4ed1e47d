# SPDX-License-Identifier: Apache-2.0
"""People and billing profiles for the tests of BillingPort."""

from typing import Any

from ngnprov.ports.billing import PORT
from tests.support.caller import Caller
from tests.support.scene import PortScene, scene_fixtures

GIVEN: dict[str, Any] = {"handle": "monthly", "name": "Monthly", "currency": "EUR"}


class BillingScene(PortScene):
    """A reseller and a customer; there are no billing profiles."""

    port = PORT
    credits = ()

    @property
    def tenants(self) -> Caller:
        """The reseller at TenantPort."""
        return self.login("reseller").at("Tenant")

    def profile(self, handle: str = "monthly", reseller: int = PortScene.reseller_id, **members: Any) -> dict[str, Any]:
        """Make a billing profile as the administrator; what is answered."""
        given = {**GIVEN, "handle": handle, "reseller": reseller, **members}
        answer: dict[str, Any] = self.root.addProfile(profile=given)
        return answer


billing_world, billing, quick_billing = scene_fixtures(BillingScene)
