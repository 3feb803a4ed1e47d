# SPDX-License-Identifier: Apache-2.0
"""Every operation of TenantPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py).

The customer's profile names the first contact; the second is nobody's.
"""

from ngnprov.calls.actor import Level
from tests.support.matrix import Row, Table
from tests.support.scene import Scene

CUSTOMER, RESELLER = 2, Level.RESELLER
BILLING = {"handle": "monthly", "name": "Monthly", "currency": "EUR"}


def fill(scene: Scene) -> None:
    """A contact with a tenant, one without, and a tenant of its own with a billing profile."""
    admin = scene.admin.tenant
    for email in ("office@example.com", "spare@example.com"):
        admin.addContact(contact={"reseller": 1, "email": email})
    account = {"username": "furnished", "password": "secret", "reseller": 1}
    admin.addTenant(
        tenant={"account": account, "profile": {"name": "Furnished"}, "contactId": 1, "billingProfile": BILLING}
    )
    admin.updateProfile(profile={"customer": CUSTOMER, "name": "Customer", "contact": 1, "country": "NL"})


TABLE: Table = {
    "getProfile": Row({"customer": CUSTOMER}, 5000),
    "getTenants": Row({"query": {"filter": {"customer": CUSTOMER}}}, lists="tenants"),
    "getContacts": Row({"query": {"filter": {}}}, lists="contacts", least=RESELLER),
    "addTenant": Row(
        {
            "tenant": {
                "account": {"username": "tenant", "password": "secret", "reseller": 1},
                "profile": {"name": "Tenant", "country": "AT", "maxSubscribers": "20"},
                "contact": {"email": "tenant@example.com"},
                "billingProfileId": 1,
            }
        },
        8443,
        least=RESELLER,
        creates=True,
    ),
    "updateProfile": Row({"profile": {"customer": CUSTOMER, "language": "fr", "dateFormat": "y-MM-dd"}}, 5000),
    "addContact": Row({"contact": {"reseller": 1, "email": "new@example.com"}}, 101, least=RESELLER, creates=True),
    "updateContact": Row({"contact": {"id": 2, "city": "Haarlem"}}, 8442, least=RESELLER),
    "deleteContact": Row({"id": 2}, 8442, least=RESELLER),
}
