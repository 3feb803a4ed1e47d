# SPDX-License-Identifier: Apache-2.0
"""People, licences and terms for the tests of OrderPort."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from ngnprov.ports.order import PORT
from tests.ports.pbx.conftest import PbxScene
from tests.support.caller import Caller
from tests.support.scene import PortScene, scene_fixtures

Line = dict[str, Any]


class OrderScene(PortScene):
    """What PbxScene has; the reseller sells seats (30 a month, 5 once) and desks (3.10 a month).

    The customer may have 50 seats and any number of desks, and has ordered none. It has a pilot. There are terms, version 1.
    """

    port = PORT
    credits = PbxScene.credits

    @property
    def pbx(self) -> PbxScene:
        """The same people at PbxPort."""
        return PbxScene(self.world, self.dialect)

    def furnish(self) -> None:
        """Make what is sold, and the terms."""
        pbx = self.pbx
        pbx.furnish()
        pbx.product("SEAT", "userLicence", reseller=1, priceMonthly=30, priceOnce=5, endUserName="Seat")
        pbx.product("DESK", "deviceLicence", reseller=1, priceMonthly=3.1)
        pbx.agree("PBX", customer=self.reseller_id)
        pbx.agree("PBX")
        pbx.agree("SEAT", 50)
        pbx.agree("DESK")
        pbx.pilot()
        self.reseller_login.addTerms(terms={"title": "Terms", "text": "Fees are due in advance."})

    def draft(self, *lines: Line, caller: Caller | None = None, **members: Any) -> Any:
        """Write an order, as the customer unless told otherwise."""
        return (caller or self.customer_login).addOrder(order={"customer": 2, "lines": list(lines), **members})

    def order(self, *lines: Line, caller: Caller | None = None, **members: Any) -> Any:
        """The same, and submit it."""
        draft = self.draft(*lines, caller=caller, **members)
        return (caller or self.customer_login).submitOrder(id=draft["id"], termsVersion=1, accepted=True)

    def licences(self) -> dict[str, tuple[int, int, int]]:
        """Kind -> ordered, used, free."""
        told = self.pbx.customer_login.getLicences(customer=2)
        return {each["kind"]: (each["ordered"], each["used"], each["free"]) for each in told}

    def held(self, **filter: Any) -> Sequence[dict[str, Any]]:
        """The licences that were ordered."""
        asked = {"filter": {"customer": 2, "licences": True, **filter}}
        found: Sequence[dict[str, Any]] = self.customer_login.getSubscriptions(query=asked)["subscriptions"]
        return found


def line(product: str, quantity: int = 1, **members: Any) -> Line:
    """A line of an order."""
    return {"product": product, "quantity": quantity, **members}


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let it be noon of a day."""

    def set(day: str) -> None:
        monkeypatch.setattr("ngnprov.clock.now", lambda: f"{day} 12:00:00.000000")

    return set


order_world, order, quick_order = scene_fixtures(OrderScene)
