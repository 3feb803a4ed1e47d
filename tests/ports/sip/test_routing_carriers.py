# SPDX-License-Identifier: Apache-2.0
"""Carriers (sip.md 4.5, 5.15)."""

import re

import pytest

from tests.ports.sip.conftest import SipScene
from tests.ports.sip.routing import carrier, gateway, journal, route, routes, rule


def test_a_carrier_is_the_callers_when_no_reseller_is_named(sip: SipScene) -> None:
    stored = sip.reseller_login.addCarrier(carrier={"name": "Acme", "reseller": 0})
    assert (stored["name"], stored["reseller"]) == ("Acme", sip.reseller_id)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", stored["changeDate"])
    assert sip.reseller_login.getCarriers(query={"filter": {"id": stored["id"]}}) == {"carriers": [stored], "total": 1}
    ((operation, before, after),) = journal(sip, f"SIP carrier {stored['id']}")
    assert (operation, before) == ("addCarrier", None)
    assert (after["name"], after["reseller"]) == ("Acme", sip.reseller_id)


def test_an_administrator_creates_for_any_reseller_or_for_nobody(quick_sip: SipScene) -> None:
    admin = quick_sip.admin.sip
    assert (
        admin.addCarrier(carrier={"name": "a", "reseller": quick_sip.reseller_id})["reseller"] == quick_sip.reseller_id
    )
    assert admin.addCarrier(carrier={"name": "a"})["reseller"] == 0
    assert (
        quick_sip.behind(quick_sip.reseller_id).sip.addCarrier(carrier={"name": "b"})["reseller"]
        == quick_sip.reseller_id
    )
    assert quick_sip.reseller_login.getCarriers(query={})["total"] == 2


@pytest.mark.parametrize("who", ["admin", "reseller_login"])
def test_a_carrier_belongs_to_a_reseller_and_nobody_else(quick_sip: SipScene, who: str) -> None:
    caller = quick_sip.admin.sip if who == "admin" else quick_sip.reseller_login
    quick_sip.stranger()
    stranger = quick_sip.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"][0]["id"]
    others = [quick_sip.customer_id, 4711] + ([stranger] if who == "reseller_login" else [])
    before = quick_sip.world.fingerprint()
    for named in others:
        fault = caller.refused("addCarrier", carrier={"name": "Acme", "reseller": named})
        assert (fault.code, fault.field) == (101, "carrier.reseller")
    assert quick_sip.world.fingerprint() == before


def test_a_name_is_given_once_for_each_reseller_whatever_its_case(sip: SipScene) -> None:
    carrier(sip.reseller_login, "Käse")
    fault = sip.reseller_login.refused("addCarrier", carrier={"name": "KÄSE"})
    assert (fault.code, fault.field) == (1081, "carrier.name")
    carrier(sip.stranger(), "Käse")
    other = carrier(sip.reseller_login, "Other")
    assert sip.reseller_login.refused("updateCarrier", carrier={"id": other, "name": "käse"}).code == 1081


@pytest.mark.parametrize(("name", "code"), [(None, 102), ("", 102), ("  ", 101), ("x" * 256, 101)])
def test_a_carrier_has_a_name(quick_sip: SipScene, name: str | None, code: int) -> None:
    fault = quick_sip.reseller_login.refused("addCarrier", carrier={"name": name})
    assert (fault.code, fault.field) == (code, "carrier.name")


def test_an_update_is_a_round_trip_of_what_was_read(sip: SipScene) -> None:
    caller = sip.reseller_login
    id = carrier(caller)
    (record,) = caller.getCarriers(query={"filter": {"id": id}})["carriers"]
    assert caller.updateCarrier(carrier={**record, "name": "Better", "changeDate": "1999-01-01 00:00:00"}) is True
    (after,) = caller.getCarriers(query={"filter": {"id": id}})["carriers"]
    assert after["name"] == "Better"
    assert after["changeDate"] >= record["changeDate"]
    assert journal(sip, f"SIP carrier {id}")[1:] == [("updateCarrier", {"name": "Acme"}, {"name": "Better"})]


def test_an_update_that_changes_nothing_leaves_no_trace(quick_sip: SipScene) -> None:
    id = carrier(quick_sip.reseller_login)
    before = quick_sip.world.fingerprint()
    for same in ({"name": "Acme"}, {"name": None}, {}, {"reseller": 0}, {"reseller": quick_sip.customer_id}):
        assert quick_sip.reseller_login.updateCarrier(carrier={"id": id, **same}) is True
    assert quick_sip.world.fingerprint() == before
    fault = quick_sip.reseller_login.refused("updateCarrier", carrier={"id": id, "name": ""})
    assert (fault.code, fault.field) == (101, "carrier.name")
    fault = quick_sip.reseller_login.refused("updateCarrier", carrier={"name": "x"})
    assert (fault.code, fault.field) == (102, "carrier.id")


