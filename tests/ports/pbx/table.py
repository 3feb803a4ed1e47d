# SPDX-License-Identifier: Apache-2.0
"""Every operation of PbxPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py)."""

from typing import Any

from ngnprov.calls.actor import Level
from tests.support.matrix import Row, Table
from tests.support.scene import Scene

RESELLER, CUSTOMER = 1, 2
NO_PRODUCT, NO_CUSTOMER, NOT_AGREED = 8019, 5000, 8010


def fill(scene: Scene) -> None:
    """The provider sells CLOUD-PBX, the reseller three add-ons; the customer may use CLOUD-PBX and one of these."""
    pbx = scene.admin.pbx
    pbx.addProduct(product={"code": "CLOUD-PBX", "name": "Cloud PBX", "kind": "main", "priceMonthly": 7.5})
    for code, kind in (("RECORDING", "addon"), ("SPARE", "addon"), ("VOICEMAIL", "addon")):
        pbx.addProduct(product={"code": code, "name": code.title(), "kind": kind, "reseller": RESELLER})
    for customer, code, quantity in ((RESELLER, "CLOUD-PBX", 100), (CUSTOMER, "CLOUD-PBX", 0), (CUSTOMER, "SPARE", 5)):
        pbx.addAgreementItem(item={"customer": customer, "product": code, "quantity": quantity})


def item(code: str, **members: Any) -> dict[str, Any]:
    """An item of the customer's agreement."""
    return {"item": {"customer": CUSTOMER, "product": code, **members}}


ITEMS = [{"product": "CLOUD-PBX", "quantity": 20, "endUserName": "Telephone"}, {"product": "VOICEMAIL", "quantity": 7}]
TABLE: Table = {
    "getCatalog": Row({"query": {"filter": {}}}, least=Level.RESELLER, lists="products"),
    "addProduct": Row(
        {"product": {"code": "QUEUE", "name": "Queue", "kind": "main", "appliesTo": "group", "priceOnce": 10}},
        least=Level.RESELLER,
        creates=True,
        nobodys=True,
    ),
    "updateProduct": Row(
        {"product": {"code": "RECORDING", "reseller": RESELLER, "endUserName": "Tape", "excludes": ["VOICEMAIL"]}},
        NO_PRODUCT,
        least=Level.RESELLER,
    ),
    "deleteProduct": Row({"product": {"code": "RECORDING", "reseller": RESELLER}}, NO_PRODUCT, least=Level.RESELLER),
    "getAgreement": Row({"customer": CUSTOMER}, NO_CUSTOMER),
    "getProducts": Row({"customer": CUSTOMER}, NO_CUSTOMER),
    "addAgreementItem": Row(item("VOICEMAIL", quantity=300), NO_CUSTOMER, least=Level.RESELLER, creates=True),
    "updateAgreementItem": Row(item("CLOUD-PBX", quantity=10, activation="checked"), NO_CUSTOMER, least=Level.RESELLER),
    "deleteAgreementItem": Row(item("SPARE"), NO_CUSTOMER, least=Level.RESELLER),
    "setAgreement": Row({"customer": CUSTOMER, "items": ITEMS}, NO_CUSTOMER, least=Level.RESELLER, creates=True),
}
