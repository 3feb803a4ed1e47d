# SPDX-License-Identifier: Apache-2.0
"""Every operation of BillingPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py).

No tenant has the billing profiles that are made here. What is charged are the licences of tests/ports/order/table.py.
"""

from datetime import UTC, datetime

from ngnprov.calls.actor import Level
from tests.support.matrix import Row, Table
from tests.support.scene import Scene

RESELLER = Level.RESELLER
KEPT, SPARE = "kept", "spare"
MONTH = f"{datetime.now(UTC):%Y-%m}"
CUSTOMER = 2
NO_CUSTOMER, NO_INVOICE = 5000, 8309
FIRST = f"1-{MONTH.replace('-', '')}-1"


def fill(scene: Scene) -> None:
    """Two billing profiles of the reseller; their numbers are 2 and 3, as a tenant's is the first (tests/ports/tenant/table.py)."""
    for handle in (KEPT, SPARE):
        profile = {"reseller": 1, "handle": handle, "name": handle.title(), "currency": "EUR"}
        scene.admin.billing.addProfile(profile=profile)
    seller = {
        **PARTY,
        "customer": 1,
        "taxCategory": "S",
        "taxRate": 20,
        "iban": IBAN,
        "creditorId": "AT61ZZZ01234567890",
    }
    scene.admin.billing.setInvoicing(invoicing=seller)
    mandate = {"iban": IBAN, "mandateId": "M-1", "mandateDate": "2026-01-31", "mandateSequence": "RCUR"}
    scene.admin.billing.setInvoicing(invoicing={"customer": CUSTOMER, "name": "Kunde AG", **mandate})
    scene.admin.billing.addAdHocInvoice(invoice=AD_HOC)


IBAN = "AT611904300234573201"
PARTY = {"name": "Anbieter GmbH", "street": "Ring 1", "postcode": "1010", "city": "Wien", "country": "AT"}
AD_HOC = {"customer": CUSTOMER, "currency": "EUR", "lines": [{"name": "Installation", "unitPrice": 100, "quantity": 2}]}


TABLE: Table = {
    "getProfiles": Row({"query": {"filter": {"handle": "%"}}}, lists="profiles", least=RESELLER),
    "addProfile": Row(
        {
            "profile": {
                **{"reseller": 1, "handle": "yearly", "name": "Yearly", "currency": "CHF", "prepaid": True},
                "profileWeekday": "442",
            }
        },
        101,
        least=RESELLER,
        creates=True,
    ),
    "updateProfile": Row({"profile": {"id": 2, "name": "Other", "prepaid": True}}, 8443, least=RESELLER),
    "deleteProfile": Row({"id": 3}, 8443, least=RESELLER),
    "getInvoicing": Row({"customer": CUSTOMER}, NO_CUSTOMER, least=RESELLER),
    "setInvoicing": Row({"invoicing": {**PARTY, "customer": CUSTOMER}}, NO_CUSTOMER, least=RESELLER),
    "previewInvoice": Row({"customer": CUSTOMER, "period": MONTH}, NO_CUSTOMER, idle=True),
    "generateInvoices": Row({"reseller": 1, "period": MONTH}, least=Level.ADMIN),
    "getInvoices": Row({"query": {"filter": {"number": FIRST}}}, lists="invoices"),
    "addAdHocInvoice": Row({"invoice": AD_HOC}, NO_CUSTOMER, least=RESELLER),
    "addCreditNote": Row({"creditNote": {"invoice": FIRST, "reason": "Cancelled"}}, NO_INVOICE, least=RESELLER),
    "getBillingData": Row({"customer": CUSTOMER, "period": MONTH, "format": "csv"}, NO_CUSTOMER),
    "makeInvoiceFile": Row({"invoice": FIRST, "format": "pdf"}, NO_INVOICE),
    "exportDebits": Row({"reseller": 1, "period": MONTH, "date": "2199-12-30"}, NO_CUSTOMER, least=RESELLER),
}