def test_an_administrator_moves_a_carrier_with_all_that_hangs_on_it(sip: SipScene) -> None:
    admin = sip.admin.sip
    stranger = sip.stranger()
    other = sip.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"][0]["id"]
    id = carrier(sip.reseller_login)
    hanging = gateway(sip.reseller_login, id)
    rule(sip.reseller_login, hanging)
    route(sip.reseller_login, id)
    assert admin.updateCarrier(carrier={"id": id, "reseller": other}) is True
    for operation in ("getCarriers", "getGateways", "getGatewayRules", "getRoutes"):
        assert sip.reseller_login.call(operation, {"query": {}})["total"] == 0
        assert stranger.call(operation, {"query": {}})["total"] == 1
    (moved,) = routes(stranger)
    assert moved["reseller"] == other
    fault = admin.refused("updateCarrier", carrier={"id": id, "reseller": sip.customer_id})
    assert (fault.code, fault.field) == (101, "carrier.reseller")


def test_a_carrier_does_not_move_to_where_its_name_is_taken(quick_sip: SipScene) -> None:
    carrier(quick_sip.stranger())
    other = quick_sip.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"][0]["id"]
    id = carrier(quick_sip.reseller_login)
    assert quick_sip.admin.sip.refused("updateCarrier", carrier={"id": id, "reseller": other}).code == 1081


@pytest.mark.parametrize("hanging", ["gateway", "route"])
def test_a_carrier_in_use_is_not_deleted(sip: SipScene, hanging: str) -> None:
    caller = sip.reseller_login
    id = carrier(caller)
    other = gateway(caller, id) if hanging == "gateway" else route(caller, id)["id"]
    before = sip.world.fingerprint()
    assert caller.refused("deleteCarrier", id=id).code == 1082
    assert sip.world.fingerprint() == before
    if hanging == "gateway":
        caller.deleteGateway(id=other)
    else:
        caller.deleteRoutes(routes=[{"id": other}])
    assert caller.deleteCarrier(id=id) is True
    assert journal(sip, f"SIP carrier {id}")[-1][0] == "deleteCarrier"
    assert caller.refused("deleteCarrier", id=id).code == 1080
    assert carrier(caller) > id


def test_lists_filter_by_exact_ids_and_by_patterns_of_the_name(sip: SipScene) -> None:
    caller = sip.reseller_login
    ids = {name: carrier(caller, name) for name in ("Acme", "A_me", "Bell")}

    def found(**condition: object) -> list[str]:
        query = {"filter": condition, "orderBy": {"attribute": "name", "direction": "ASC"}}
        page = caller.getCarriers(query=query)
        assert page["total"] == len(page["carriers"])
        return [each["name"] for each in page["carriers"]]

    assert found() == found(id=0, reseller=0, name="") == ["A_me", "Acme", "Bell"]
    assert found(name="a%") == ["A_me", "Acme"]
    assert found(name="a_me") == ["A_me"]
    assert found(name="_ell") == ["Bell"]
    assert found(id=ids["Bell"]) == ["Bell"]
    assert found(id=ids["Bell"], name="A%") == []
    assert found(reseller=sip.reseller_id, name="acme") == ["Acme"]
    assert found(reseller=4711) == []


def test_lists_come_newest_change_first_and_in_slices(sip: SipScene) -> None:
    caller = sip.reseller_login
    first, second, third = (carrier(caller, name) for name in "abc")
    caller.updateCarrier(carrier={"id": first, "name": "z"})
    seen = [
        each["id"] for each in caller.getCarriers(query={"orderBy": {"attribute": "?", "direction": "ASC"}})["carriers"]
    ]
    assert seen == [first, third, second]
    page = caller.getCarriers(query={"range": {"start": 1, "count": 1}})
    assert ([each["id"] for each in page["carriers"]], page["total"]) == ([third], 3)
    assert caller.getCarriers(query={"range": {"start": 0, "count": 0}}) == {"carriers": [], "total": 3}


def test_a_reseller_with_carriers_is_not_deleted(sip: SipScene) -> None:
    id = sip.reseller("short-lived")
    left = carrier(sip.login("short-lived").sip)
    fault = sip.admin.refused("deleteAccount", id=id)
    assert (fault.code, "1 SIP carriers" in fault.text) == (5010, True)
    sip.admin.sip.deleteCarrier(id=left)
    sip.admin.deleteAccount(id=id)
