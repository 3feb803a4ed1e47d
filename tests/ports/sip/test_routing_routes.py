# SPDX-License-Identifier: Apache-2.0
"""Routes: lists of them, all or nothing (sip.md 4.5, 5.15)."""

from typing import Any

import pytest

from ngnprov.ports.sip.routing.routes.service import MOST_AT_ONCE
from tests.ports.sip.conftest import SipScene
from tests.ports.sip.routing import carrier, journal, route, routes


def shape(record: dict[str, Any]) -> tuple[str, str, int]:
    return record["prefix"], record["originator"], record["priority"]


def test_a_route_has_name_and_reseller_from_its_carrier(sip: SipScene) -> None:
    id = carrier(sip.reseller_login)
    record = route(sip.reseller_login, id, prefix="0031", originator="alice@example.com", priority=-1)
    assert shape(record) == ("0031", "alice@example.com", -1)
    assert (record["carrier_id"], record["carrier"], record["reseller"]) == (id, "Acme", sip.reseller_id)
    assert shape(route(sip.reseller_login, id)) == ("", "", 0)
    ((operation, before, after),) = journal(sip, f"SIP route {record['id']}")
    assert (operation, before, after["prefix"]) == ("addRoutes", None, "0031")


def test_lists_are_added_changed_and_deleted_and_the_answer_is_never_a_list(sip: SipScene) -> None:
    caller = sip.reseller_login
    id = carrier(caller)
    assert caller.addRoutes(routes=[{"carrier_id": id, "prefix": prefix} for prefix in ("001", "0031", "0049")]) is True
    read = routes(caller)
    assert [each["prefix"] for each in read] == ["001", "0031", "0049"]
    assert caller.updateRoutes(routes=[{**each, "priority": 5} for each in read[:2]]) is True
    assert [each["priority"] for each in routes(caller)] == [5, 5, 0]
    assert caller.deleteRoutes(routes=[{"id": each["id"]} for each in read[1:]]) is True
    assert [each["prefix"] for each in routes(caller)] == ["001"]
    assert [entry[0] for entry in journal(sip, f"SIP route {read[1]['id']}")] == [
        "addRoutes",
        "updateRoutes",
        "deleteRoutes",
    ]
    for operation in ("addRoutes", "updateRoutes", "deleteRoutes"):
        assert caller.call(operation, {"routes": []}) is True


@pytest.mark.parametrize(
    ("bad", "code", "field"),
    [
        ({"carrier_id": 0}, 102, "routes.1.carrier_id"),
        ({"carrier_id": 4711}, 1080, "routes.1.carrier_id"),
        ({"prefix": "31"}, 101, "routes.1.prefix"),
        ({"prefix": "0049"}, 1111, "routes.1"),
        ({"priority": "high"}, 100, "routes.1.priority"),
        ({"originator": "x" * 256}, 101, "routes.1.originator"),
    ],
)
def test_one_bad_route_and_none_is_added(sip: SipScene, bad: dict[str, Any], code: int, field: str) -> None:
    id = carrier(sip.reseller_login)
    before = sip.world.fingerprint()
    batch = [{"carrier_id": id, "prefix": "0049"}, {"carrier_id": id, **bad}, {"carrier_id": id, "prefix": "001"}]
    fault = sip.reseller_login.refused("addRoutes", routes=batch)
    assert (fault.code, fault.field) == (code, field)
    assert sip.world.fingerprint() == before


@pytest.mark.parametrize(
    ("bad", "code", "field"),
    [
        ({"id": 0}, 102, "routes.1.id"),
        ({"id": 4711}, 1110, "routes.1.id"),
        ({"carrier_id": 4711}, 1080, "routes.1.carrier_id"),
        ({"prefix": "0031"}, 1111, "routes.1"),
        ({"prefix": "x"}, 101, "routes.1.prefix"),
    ],
)
def test_one_bad_route_and_none_is_changed(sip: SipScene, bad: dict[str, Any], code: int, field: str) -> None:
    id = carrier(sip.reseller_login)
    first, second = (route(sip.reseller_login, id, prefix=prefix) for prefix in ("001", "0049"))
    route(sip.reseller_login, id, prefix="0031")
    before = sip.world.fingerprint()
    batch = [{"id": first["id"], "priority": 9, "originator": "bob"}, {"id": second["id"], **bad}]
    fault = sip.reseller_login.refused("updateRoutes", routes=batch)
    assert (fault.code, fault.field) == (code, field)
    assert sip.world.fingerprint() == before


