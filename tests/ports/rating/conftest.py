# SPDX-License-Identifier: Apache-2.0
"""People, accounts and rating profiles for the tests of RatingPort."""

from typing import Any

from ngnprov.ports.rating import PORT
from tests.support.caller import Caller, Fault
from tests.support.scene import PortScene, scene_fixtures

ALICE = "subscriber://alice@example.com"
SIX: dict[str, Any] = {
    "profileWeekday": "Weekday",
    "profileWeekdayAlt": "Weekday alt",
    "profileWeekend": "Weekend",
    "profileWeekendAlt": "Weekend alt",
    "timezone": "Europe/Amsterdam",
}
"""What CDRTool's page sends, beside the entity."""
EMPTY: dict[str, Any] = {**dict.fromkeys(SIX, ""), "increment": 0, "min_duration": 0, "reseller_id": 0}


class RatingScene(PortScene):
    """The customer owns the domain ``example.com`` with the account ``alice``, the reseller ``reseller.example``."""

    port = PORT
    credits = ("sip_credit", "sip_alias_credit")

    def furnish(self) -> None:
        """Make domains and the account."""
        sip = self.admin.sip
        sip.addDomain(domain={"domain": "reseller.example", "customer": self.reseller_id})
        sip.addDomain(domain={"domain": "example.com", "customer": self.customer_id})
        sip.addAccount(account={"id": {"username": "alice", "domain": "example.com"}, "password": "secret"})

    def set(self, entity: str = ALICE, caller: Caller | None = None, **members: Any) -> None:
        """Set profiles, as the administrator unless told otherwise."""
        assert (caller or self.root).setEntityProfiles(profiles={"entity": entity, **members}) is True

    def get(self, entity: str = ALICE) -> dict[str, Any]:
        """Profiles as the administrator sees them, without their entity."""
        answer: dict[str, Any] = self.root.getEntityProfiles(entity=entity)
        assert answer.pop("entity") == entity
        return answer

    def has(self, entity: str = ALICE) -> bool:
        """Has an entity profiles, as the administrator is told?"""
        try:
            return bool(self.get(entity))
        except Fault as fault:
            assert fault.code == 4001
            return False


rating_world, rating, quick_rating = scene_fixtures(RatingScene)
