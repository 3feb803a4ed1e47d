# SPDX-License-Identifier: Apache-2.0
"""Every operation of TenantPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py).

The customer's profile names the first contact; the second is nobody's.
"""

from datetime import date, timedelta

from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.ports.tenant.connections import store as connections
from ngnprov.ports.tenant.connections.adapters.asking import Person
from ngnprov.ports.tenant.connections.tables import MONITORING
from ngnprov.ports.tenant.discovered.keeping import keep
from tests.support.matrix import Row, Table
from tests.support.scene import Scene

CUSTOMER, DEPUTY, STRANGER, FURNISHED, ENDED, LEAVING, RESELLER = 2, 3, 5, 6, 7, 8, Level.RESELLER
DISABLED, PENDING, MONITORED = 1, 2, 3
"""Connections of the customer."""
TRIAL, LONGER = (str(date.today() + timedelta(days=days)) for days in (30, 40))
BILLING = {"handle": "monthly", "name": "Monthly", "currency": "EUR"}


def fill(scene: Scene) -> None:
    """A contact with a tenant, one without, a tenant of its own with a billing profile, a reseller that has set something and made a role, users, connections and a template."""
    admin = scene.admin.tenant
    for email in ("office@example.com", "spare@example.com"):
        admin.addContact(contact={"reseller": 1, "email": email})
    account = {"username": "furnished", "password": "secret", "reseller": 1}
    parts = {"contactId": 1, "billingProfile": BILLING, "primaryUser": {"email": "furnished@example.com"}}
    admin.addTenant(tenant={"account": account, "profile": {"name": "Furnished"}, **parts})
    for username in ("ended", "leaving"):
        scene.admin.customer.addAccount(account={"username": username, "password": "secret", "reseller": 1})
    admin.terminateTenant(customer=ENDED)
    admin.terminateTenant(customer=LEAVING, when=LONGER)
    for caller in (admin, scene.behind(1).tenant):
        caller.suspendTenant(customer=LEAVING)
    admin.updateProfile(profile={"customer": CUSTOMER, "name": "Customer", "contact": 1, "country": "NL"})
    admin.updateProfile(profile={"customer": CUSTOMER, "trialUntil": TRIAL})
    admin.addProductType(productType={"code": "basic", "name": "Basic", "userFee": 2})
    admin.setResellerProfile(profile={"reseller": 1, "brandName": "Reseller", "trialMaxDays": 90})
    admin.addUser(user={"customer": CUSTOMER, "email": "user@example.com", "roles": ["user"]})
    admin.setRole(role={"reseller": 1, "code": "spare", "permissions": ["extensions.read"]})
    connection = {"customer": CUSTOMER, "type": "kazoo", "host": "pbx.example.com", "accessKey": "k3y"}
    for enabled in (False, True, True):
        admin.addConnection(connection={**connection, "enabled": enabled})
    admin.addConnectionTemplate(template={"reseller": 1, "name": "Spare", "type": "kazoo", "host": "spare.example.com"})
    scene.world.operator.run(Task(name="sync connection"), _discover)


def _discover(call: Call) -> None:
    """The last connection has found somebody and goes on; the second is still to be asked."""
    connections.CONNECTIONS.update(call.unit, MONITORED, {"state": MONITORING})
    connection = connections.of_id(call.unit, MONITORED)
    assert connection is not None
    keep(call, connection, [Person("e1", "a1", "found@example.com", "Found")])


