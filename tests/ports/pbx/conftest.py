# SPDX-License-Identifier: Apache-2.0
"""People, products and extensions for the tests of PbxPort."""

from collections.abc import Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.request import NO_HEADER, RequestHeader
from ngnprov.errors import Refusal
from ngnprov.ports.customer.tenancy import find_tenancy
from ngnprov.ports.pbx import PORT
from ngnprov.ports.pbx.subscriptions import service
from ngnprov.ports.pbx.subscriptions.service import Holder
from ngnprov.ports.pbx.subscriptions.store import Subscription
from tests.support.scene import PortScene, scene_fixtures

TAKE = Task(name="take")
FIELD = "extension.addons"


class PbxScene(PortScene):
    """The provider sells PBX and AA, the reseller RECORDING. All agreements are empty."""

    port = PORT
    credits = ()

    def furnish(self) -> None:
        """Make the products."""
        self.product("PBX", "main", endUserName="Cloud PBX", appliesTo="extension", priceMonthly=7.5)
        self.product("AA", "main", appliesTo="attendant")
        self.product("RECORDING", "addon", reseller=self.reseller_id)

    def product(self, code: str, kind: str = "addon", **members: Any) -> dict[str, Any]:
        """Put a product into a catalogue as the administrator; what came back."""
        given = {"code": code, "name": f"{code} product", "kind": kind, **members}
        answer: dict[str, Any] = self.root.addProduct(product=given)
        return answer

    def agree(self, code: str, quantity: int = 0, customer: int = PortScene.customer_id, **members: Any) -> Any:
        """Put a product into an agreement as the administrator."""
        item = {"customer": customer, "product": code, "quantity": quantity, **members}
        return self.root.addAgreementItem(item=item)

    def used(self, code: str, customer: int = PortScene.customer_id) -> int:
        """How many of a product are used by an agreement."""
        return next(int(item["used"]) for item in self.root.getAgreement(customer=customer) if item["product"] == code)

    def extension(self, number: str, kind: str = "user", customer: int = PortScene.customer_id) -> Holder:
        """An extension."""
        self.world.sql(
            "INSERT INTO pbx_extensions (customer, kind, number, account_id)"
            f" VALUES ({customer}, '{kind}', '{number}', 'ph{customer}x{number}')"
        )
        ((id,),) = self.world.sql(
            f"SELECT id FROM pbx_extensions WHERE customer = {customer} AND number = '{number}' AND closed IS NULL"
        )
        return Holder(int(id), kind)

    def take(
        self, holder: Holder, *codes: str, customer: int = PortScene.customer_id, header: RequestHeader = NO_HEADER
    ) -> service.Taken:
        """Let an extension take products."""

        def work(call: Call) -> service.Taken:
            return service.take(call, find_tenancy(call, customer, "customer"), holder, codes, FIELD)

        return self.world.operator.run(TAKE, work, header)

    def give_back(self, holder: Holder, *codes: str, customer: int = PortScene.customer_id) -> Sequence[Subscription]:
        """Let it give products back, all without codes."""
        return self.world.operator.run(
            Task(name="give back"),
            lambda call: service.give_back(
                call, find_tenancy(call, customer, "customer"), holder, codes or None, FIELD
            ),
        )

    def refused_take(self, holder: Holder, *codes: str, customer: int = PortScene.customer_id) -> Refusal:
        """The refusal that taking must give."""
        try:
            self.take(holder, *codes, customer=customer)
        except Refusal as refusal:
            return refusal
        raise AssertionError(f"{codes} were not refused")


pbx_world, pbx, quick_pbx = scene_fixtures(PbxScene)
