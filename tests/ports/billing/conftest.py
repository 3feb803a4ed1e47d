# SPDX-License-Identifier: Apache-2.0
"""People, billing profiles and what is charged for the tests of BillingPort."""

from collections.abc import Mapping
from typing import Any, ClassVar

from ngnprov.ports.billing import PORT
from ngnprov.ports.tenant.settings import TenantSettings
from tests.ports.order.conftest import OrderScene, line, on_day
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


class InvoiceScene(PortScene):
    """What OrderScene has: seats cost 30 a month and 5 once, desks 3.10 a month. The reseller takes 20 per cent of tax."""

    port = PORT
    credits = OrderScene.credits
    sections: ClassVar[Mapping[str, Any]] = {"extra": {"tenant": TenantSettings(restore_days=90)}}

    @property
    def orders(self) -> OrderScene:
        """The same people at OrderPort."""
        return OrderScene(self.world, self.dialect)

    def furnish(self) -> None:
        """Make what is sold, and how it is taxed."""
        self.orders.furnish()
        self.reseller_login.setInvoicing(invoicing=SELLER)

    def preview(self, period: str, caller: Caller | None = None, **asked: Any) -> Any:
        """The one invoice of the customer that would be made for a month."""
        (found,) = (caller or self.reseller_login).previewInvoice(customer=self.customer_id, period=period, **asked)
        return found

    def run(self, period: str) -> Any:
        """Invoice a month of the reseller; its invoices with their lines, by number."""
        made = self.root.generateInvoices(reseller=self.reseller_id, period=period)
        found = [self.root.getInvoices(query={"filter": {"number": each["number"]}})["invoices"] for each in made]
        return [invoice for (invoice,) in found]


SELLER: dict[str, Any] = {
    **{"name": "Anbieter GmbH", "vatId": "ATU13585627", "street": "Ring 1", "postcode": "1010", "city": "Wien"},
    **{"country": "AT", "taxCategory": "S", "taxRate": 20, "paymentDays": 14, "paymentTerms": "14 days net"},
    **{"iban": "AT61 1904 3002 3457 3201", "electronicAddress": "office@anbieter.example", "electronicScheme": "EM"},
}


def told(invoice: Any, *names: str) -> list[tuple[Any, ...]]:
    """Of each line these members."""
    return [tuple(line[name] for name in names) for line in invoice["lines"]]


invoice_world, invoiced, quick_invoiced = scene_fixtures(InvoiceScene)
__all__ = ["line", "on_day"]