TABLE: Table = {
    "getProductTypes": Row({"country": "NL"}, least=RESELLER),
    "addProductType": Row(
        {"productType": {"code": "plus", "name": "Plus", "features": ["extensions"], "fee": 7.5}},
        least=Level.ADMIN,
        nobodys=True,
    ),
    "updateProductType": Row({"productType": {"code": "basic", "features": ["groups"]}}, 8414, least=Level.ADMIN),
    "deleteProductType": Row({"productType": {"code": "basic"}}, 8414, least=Level.ADMIN),
    "getProfile": Row({"customer": CUSTOMER}, 5000),
    "getTenants": Row({"query": {"filter": {"customer": CUSTOMER}}}, lists="tenants"),
    "setInHouse": Row({"customer": DEPUTY, "inHouse": True}, 5000, least=RESELLER),
    "startTrial": Row({"customer": FURNISHED}, 5000, least=RESELLER),
    "extendTrial": Row({"customer": CUSTOMER, "until": LONGER}, 5000, least=RESELLER),
    "convertTrial": Row({"customer": CUSTOMER}, 5000, least=RESELLER),
    "suspendTenant": Row({"customer": CUSTOMER, "reason": "unpaid"}, 5000, least=RESELLER),
    "getSuspensions": Row({"customer": CUSTOMER}, 5000, least=RESELLER),
    "resumeTenant": Row({"customer": LEAVING, "reason": "paid"}, 5000, least=RESELLER),
    "terminateTenant": Row({"customer": CUSTOMER, "when": LONGER}, 5000, least=RESELLER),
    "withdrawTermination": Row({"customer": LEAVING}, 5000, least=RESELLER),
    "restoreTenant": Row({"customer": ENDED}, 5000, least=RESELLER),
    "quoteDeletion": Row({"customer": ENDED}, 5000, least=RESELLER, idle=True),
    "deleteTenant": Row({"customer": ENDED, "quoteDigest": "0" * 64}, 5000, least=RESELLER, known=8406),
    "quoteMove": Row({"move": {"customer": CUSTOMER, "reseller": STRANGER}}, 5000, least=Level.ADMIN, idle=True),
    "moveTenant": Row(
        {"move": {"customer": CUSTOMER, "reseller": STRANGER}, "quoteDigest": "0" * 64},
        5000,
        least=Level.ADMIN,
        known=8407,
    ),
    "getContacts": Row({"query": {"filter": {}}}, lists="contacts", least=RESELLER),
    "addTenant": Row(
        {
            "tenant": {
                "account": {"username": "tenant", "password": "secret", "reseller": 1},
                "profile": {"name": "Tenant", "country": "AT", "maxSubscribers": "20"},
                "contact": {"email": "tenant@example.com"},
                "billingProfile": {"handle": "inline", "name": "Inline", "currency": "EUR"},
                "primaryUser": {"email": "first@example.com", "name": "First"},
                "connection": {"type": "pbx", "host": "pbx.example.net", "accountId": "7", "accessKey": "s3cret"},
            }
        },
        least=RESELLER,
        creates=True,
    ),
    "cloneTenant": Row(
        {
            "source": FURNISHED,
            "tenant": {
                "account": {"username": "like", "password": "secret", "reseller": 1},
                "profile": {"name": "Like"},
                "contact": {"email": "like@example.com"},
                "primaryUser": {"email": "like@example.com"},
            },
            "options": {"include": ["agreement", "pilot"], "domain": "like.example.com"},
        },
        5000,
        least=RESELLER,
        creates=True,
    ),
    "updateProfile": Row({"profile": {"customer": CUSTOMER, "language": "fr", "dateFormat": "y-MM-dd"}}, 5000),
    "addContact": Row({"contact": {"reseller": 1, "email": "new@example.com"}}, 101, least=RESELLER, creates=True),
    "updateContact": Row({"contact": {"id": 2, "city": "Haarlem"}}, 8442, least=RESELLER),
    "getUsers": Row({"query": {"filter": {}}}, lists="users"),
    "addUser": Row(
        {"user": {"customer": CUSTOMER, "email": "New@example.com", "name": "New", "roles": ["pbxAdmin", "user"]}},
        5000,
        creates=True,
    ),
    "updateUser": Row(
        {"user": {"id": 2, "name": "Ann", "timezone": "Europe/Vienna", "allowedNetworks": ["192.0.2.0/24"]}}, 8435
    ),
    "assignRoles": Row({"user": 2, "roles": ["billingViewer", "spare"]}, 8435),
    "inviteUser": Row({"user": 2}, 8435, known=8437),
    "acceptInvitation": Row({"token": "none", "password": "a long walk in the rain"}, 8433, known=8433),
    "addApiToken": Row({"token": {"name": "Sync", "expiry": LONGER}}, 902, known=902),
    "getApiTokens": Row({"user": 2}, 8435),
    "deleteApiToken": Row({"id": 1}, 8438, known=8438),
    "closeSession": Row({"id": 1}, 8439, known=8439),
    "openSession": Row({}, nobodys=True),
    "getSessions": Row({"user": 2}, 8435),
    "confirmSecondFactor": Row({"code": "123456"}, 8444, known=8444, least=Level.ADMIN),
    "enrolSecondFactor": Row({}, least=Level.ADMIN, nobodys=True),
    "resetSecondFactor": Row({"user": 2}, 8435, known=8444),
    "deleteUser": Row({"id": 2}, 8435),
    "getRoles": Row({}),
    "setRole": Row(
        {"role": {"reseller": 1, "code": "spare", "name": "Spare", "permissions": ["groups.write"]}},
        101,
        least=RESELLER,
        nobodys=True,
    ),
    "deleteRole": Row({"reseller": 1, "code": "spare"}, 101, least=RESELLER, nobodys=True),
    "getConnectionTemplates": Row({"query": {"filter": {}}}, lists="connectionTemplates", least=RESELLER),
    "addConnectionTemplate": Row(
        {
            "template": {
                **{"reseller": 1, "name": "Ours", "type": "kazoo", "host": "https://kazoo.example.com:8443"},
                **{"masterKey": "m4ster", "isDefault": True},
            }
        },
        101,
        least=RESELLER,
        creates=True,
    ),
    "updateConnectionTemplate": Row({"template": {"id": 1, "name": "Other", "masterKey": "k"}}, 8508, least=RESELLER),
    "deleteConnectionTemplate": Row({"id": 1}, 8508, least=RESELLER),
    "getConnections": Row({"query": {"filter": {}}}, lists="connections"),
    "addConnection": Row(
        {"connection": {"customer": CUSTOMER, "type": "pbx", "host": "other.example.com", "accessKey": "s3cret"}},
        5000,
        least=RESELLER,
        creates=True,
    ),
    "updateConnection": Row(
        {"connection": {"id": DISABLED, "accountId": "8", "accessKey": "n3w"}}, 8507, least=RESELLER
    ),
    "enableConnection": Row({"id": DISABLED}, 8507),
    "syncConnection": Row({"id": MONITORED}, 8507),
    "disableConnection": Row({"id": PENDING}, 8507),
    "getDiscoveredUsers": Row({"query": {"filter": {}}}, lists="discoveredUsers"),
    "linkDiscoveredUser": Row({"discovered": 1, "user": 0}, 8509),
    "deleteConnection": Row({"id": DISABLED}, 8507, least=RESELLER),
    "getResellerProfile": Row({"reseller": 1}, 5000, least=RESELLER),
    "setResellerProfile": Row(
        {
            "profile": {
                **{"reseller": 1, "brandName": "Brand", "currency": "EUR", "thresholds": [80, 100]},
                "quotaMessages": [{"code": 910, "text": "Ask us for more"}],
            }
        },
        5000,
        least=RESELLER,
    ),
    "deleteContact": Row({"id": 2}, 8442, least=RESELLER),
}
