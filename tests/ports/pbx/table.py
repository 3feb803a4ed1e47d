# SPDX-License-Identifier: Apache-2.0
"""Every operation of PbxPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py)."""

from typing import Any

from ngnprov.calls.actor import Level
from tests.support import people
from tests.support.matrix import Row, Table
from tests.support.scene import Scene

RESELLER, CUSTOMER, WITHOUT_PILOT, ALONE = 1, 2, 9, 10
NO_PRODUCT, NO_CUSTOMER, NOT_AGREED = 8019, 5000, 8010
DOMAIN = "c2.pbx.example.org"
NO_RULE_SET, NO_DOMAIN = 8121, 1000
SEAT, DESK = "SEAT", "DESK"
NO_DEVICE = 8205
HALL, SPARE, OLD = 1, 2, 3
MAC = "001565000001"
LINES = [{"place": 2, "type": "blf", "extension": "103", "label": "Anna"}]
DIDS = ("4315550001", "4315550002")
TO_101, TO_102, TO_103, TO_PILOT = "4315550101", "4315550102", "4315550103", "4315550100"


def fill(scene: Scene) -> None:
    """The provider sells CLOUD-PBX, the reseller three add-ons; the customer may use CLOUD-PBX and one of these.

    It has a pilot and three users, of which it has blocked one and one waits to be activated, a group of the first one, two auto
    attendants, numbers that lead to some, and three devices, one of which is the first user's; that is applied, and a user and a device are changed since. One other customer has a PBX without pilot, and one a pilot alone.
    """
    pbx = scene.admin.pbx
    pbx.addProduct(product={"code": "CLOUD-PBX", "name": "Cloud PBX", "kind": "main", "priceMonthly": 7.5})
    for code, kind in (("RECORDING", "addon"), ("SPARE", "addon"), ("VOICEMAIL", "addon")):
        pbx.addProduct(product={"code": code, "name": code.title(), "kind": kind, "reseller": RESELLER})
    pbx.addProduct(
        product={"code": "MENU", "name": "Menu", "kind": "main", "appliesTo": "attendant", "reseller": RESELLER}
    )
    for customer, code, quantity in ((RESELLER, "CLOUD-PBX", 100), (CUSTOMER, "CLOUD-PBX", 0), (CUSTOMER, "SPARE", 5)):
        pbx.addAgreementItem(item={"customer": customer, "product": code, "quantity": quantity})
    pbx.addAgreementItem(item={"customer": CUSTOMER, "product": "MENU", "quantity": 3})
    pbx.addProduct(product={"code": "EMERGENCY", "name": "Emergency calls", "kind": "addon", "reseller": RESELLER})
    checked = {"customer": CUSTOMER, "product": "EMERGENCY", "quantity": 5, "activation": "checked"}
    pbx.addAgreementItem(item=checked)
    tenant = scene.admin.tenant
    tenant.updateProfile(profile={"customer": CUSTOMER, "kind": "pbxaccount", "billingProfile": 1})
    for id in (WITHOUT_PILOT, ALONE):
        account = {"username": f"pbx{id}", "password": "secret", "reseller": RESELLER, "properties": people.plenty()}
        profile = {"name": f"PBX {id}", "kind": "pbxaccount"}
        parts = {"contactId": 1, "billingProfileId": 1, "primaryUser": {"email": f"pbx{id}@example.com"}}
        made = tenant.addTenant(tenant={"account": account, "profile": profile, **parts})
        assert made["customer"]["id"] == id
    for code, kind in ((SEAT, "userLicence"), (DESK, "deviceLicence")):
        pbx.addProduct(
            product={"code": code, "name": code.title(), "kind": kind, "reseller": RESELLER, "priceMonthly": 3}
        )
    pbx.addPilot(pilot=pilot(ALONE, f"c{ALONE}.pbx.example.org", "7777"))
    pbx.addPilot(pilot=pilot(CUSTOMER, DOMAIN, "9999"))
    for number in ("101", "102"):
        pbx.addExtension(extension=user(number, sipPassword=f"a secret of {number}"))
    scene.admin.sip.addDomain(domain={"domain": "office.invalid", "customer": CUSTOMER})
    for name in ("Austria", "Italy"):
        pbx.addRewriteRuleSet(set={"name": name, "reseller": RESELLER, "rules": [RULE]})
    scene.behind(CUSTOMER).pbx.blockExtension(customer=CUSTOMER, number="102", reason="on leave")
    pbx.addGroup(group=group("300", members=["101", f"ph{CUSTOMER}p"], sipPassword="a secret of all"))
    pbx.addAutoAttendant(attendant=attendant(keys=[{"button": "1", "target": "101"}], sipPassword="a secret of 1"))
    pbx.addAutoAttendant(
        attendant=attendant(keys=[{"button": "#", "target": f"ph{CUSTOMER}aa1"}], sipPassword="a secret of 2")
    )
    pbx.addExtension(extension=user("103", addons=["EMERGENCY"], sipPassword="a secret of 103"))
    pbx.addNumbers(customer=CUSTOMER, numbers=[*DIDS, TO_101, TO_102, TO_103])
    pbx.addNumbers(customer=ALONE, numbers=[TO_PILOT])
    pbx.assignNumber(customer=CUSTOMER, number="101", e164=TO_101)
    pbx.assignNumber(customer=CUSTOMER, number="102", e164=TO_102)
    pbx.assignNumber(customer=ALONE, number="", e164=TO_PILOT)
    pbx.addDevice(device=phone("Hall", extension="101", mac=MAC, model="Yealink T46S", lines=LINES))
    for name in ("Spare", "Old"):
        pbx.addDevice(device=phone(name))
    pbx.applyConfiguration(customer=CUSTOMER)
    pbx.updateDevice(device={"id": OLD, "model": "Snom D785"})
    pbx.updateExtension(extension=user("101", recordSubject="a call"))
    pbx.assignNumber(customer=CUSTOMER, number="103", e164=TO_103)
    for code in (SEAT, DESK):  # what is ordered of them: tests/ports/order/table.py
        pbx.addAgreementItem(item={"customer": CUSTOMER, "product": code, "quantity": 100})


