# SPDX-License-Identifier: Apache-2.0
"""One update of each kind of record, as the journal tells it (db/ledgers/journal.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from ngnprov.db.ledgers.journal import MASKED
from tests.ports.sip.conftest import SipScene, sip_id
from tests.ports.sip.routing import carrier, gateway, journal, route, rule
from tests.support.world import World

CREDENTIALS = ("password", "ha1", "ha1b", "ha1_sha256", "ha1b_sha256")

SECRET = "canary-7391"
ACCOUNT = "SIP account alice@example.com"
WORK = {"days": 31, "start": "09:00", "stop": "17:30", "groups": ["vip"]}

Arguments = dict[str, Any]


@dataclass(frozen=True)
class Update:
    """A record that ``make`` stores is changed by ``operation``; ``make`` gives its subject and the arguments."""

    operation: str
    make: Callable[[SipScene], tuple[str, Arguments]]
    before: Arguments
    after: Arguments


def domain(scene: SipScene) -> tuple[str, Arguments]:
    name = "new.example"
    scene.admin.sip.addDomain(
        domain={"domain": name, "customer": 2, "certificate": "c", "private_key": SECRET, "verify_cert": True}
    )
    changes = {"certificate": "", "private_key": SECRET + "b", "verify_cert": False, "require_cert": True}
    return f"SIP domain {name}", {"domain": {"domain": name, **changes}}


def account(scene: SipScene) -> tuple[str, Arguments]:
    scene.account(
        password=SECRET,
        firstName="Alice",
        groups=["sms", "anonymous"],
        acl=[{"ip": "10.0.0.1", "mask": 32, "tag": "x"}],
        properties=[{"name": "web_password", "value": SECRET}, {"name": "language", "value": "en"}],
    )
    changes = {
        "firstName": "",
        "prepaid": True,
        "groups": ["sms", "quota"],
        "acl": [],
        "properties": [{"name": "web_password", "value": SECRET + "b"}, {"name": "language", "value": "en"}],
    }
    return ACCOUNT, {"account": {"id": sip_id(), **changes}}


def password(scene: SipScene) -> tuple[str, Arguments]:
    scene.account(password=SECRET)
    return ACCOUNT, {"account": {"id": sip_id(), "password": SECRET + "b"}}


def alias(scene: SipScene) -> tuple[str, Arguments]:
    scene.admin.sip.addAlias(alias={"id": sip_id("info"), "target": sip_id(), "owner": 2})
    changes = {"target": sip_id("bob"), "owner": 0}
    return "SIP alias info@example.com", {"alias": {"id": sip_id("info"), **changes}}


def peer(scene: SipScene) -> tuple[str, Arguments]:
    scene.admin.sip.addTrustedPeer(peer={"ip": "10.0.0.1", "description": "d", "tags": "t", "authToken": SECRET})
    changes = {"description": "", "tags": "t", "tenant": "", "authToken": "", "msteams": True, "enumLookup": False}
    return "SIP trusted peer 10.0.0.1", {"peer": {"ip": "10.0.0.1", **changes}}


def carrier_named(scene: SipScene) -> tuple[str, Arguments]:
    id = carrier(scene.reseller_login)
    return f"SIP carrier {id}", {"carrier": {"id": id, "name": "Better"}}


def gateway_moved(scene: SipScene) -> tuple[str, Arguments]:
    caller = scene.reseller_login
    id = gateway(caller, carrier(caller), port=5070)
    return f"SIP gateway {id}", {"gateway": {"id": id, "carrier_id": carrier(caller, "New"), "port": 5060}}


def rule_emptied(scene: SipScene) -> tuple[str, Arguments]:
    caller = scene.reseller_login
    id = rule(caller, gateway(caller, carrier(caller)), strip=2, prepend="00", prefix="0031")
    return f"SIP gateway rule {id}", {"rule": {"id": id, "strip": 0, "prepend": "", "prefix": "0031"}}


def route_emptied(scene: SipScene) -> tuple[str, Arguments]:
    caller = scene.reseller_login
    id = route(caller, carrier(caller), prefix="0031", originator="x", priority=3)["id"]
    return f"SIP route {id}", {"routes": [{"id": id, "originator": "", "priority": 0}]}


def entry(scene: SipScene) -> tuple[str, Arguments]:
    scene.account()
    stored = {"uri": "bob@example.net", "name": "Bob", "group": "vip"}
    scene.customer_login.addPhonebookEntry(sipId=sip_id(), entry=stored)
    return ACCOUNT, {"sipId": sip_id(), "entry": {"uri": "bob@example.net", "name": ""}}


def diversions(scene: SipScene) -> tuple[str, Arguments]:
    scene.account()
    scene.customer_login.setCallDiversions(sipId=sip_id(), diversions={"FUNC": "sip:x@example.net"})
    return ACCOUNT, {"sipId": sip_id(), "diversions": {"FBUS": "sip:y@example.net"}}


def rejected(scene: SipScene) -> tuple[str, Arguments]:
    scene.account()
    scene.customer_login.setRejectMembers(sipId=sip_id(), members=["sip:a@x"])
    return ACCOUNT, {"sipId": sip_id(), "members": []}


def barred(scene: SipScene) -> tuple[str, Arguments]:
    scene.account()
    return ACCOUNT, {"sipId": sip_id(), "prefixes": ["+31"]}


def accepted(scene: SipScene) -> tuple[str, Arguments]:
    scene.account()
    return ACCOUNT, {"sipId": sip_id(), "rules": {"persistent": [WORK]}}


UPDATES = [
    Update(
        "updateDomain",
        domain,
        {"certificate": "c", "private_key": MASKED, "verify_cert": True, "require_cert": False},
        {"certificate": "", "private_key": MASKED, "verify_cert": False, "require_cert": True},
    ),
    Update(
        "updateAccount",
        account,
        {
            "first_name": "Alice",
            "prepaid": False,
            "acl": [["10.0.0.1", 32, "x"]],
            "properties": [["web_password", MASKED], ["language", "en"]],
            "groups": ["anonymous", "sms"],
        },
        {
            "first_name": "",
            "prepaid": True,
            "acl": [],
            "properties": [["web_password", MASKED], ["language", "en"]],
            "groups": ["quota", "sms"],
        },
    ),
    Update(
        "updateAccount",
        password,
        dict.fromkeys(CREDENTIALS, MASKED),
        dict.fromkeys(CREDENTIALS, MASKED),
    ),
    Update("updateAlias", alias, {"target_username": "alice", "owner": 2}, {"target_username": "bob", "owner": 0}),
    Update(
        "updateTrustedPeer",
        peer,
        {"description": "d", "msteams": False, "enum_lookup": True, "auth_token": MASKED},
        {"description": "", "msteams": True, "enum_lookup": False, "auth_token": ""},
    ),
    Update("updateCarrier", carrier_named, {"name": "Acme"}, {"name": "Better"}),
    Update("updateGateway", gateway_moved, {"carrier_id": 1, "port": 5070}, {"carrier_id": 2, "port": 5060}),
    Update("updateGatewayRule", rule_emptied, {"strip": 2, "prepend": "00"}, {"strip": 0, "prepend": ""}),
    Update("updateRoutes", route_emptied, {"originator": "x", "priority": 3}, {"originator": "", "priority": 0}),
    Update(
        "updatePhonebookEntry",
        entry,
        {"phonebook": {"uri": "bob@example.net", "name": "Bob", "group": "vip"}},
        {"phonebook": {"uri": "bob@example.net", "name": "", "group": "vip"}},
    ),
    Update(
        "setCallDiversions",
        diversions,
        {"diversions": {"FUNC": "sip:x@example.net"}},
        {"diversions": {"FBUS": "sip:y@example.net"}},
    ),
    Update("setRejectMembers", rejected, {"reject_members": ["sip:a@x"]}, {"reject_members": []}),
    Update("setBarringPrefixes", barred, {"barring_prefixes": []}, {"barring_prefixes": ["+31"]}),
    Update(
        "setAcceptRules",
        accepted,
        {"accept_rules": {"persistent": []}},
        {"accept_rules": {"persistent": [WORK]}},
    ),
]


@pytest.mark.parametrize("update", UPDATES, ids=lambda update: update.make.__name__)
def test_an_update_tells_what_differs_on_both_sides_and_no_secret_and_an_equal_one_nothing(
    sip_world: World, update: Update
) -> None:
    scene = SipScene(sip_world, "encoded")
    subject, arguments = update.make(scene)
    scene.admin.sip.call(update.operation, arguments)
    assert journal(scene, subject)[-1] == (update.operation, update.before, update.after)
    written = entries(sip_world)
    scene.admin.sip.call(update.operation, arguments)
    assert entries(sip_world) == written
    assert SECRET not in repr(written)


def entries(world: World) -> list[Any]:
    return world.sql("SELECT * FROM journal ORDER BY id")


def test_what_is_told_of_a_record_that_is_made_is_told_when_it_is_removed(sip: SipScene) -> None:
    caller = sip.reseller_login
    carrier_id = carrier(caller)
    gateway_id = gateway(caller, carrier_id)
    rule_id, route_id = rule(caller, gateway_id, prefix="0031", strip=2), route(caller, carrier_id, prefix="0031")["id"]
    sip.admin.sip.addDomain(domain={"domain": "new.example", "customer": 2, "verify_cert": True, "private_key": SECRET})
    sip.admin.sip.addAlias(alias={"id": sip_id("info"), "target": sip_id()})
    sip.admin.sip.addTrustedPeer(peer={"ip": "10.0.0.1", "authToken": SECRET, "transit": True})
    sip.account(groups=["sms"], properties=[{"name": "web_password", "value": SECRET}])
    removals: list[tuple[str, str, Arguments]] = [
        (f"SIP gateway rule {rule_id}", "deleteGatewayRule", {"id": rule_id}),
        (f"SIP route {route_id}", "deleteRoutes", {"routes": [{"id": route_id}]}),
        (f"SIP gateway {gateway_id}", "deleteGateway", {"id": gateway_id}),
        (f"SIP carrier {carrier_id}", "deleteCarrier", {"id": carrier_id}),
        ("SIP domain new.example", "deleteDomain", {"domain": "new.example"}),
        ("SIP alias info@example.com", "deleteAlias", {"id": sip_id("info")}),
        ("SIP trusted peer 10.0.0.1", "deleteTrustedPeer", {"ip": "10.0.0.1"}),
        (ACCOUNT, "deleteAccount", {"sipId": sip_id()}),
    ]
    for subject, operation, arguments in removals:
        sip.admin.sip.call(operation, arguments)
        (_, nothing, made), (_, removed, nothing_left) = journal(sip, subject)
        assert made == removed
        assert made
        assert nothing is nothing_left is None
    assert SECRET not in repr(entries(sip.world))


def test_a_membership_is_told_by_all_groups_before_and_after(sip: SipScene) -> None:
    sip.account(groups=["sms"])
    sip.admin.sip.addToGroup(sipId=sip_id(), group="quota")
    sip.admin.sip.removeFromGroup(sipId=sip_id(), group="sms")
    sip.admin.sip.addToGroup(sipId=sip_id(), group="prepaid")
    assert journal(sip, ACCOUNT)[1:] == [
        ("addToGroup", {"groups": ["sms"]}, {"groups": ["quota", "sms"]}),
        ("removeFromGroup", {"groups": ["quota", "sms"]}, {"groups": ["quota"]}),
        ("addToGroup", {"prepaid": False}, {"prepaid": True}),
    ]
