# SPDX-License-Identifier: Apache-2.0
"""Live data: the empty shapes of a server without a platform, and what comes through from one (sip.md 5.16)."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ngnprov.calls.actor import Level
from ngnprov.calls.operation import Task
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.live import service
from ngnprov.ports.sip.live.provider import Dialog, Node, Period
from ngnprov.ports.sip.live.service import MOST_ACCOUNTS, MOST_CALLS
from tests.ports.sip.accounts import seed_account
from tests.ports.sip.conftest import SipScene, sip_id
from tests.support.platform import SimulatedPlatform, attach

FILTER = {"nodeIp": "10.0.0.1", "callId": "c@h", "fromTag": "f", "toTag": "t"}
PLATFORM_WIDE = ("getSipTrace", "getMediaTrace", "getMediaSummary", "getMediaSessions")


def test_without_a_platform_every_answer_is_empty_and_of_its_shape(sip: SipScene) -> None:
    seed_account(sip)
    caller = sip.customer_login
    assert caller.getCalls(sipId=sip_id(), query={}) == {"placed": [], "received": []}
    assert caller.getCalls(sipId=sip_id("ALICE", "Example.COM")) == {"placed": [], "received": []}
    nothing = {"calls": 0, "price": 0.0}
    assert caller.getCallStatistics(sipId=sip_id(), query={"placed": {"limit": 1}}) == {
        "placed": nothing,
        "received": nothing,
    }
    assert caller.getSipDeviceLocations(sipIds=[sip_id(), sip_id("nobody")]) == [{"locations": []}, {"locations": []}]
    assert caller.getSipDeviceLocations(sipIds=[]) == []
    admin = sip.admin.sip
    assert admin.getSipTrace(filter=FILTER) == "[]"
    assert admin.getMediaSummary() == "[]"
    assert admin.getMediaSessions() == "[]"
    assert admin.refused("getMediaTrace", filter=FILTER).code == 1060


def test_the_empty_lists_are_typed_for_the_old_client(quick_sip: SipScene) -> None:
    seed_account(quick_sip)
    caller = quick_sip.customer_login

    def answered(operation: str, **arguments: Any) -> bytes:
        return quick_sip.world.request(caller.envelope(operation, arguments)).body

    array = b'xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="ngnpro:'
    for name in (b"placed", b"received"):
        assert b"<" + name + b" " + array + b'Call[0]">' in answered("getCalls", sipId=sip_id())
    located = answered("getSipDeviceLocations", sipIds=[sip_id()])
    assert array + b'SipDeviceLocations[1]">' in located
    assert b"<locations " + array + b'SipDeviceLocation[0]">' in located
    counted = answered("getCallStatistics", sipId=sip_id(), query={"placed": {"limit": 1}})
    assert counted.count(b'<calls xsi:type="xsd:int">0</calls>') == 2
    assert counted.count(b'<price xsi:type="xsd:double">0</price>') == 2


@pytest.mark.parametrize("operation", ["getCalls", "getCallStatistics"])
def test_an_account_that_is_not_in_scope_is_unknown(sip: SipScene, operation: str) -> None:
    seed_account(sip)
    foreign = sip.stranger().refused(operation, sipId=sip_id())
    missing = sip.stranger().refused(operation, sipId=sip_id("nobody"))
    assert (foreign.code, foreign.field) == (1010, "sipId")
    assert foreign.members == missing.members
    assert sip.admin.sip.refused(operation, sipId={"username": "alice"}).field == "sipId.domain"


def test_calls_come_through_as_the_old_client_decodes_them(sip: SipScene) -> None:
    platform = attach(sip.world, SimulatedPlatform())
    seed_account(sip)
    query = {"placed": {"fromDate": 5, "toDate": 9, "limit": 7}, "received": {"limit": 10**6}}
    answer = sip.customer_login.getCalls(sipId=sip_id(), query=query)
    assert platform.asked == [("alice@example.com", Period(5, 9, 7), Period(0, 0, MOST_CALLS))]
    assert answer["received"] == []
    (call,) = answer["placed"]
    assert call == {
        "fromURI": "sip:alice@example.com;a=3Db",
        "toURI": "sip:bob@example.com",
        "fromHeader": '"Zo=C3=AB=0D=0A" <sip:alice@example.com>',
        "startTime": 1_700_000_000,
        "stopTime": 0,
        "duration": 5,
        "status": 200,
        "sessionId": "id=3D1",
        "fromTag": "f",
        "toTag": "t",
        "proxyIP": "10.0.0.1",
        "applicationTypes": ["audio, video"],
        "price": 0.125,
    }


def test_statistics_without_dates_are_those_of_the_current_month(sip: SipScene) -> None:
    platform = attach(sip.world, SimulatedPlatform())
    seed_account(sip)
    begin = lambda: int(datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0).timestamp())  # noqa: E731
    earliest = begin()
    answer = sip.customer_login.getCallStatistics(sipId=sip_id(), query={"placed": {"limit": 1}})
    assert answer == {"placed": {"calls": 3, "price": 1.5}, "received": {"calls": 1, "price": 0.0}}
    ((address, placed, received),) = platform.asked
    assert address == "alice@example.com"
    assert {placed.since, received.since} <= {earliest, begin()}
    assert (placed.until, received.until) == (0, 0)
    sip.customer_login.getCallStatistics(sipId=sip_id(), query={"placed": {"fromDate": 5, "toDate": 9}})
    assert platform.asked[1][1][:2] == (5, 9)


def test_devices_come_in_the_order_asked_for_and_only_of_accounts_in_scope(sip: SipScene) -> None:
    platform = attach(sip.world, SimulatedPlatform())
    for username in ("alice", "bob"):
        seed_account(sip, username)
    seed_account(sip, "carol", "reseller.example")
    asked = [
        sip_id("bob"),
        sip_id("carol", "reseller.example"),
        sip_id("nobody"),
        {},
        sip_id("Alice"),
        sip_id("bob"),
    ]
    found = sip.customer_login.getSipDeviceLocations(sipIds=asked)
    agents = [[device["userAgent"] for device in each["locations"]] for each in found]
    assert agents == [["Phone of bob"], [], [], [], ["Phone of alice"], ["Phone of bob"]]
    assert platform.asked == [["bob@example.com", "alice@example.com", "bob@example.com"]]
    assert found[0]["locations"][0] == {
        "address": "192.168.0.2",
        "port": 5060,
        "publicAddress": "203.0.113.9",
        "publicPort": 1024,
        "expires": 600,
        "userAgent": "Phone of bob",
        "transport": "udp",
    }


def test_many_accounts_cost_as_many_queries_as_one(quick_sip: SipScene, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_sip.customer_login.getSipDeviceLocations(sipIds=[])  # the login is known from here on
    ran = [0]
    execute = Unit._execute

    def counted(unit: Unit, statement: Any, values: Any) -> Any:
        ran[0] += 1
        return execute(unit, statement, values)

    monkeypatch.setattr(Unit, "_execute", counted)
    counts: list[int] = []
    for accounts in (1, 100):
        quick_sip.customer_login.getSipDeviceLocations(sipIds=[sip_id(f"u{number}") for number in range(accounts)])
        counts.append(ran[0])
        ran[0] = 0
    assert counts[0] == counts[1]


def test_the_number_of_accounts_asked_for_is_bounded(quick_sip: SipScene) -> None:
    many = [sip_id(f"u{number}") for number in range(MOST_ACCOUNTS + 1)]
    fault = quick_sip.customer_login.refused("getSipDeviceLocations", sipIds=many)
    assert (fault.code, fault.field) == (101, "sipIds")
    assert len(quick_sip.customer_login.getSipDeviceLocations(sipIds=many[1:])) == MOST_ACCOUNTS


def test_traces_and_sessions_are_json_in_a_string(sip: SipScene) -> None:
    platform = attach(sip.world, SimulatedPlatform())
    admin = sip.admin.sip
    assert json.loads(admin.getSipTrace(filter=FILTER)) == [{"id": 1, "message": "INVITE sip:bob\r\n\x01 <&> Zoë"}]
    assert json.loads(admin.getMediaTrace(filter={"callId": "c@h", "nodeIp": None})) == {"duration": 1, "streams": []}
    assert json.loads(admin.getMediaSummary()) == [{"ip": "10.0.0.1", "stream_count": {"audio": 2}}]
    assert json.loads(admin.getMediaSessions()) == [{"call_id": "c", "streams": []}]
    assert platform.asked == [
        (Level.ADMIN, Dialog("10.0.0.1", "c@h", "f", "t")),
        (Level.ADMIN, Dialog("", "c@h", "", "")),
    ]


@pytest.mark.parametrize("operation", PLATFORM_WIDE)
def test_what_is_about_everybodys_calls_is_for_administrators_as_such(quick_sip: SipScene, operation: str) -> None:
    platform = attach(quick_sip.world, SimulatedPlatform())
    arguments = {"filter": FILTER} if operation.endswith("Trace") else {}
    others = (
        quick_sip.customer_login,
        quick_sip.reseller_login,
        quick_sip.behind(quick_sip.reseller_id).sip,
        quick_sip.behind(quick_sip.customer_id).sip,
        quick_sip.behind(4711).sip,
    )
    for caller in others:
        assert caller.refused(operation, **arguments).code == 902
    assert platform.asked == []
    assert json.loads(quick_sip.admin.sip.call(operation, arguments))


@pytest.mark.parametrize("operation", ["getCalls", "getCallStatistics"])
def test_who_sees_the_calls_of_an_account(quick_sip: SipScene, operation: str) -> None:
    seed_account(quick_sip)
    quick_sip.add("sibling", reseller=quick_sip.reseller_id)
    for caller in (
        quick_sip.admin.sip,
        quick_sip.reseller_login,
        quick_sip.customer_login,
        quick_sip.behind(quick_sip.customer_id).sip,
    ):
        assert set(caller.call(operation, {"sipId": sip_id()})) == {"placed", "received"}
    assert quick_sip.login("sibling").sip.refused(operation, sipId=sip_id()).code == 1010
    assert quick_sip.behind(4711).sip.refused(operation, sipId=sip_id()).code == 902


LOOK = Task(name="look", writes=False)


def test_other_ports_ask_for_online_accounts_and_nodes(quick_sip: SipScene) -> None:
    platform = attach(quick_sip.world, SimulatedPlatform())
    run = quick_sip.world.operator.run
    assert run(LOOK, lambda call: service.online_accounts(call, ["example.com"])) == {"example.com": 11}
    assert platform.asked == [["example.com"]]
    assert run(LOOK, service.nodes)[0] == Node("10.0.0.1", "5.8.1", ["sip_proxy"], {"uptime": 7})


def test_without_a_platform_nobody_is_online_and_there_are_no_nodes(quick_sip: SipScene) -> None:
    run = quick_sip.world.operator.run
    assert run(LOOK, lambda call: service.online_accounts(call, ["example.com"])) == {}
    assert list(run(LOOK, service.nodes)) == []