def pilot(customer: int, domain: str, sn: str) -> dict[str, Any]:
    """A pilot of a domain that is made with it."""
    return {
        **{"customer": customer, "newDomain": {"domain": domain}, "number": {"cc": "43", "ac": "1", "sn": sn}},
        **{"displayName": "Head office", "sipUsername": "pilot", "sipPassword": "a secret of the pilot"},
    }


def phone(name: str, **members: Any) -> dict[str, Any]:
    """A device of the customer."""
    return {"customer": CUSTOMER, "name": name, "sipPassword": f"a secret of {name}", **members}


def user(number: str, **members: Any) -> dict[str, Any]:
    """A user of the customer."""
    return {"customer": CUSTOMER, "number": number, "name": f"User {number}", **members}


RULE = {"direction": "callee-out", "match": "^0([1-9][0-9]*)$", "replace": r"43\1", "description": "national"}


def group(number: str, **members: Any) -> dict[str, Any]:
    """A group of the customer."""
    return {"customer": CUSTOMER, "number": number, "name": f"Group {number}", **members}


def attendant(**members: Any) -> dict[str, Any]:
    """An auto attendant of the customer."""
    return {"customer": CUSTOMER, "name": "Menu", "mainProduct": "MENU", **members}


def item(code: str, **members: Any) -> dict[str, Any]:
    """An item of the customer's agreement."""
    return {"item": {"customer": CUSTOMER, "product": code, **members}}


