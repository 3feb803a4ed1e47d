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
from tests.support.caller import Caller
from tests.support.scene import PortScene, scene_fixtures

TAKE = Task(name="take")
FIELD = "extension.addons"


class PbxScene(PortScene):
    """The provider sells PBX and AA, the reseller RECORDING. The customer has a PBX without pilot. All agreements are empty."""

    port = PORT
    credits = ("sip_credit", "sip_alias_credit", "enum_number_credit", "enum_range_credit")

    def furnish(self) -> None:
        """Make the products."""
        self.product("PBX", "main", endUserName="Cloud PBX", appliesTo="extension", priceMonthly=7.5)
        self.product("AA", "main", appliesTo="attendant")
        self.product("RECORDING", "addon", reseller=self.reseller_id)
        self.has_pbx(self.customer_id, "Customer")

    def has_pbx(self, customer: int, name: str) -> None:
        """Let a customer of the reseller be one with a PBX; a customer is made along, from which it has its contact."""
        tenant = {
            "account": {"username": f"of.{name}".lower(), "password": "secret", "reseller": self.reseller_id},
            "profile": {"name": f"of {name}"},
            "contact": {"email": "office@example.com"},
            "billingProfile": {"handle": f"of_{customer}", "name": "Monthly", "currency": "EUR"},
            "primaryUser": {"email": f"office{customer}@example.com"},
        }
        made = self.admin.tenant.addTenant(tenant=tenant)
        shown = self.admin.tenant.getProfile(customer=made["customer"]["id"])
        parts = {member: shown[member] for member in ("contact", "billingProfile")}
        self.profile(customer, name=name, kind="pbxaccount", country="AT", **parts)

    def profile(self, customer: int = PortScene.customer_id, **members: Any) -> dict[str, Any]:
        """Change a profile as the administrator."""
        answer: dict[str, Any] = self.admin.tenant.updateProfile(profile={"customer": customer, **members})
        return answer

    def pilot(self, customer: int = PortScene.customer_id, sn: str = "9999", **members: Any) -> dict[str, Any]:
        """Make a pilot of +43 1 ``sn`` in a domain of its own, as the administrator."""
        return self.pilot_and_warnings(None, customer, sn, **members)[0]

    def pilot_and_warnings(
        self, caller: Caller | None = None, customer: int = PortScene.customer_id, sn: str = "9999", **members: Any
    ) -> tuple[dict[str, Any], list[str]]:
        """The same, and what is told of its domain."""
        given = {
            "customer": customer,
            "newDomain": {"domain": f"c{customer}.pbx.example.org"},
            "number": {"cc": "43", "ac": "1", "sn": sn},
            "displayName": "Head office",
            "sipUsername": "pilot",
            "sipPassword": "a secret of the pilot",
        }
        answer = (caller or self.root).addPilot(pilot={**given, **members})
        return answer["pilot"], answer["warnings"]

    def user(self, number: str = "", caller: Any = None, customer: int = PortScene.customer_id, **members: Any) -> Any:
        """Make a user, as the reseller unless told otherwise."""
        given = {"customer": customer, "number": number, "name": f"User {number}", **members}
        return (caller or self.reseller_login).addExtension(extension=given)

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
        """An extension that holds nothing."""
        domain = f"of{customer}.example.net"
        if not self.admin.sip.getDomains(query={"filter": {"domain": domain}})["total"]:
            self.admin.sip.addDomain(domain={"domain": domain, "customer": customer})
        self.admin.sip.addAccount(account={"id": {"username": number, "domain": domain}, "password": "secret"})
        self.world.sql(
            "INSERT INTO pbx_extensions (customer, kind, number, account_id, account, record_outbound, active, change_date)"
            f" SELECT {customer}, '{kind}', '{number}', 'ph{customer}x{number}', id, false, true, ''"
            f" FROM sip_accounts WHERE username = '{number}' AND domain = '{domain}'"
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