def test_one_unknown_route_and_none_is_deleted(sip: SipScene) -> None:
    first = route(sip.reseller_login, carrier(sip.reseller_login))
    foreign = route(sip.stranger(), carrier(sip.stranger()))
    before = sip.world.fingerprint()
    for other, code in (({"id": foreign["id"]}, 1110), ({"id": 4711}, 1110), ({"id": first["id"]}, 101), ({}, 102)):
        fault = sip.reseller_login.refused("deleteRoutes", routes=[{"id": first["id"]}, other])
        assert (fault.code, fault.field) == (code, "routes.1.id")
    assert sip.world.fingerprint() == before


def test_a_prefix_may_have_several_routes_that_differ_in_priority_originator_or_carrier(sip: SipScene) -> None:
    caller = sip.reseller_login
    first, second = carrier(caller, "First"), carrier(caller, "Second")
    given = {"carrier_id": first, "prefix": "0031"}
    others: list[dict[str, Any]] = [{"priority": 1}, {"originator": "bob"}, {"carrier_id": second}]
    assert caller.addRoutes(routes=[given, *({**given, **other} for other in others)]) is True
    assert caller.refused("addRoutes", routes=[given]).code == 1111


def test_routes_trade_places_in_one_list(sip: SipScene) -> None:
    caller = sip.reseller_login
    id = carrier(caller)
    first, second = (route(caller, id, prefix="0031", priority=priority) for priority in (1, 2))
    swapped = [{"id": first["id"], "priority": 2}, {"id": second["id"], "priority": 1, "prefix": None}]
    assert caller.updateRoutes(routes=swapped) is True
    assert {each["id"]: shape(each) for each in routes(caller)} == {
        first["id"]: ("0031", "", 2),
        second["id"]: ("0031", "", 1),
    }
    assert journal(sip, f"SIP route {first['id']}")[1:] == [("updateRoutes", {"priority": 1}, {"priority": 2})]


def test_an_update_is_a_round_trip_in_which_read_only_members_do_not_count(sip: SipScene) -> None:
    caller = sip.reseller_login
    record = route(caller, carrier(caller), prefix="0031", originator="bob")
    before = sip.world.fingerprint()
    lies = {"carrier": "Other", "reseller": 1, "changeDate": "1999-01-01 00:00:00", "carrier_id": 0, "originator": None}
    assert caller.updateRoutes(routes=[{**record, **lies}]) is True
    assert sip.world.fingerprint() == before
    assert caller.updateRoutes(routes=[{**record, "originator": ""}]) is True
    assert shape(routes(caller)[0]) == ("0031", "", 0)
    other = carrier(caller, "Other")
    assert caller.updateRoutes(routes=[{"id": record["id"], "carrier_id": other}]) is True
    assert routes(caller)[0]["carrier"] == "Other"
    foreign = carrier(sip.stranger())
    assert caller.refused("updateRoutes", routes=[{"id": record["id"], "carrier_id": foreign}]).code == 1080


def test_a_list_is_bounded(quick_sip: SipScene) -> None:
    id = carrier(quick_sip.reseller_login)
    many = [{"carrier_id": id, "priority": number} for number in range(MOST_AT_ONCE + 1)]
    assert quick_sip.reseller_login.refused("addRoutes", routes=many).field == "routes"
    assert quick_sip.reseller_login.addRoutes(routes=many[1:]) is True
    assert quick_sip.reseller_login.getRoutes(query={"filter": {"prefix": ""}})["total"] == MOST_AT_ONCE


def test_routes_come_by_prefix_unless_asked_otherwise(sip: SipScene) -> None:
    caller = sip.reseller_login
    first, second = carrier(caller, "First"), carrier(caller, "Second")
    ids = [
        route(caller, first, prefix="0049", priority=1)["id"],
        route(caller, second, prefix="001", priority=3)["id"],
        route(caller, first, prefix="0031", priority=2)["id"],
    ]

    def found(attribute: str = "", direction: str = "ASC", **condition: Any) -> list[str]:
        blanks = {"prefix": "", "carrier_id": "", "reseller": 0, "id": ""}
        query = {"filter": {**blanks, **condition}, "orderBy": {"attribute": attribute, "direction": direction}}
        return [each["prefix"] for each in caller.getRoutes(query=query)["routes"]]

    assert found() == found("changeDate", "DESC") == ["001", "0031", "0049"]
    assert found("prefix", "DESC") == ["0049", "0031", "001"]
    assert found("priority") == ["0049", "0031", "001"]
    assert found(prefix="00_1") == ["0031"]
    assert found(prefix="00%", carrier_id=first) == ["0031", "0049"]
    assert found(id=ids[0]) == ["0049"]
    assert found(reseller=sip.reseller_id, prefix="001") == ["001"]
    assert found(reseller=4711) == []