ITEMS = [
    {"product": "CLOUD-PBX", "quantity": 20, "endUserName": "Telephone"},
    {"product": "VOICEMAIL", "quantity": 7},
    {"product": "MENU", "quantity": 9},
    {"product": "EMERGENCY", "quantity": 5, "activation": "checked"},
    {"product": SEAT, "quantity": 90},
    {"product": DESK, "quantity": 0},
]
BASE = {"cc": "43", "ac": "1", "sn": "9998"}
USER = {"customer": CUSTOMER, "number": "101"}
CHANGED = {
    "displayName": "Reception",
    "callerId": "4319999101",
    "webUsername": "reception",
    "webPassword": "four blue owls sing",
}
PILOT = f"ph{CUSTOMER}p"
GROUP = {"customer": CUSTOMER, "number": "300"}
TABLE: Table = {
    "getDraft": Row({"customer": CUSTOMER}, NO_CUSTOMER),
    "getRevisions": Row({"query": {"filter": {"customer": CUSTOMER}}}, lists="revisions"),
    # before others change what cannot be restored
    "discardDraft": Row({"customer": CUSTOMER}, NO_CUSTOMER),
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
    "getExtension": Row(USER, NO_CUSTOMER),
    "getExtensions": Row({"query": {"filter": {"number": "101"}}}, lists="extensions"),
    "suggestExtension": Row({"customer": CUSTOMER, "count": 2}, NO_CUSTOMER, idle=True),
    "addExtension": Row(
        {"extension": user("150", localPrefix="1", email="u150@example.com", groups=["300"])}, NO_CUSTOMER, creates=True
    ),
    "addExtensions": Row({"extension": user("200"), "count": 3}, NO_CUSTOMER, creates=True),
    "getNumbers": Row({"query": {"filter": {"number": "4315550%"}}}, lists="numbers"),
    "getNumberHistory": Row({"number": TO_101}),
    "addNumbers": Row(
        {"customer": CUSTOMER, "numbers": ["+4315550008", "4315550007"]},
        NO_CUSTOMER,
        least=Level.RESELLER,
        creates=True,
    ),
    "releaseNumber": Row({"customer": CUSTOMER, "number": DIDS[0]}, NO_CUSTOMER, least=Level.RESELLER),
    "assignNumber": Row({**USER, "e164": DIDS[1]}, NO_CUSTOMER, creates=True),
    "unassignNumber": Row({**USER, "e164": TO_101}, NO_CUSTOMER),
    "assignProduct": Row({**USER, "product": "EMERGENCY"}, NO_CUSTOMER),
    "activateExtension": Row({"customer": CUSTOMER, "number": "103"}, NO_CUSTOMER, least=Level.RESELLER),
    "unassignProduct": Row({"customer": CUSTOMER, "number": "103", "product": "EMERGENCY"}, NO_CUSTOMER),
    "updateExtension": Row({"extension": {**USER, **CHANGED}}, NO_CUSTOMER),
    "blockExtension": Row({**USER, "reason": "fraud"}, NO_CUSTOMER),
    "unblockExtension": Row(
        {"customer": CUSTOMER, "number": "ph2x102", "reason": "is back", "level": "self"}, NO_CUSTOMER
    ),
    "deleteExtension": Row({"customer": CUSTOMER, "number": "102"}, NO_CUSTOMER),
    "addPilot": Row(
        {"pilot": pilot(WITHOUT_PILOT, "c9.pbx.example.org", "8888")}, NO_CUSTOMER, least=Level.RESELLER, creates=True
    ),
    "deletePilot": Row({"customer": ALONE}, NO_CUSTOMER, least=Level.RESELLER),
    "explainLimits": Row({"customer": CUSTOMER, "object": "extension"}, NO_CUSTOMER, idle=True),
    "getLicences": Row({"customer": CUSTOMER}, NO_CUSTOMER),
    "testDial": Row({"customer": CUSTOMER, "number": "101", "dialled": "0660 123456"}, NO_CUSTOMER, idle=True),
    "getDirectory": Row({"customer": CUSTOMER}, NO_CUSTOMER),
    "getGroups": Row({"query": {"filter": {"number": "300"}}}, lists="groups"),
    "addGroup": Row(
        {"group": group("310", members=["101", PILOT], policy="circular", cancelMode="bye", sipUsername="office")},
        NO_CUSTOMER,
        creates=True,
    ),
    "updateGroup": Row(
        {"group": {**GROUP, "members": [PILOT, "101"], "timeout": 20, "displayName": "All"}}, NO_CUSTOMER
    ),
    "deleteGroup": Row({"group": GROUP}, NO_CUSTOMER),
    "getAutoAttendants": Row({"query": {"filter": {"name": "Menu"}}}, lists="attendants"),
    "addAutoAttendant": Row(
        {"attendant": attendant(greeting="Good day", keys=[{"button": "*", "target": "101"}])},
        NO_CUSTOMER,
        creates=True,
    ),
    "updateAutoAttendant": Row(
        {
            "attendant": {
                "customer": CUSTOMER,
                "num": 1,
                "name": "First",
                "keys": [{"button": "9", "target": "+4319999101"}],
            }
        },
        NO_CUSTOMER,
    ),
    "deleteAutoAttendant": Row({"attendant": {"customer": CUSTOMER, "num": 2}}, NO_CUSTOMER),
    "getDevices": Row({"query": {"filter": {"mac": MAC}}}, lists="devices"),
    "getDeviceConfiguration": Row({"device": HALL}, NO_DEVICE),
    "addDevice": Row(
        {"device": phone("Desk", extension="101", mac="00:15:65:00:00:09", model="Linphone", lines=LINES)},
        NO_CUSTOMER,
        creates=True,
    ),
    "updateDevice": Row({"device": {"id": HALL, "name": "Lobby", "mac": "", "lines": []}}, NO_DEVICE),
    "linkDevice": Row({**USER, "devices": [SPARE]}, NO_CUSTOMER),
    "unlinkDevice": Row({**USER, "devices": [HALL]}, NO_CUSTOMER),
    "deleteDevice": Row({"device": {"id": OLD}}, NO_DEVICE),
    "resyncDevice": Row({"device": HALL}, NO_DEVICE, 8215),
    "redirectDevice": Row({"device": HALL}, NO_DEVICE, known=8214),
    "rotateDeviceToken": Row({"device": HALL}, NO_DEVICE),
    "applyConfiguration": Row({"customer": CUSTOMER, "baseRevision": 1}, NO_CUSTOMER),
    "setAgreement": Row({"customer": CUSTOMER, "items": ITEMS}, NO_CUSTOMER, least=Level.RESELLER, creates=True),
    "getRewriteRuleSets": Row({"query": {"filter": {}}}, least=Level.RESELLER, lists="sets"),
    "addRewriteRuleSet": Row(
        {"set": {"name": "Germany", "rules": [RULE]}}, least=Level.RESELLER, creates=True, nobodys=True
    ),
    "updateRewriteRuleSet": Row(
        {"set": {"name": "Austria", "reseller": RESELLER, "description": "all of it", "rules": [RULE, RULE]}},
        NO_RULE_SET,
        least=Level.RESELLER,
    ),
    "setRewriteRules": Row({"domain": "office.invalid", "set": "Austria"}, NO_DOMAIN, least=Level.RESELLER),
    "testRewrite": Row({"domain": "office.invalid", "number": "0660", "direction": "callee-out"}, NO_DOMAIN, idle=True),
    "checkDomain": Row({"domain": "new.office.invalid"}, NO_DOMAIN, least=Level.RESELLER, idle=True),
    "deleteRewriteRuleSet": Row({"set": {"name": "Italy", "reseller": RESELLER}}, NO_RULE_SET, least=Level.RESELLER),
    # the last, since 101 and all numbers are called otherwise then
    "renumberExtension": Row({"customer": CUSTOMER, "from": "101", "to": "111"}, NO_CUSTOMER),
    "updatePilot": Row({"pilot": {"customer": CUSTOMER, "displayName": "Switchboard", "number": BASE}}, NO_CUSTOMER),
}
