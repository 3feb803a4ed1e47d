# SPDX-License-Identifier: Apache-2.0
"""People and tenants for the tests of TenantPort."""

from collections.abc import Mapping
from typing import Any, ClassVar

from ngnprov.ports.tenant import PORT
from ngnprov.settings.sections import ServerSettings
from tests.support.caller import Caller
from tests.support.outgoing import MAIL
from tests.support.scene import PortScene, scene_fixtures

BILLING: dict[str, Any] = {"handle": "monthly", "name": "Monthly", "currency": "EUR"}
CONTACT: dict[str, Any] = {"email": "office@example.com"}


class TenantScene(PortScene):
    """A reseller and a customer, as every port has them; the customer's profile is empty."""

    port = PORT
    credits = ()

    def tenant(self, username: str = "acme", caller: Caller | None = None, **parts: Any) -> dict[str, Any]:
        """Make a tenant of the reseller, as the reseller unless told otherwise; its account."""
        given = self.given(username, **parts)
        answer: dict[str, Any] = (caller or self.reseller_login).addTenant(tenant=given)
        return dict(answer["customer"])

    def given(self, username: str = "acme", **parts: Any) -> dict[str, Any]:
        """A tenant as it is sent: a part that is None is left out."""
        whole = {
            "account": {"username": username, "password": "secret", "reseller": self.reseller_id, "country": "AT"},
            "profile": {"name": f"Name of {username}"},
            "contact": CONTACT,
            "billingProfile": {**BILLING, "handle": f"of_{username}"},
            "primaryUser": {"email": f"{username}@example.com"},
        }
        return {name: part for name, part in {**whole, **parts}.items() if part is not None}

    def profile(self, id: int, caller: Caller | None = None) -> dict[str, Any]:
        """A profile, as the administrator sees it unless told otherwise."""
        answer: dict[str, Any] = (caller or self.root).getProfile(customer=id)
        return answer

    def change(self, id: int, caller: Caller | None = None, **members: Any) -> dict[str, Any]:
        """Change a profile, as the reseller unless told otherwise; what is answered."""
        answer: dict[str, Any] = (caller or self.reseller_login).updateProfile(profile={"customer": id, **members})
        return answer

    def rules(self, caller: Caller | None = None, **members: Any) -> dict[str, Any]:
        """Change the reseller's profile, as the administrator unless told otherwise; what is answered."""
        given = {"reseller": self.reseller_id, **members}
        answer: dict[str, Any] = (caller or self.root).setResellerProfile(profile=given)
        return answer

    def contact(self, email: str = "new@example.com", reseller: int = 1, **members: Any) -> int:
        """Make a contact; its number."""
        answer = self.root.addContact(contact={"email": email, "reseller": reseller, **members})
        return int(answer["id"])

    def rows(self) -> list[Any]:
        """Everything that the port has stored, and the accounts."""
        tables = ("tenant_profiles", "tenant_contacts", "tenant_billing_profiles", "tenant_reseller_profiles")
        more = (
            "tenant_users",
            "tenant_identities",
            "tenant_invitations",
            "tenant_tokens",
            "tenant_roles",
            "tenant_connections",
        )
        found = [self.world.sql(f"SELECT * FROM {table} ORDER BY 1") for table in (*tables, *more)]
        return [*found, self.world.sql("SELECT id, username FROM customers ORDER BY id")]


class InvitingScene(TenantScene):
    """One on a server that sends invitations."""

    sections: ClassVar[Mapping[str, Any]] = {
        "mail": MAIL,
        "server": ServerSettings(public_url="https://provider.example"),
    }


tenant_world, tenants, quick_tenants = scene_fixtures(TenantScene)
_, inviting, quick_inviting = scene_fixtures(InvitingScene)
