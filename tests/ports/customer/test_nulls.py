# SPDX-License-Identifier: Apache-2.0
"""Requests of nulls only, however they are said (customer.md 7.2)."""

from typing import Any

import pytest

from ngnprov.ports.customer.types import CustomerAccount
from ngnprov.soap.types import members
from tests.support.caller import NIL, Caller, Fault, read_answer
from tests.support.scene import Scene, prop

NULLS = {
    "encoded": ("", 'xsi:nil="true"', 'xsi:nil="1" xsi:type="xsd:string"'),
    "literal": ('xsi:nil="true"', 'xsi:nil="1"'),
}
MEMBERS = tuple(members(CustomerAccount))
PEOPLE = {"administrator": "admin", "customer": "u"}


def send(scene: Scene, caller: Caller, operation: str, arguments: dict[str, Any], null: str) -> None:
    """Call with every null written so. Raises Fault."""
    plain = b"/>" if scene.dialect == "encoded" else b' xsi:nil="true"/>'
    body = caller.envelope(operation, arguments)
    head, tail = body.split(b"<SOAP-ENV:Body>")
    body = head + b"<SOAP-ENV:Body>" + tail.replace(plain, f" {null}/>".encode())
    answer = scene.world.request(body, "/" if scene.dialect == "encoded" else "/soap/customer/")
    read_answer(answer.body, None)


def refused(scene: Scene, operation: str, arguments: dict[str, Any], null: str) -> tuple[int, str | None]:
    with pytest.raises(Fault) as caught:
        send(scene, scene.admin, operation, arguments, null)
    return caught.value.code, caught.value.field


@pytest.mark.parametrize("who", PEOPLE)
def test_a_save_of_nulls_keeps_every_member(scene: Scene, who: str) -> None:
    given = dict.fromkeys(("city", "address", "tel", "email", "timezone", "companyCode"), "1")
    reseller = scene.reseller()
    id = scene.add("u", reseller=reseller, impersonate=reseller, **given, balance=1.5, properties=[prop("a", "1")])
    before = scene.admin.getAccount(id=id)
    assert len(MEMBERS) == 32
    caller = scene.admin if who == "administrator" else scene.login("u")
    for null in NULLS[scene.dialect]:
        send(scene, caller, "updateAccount", {"account": {**dict.fromkeys(MEMBERS, NIL), "id": id}}, null)
        assert {**scene.admin.getAccount(id=id), "changeDate": before["changeDate"]} == before, null


def test_a_request_of_nothing_but_nulls_is_read_and_says_what_is_missing(scene: Scene) -> None:
    id = scene.add("u")
    everything = dict.fromkeys(MEMBERS, NIL)
    before = scene.world.fingerprint()
    for null in NULLS[scene.dialect]:
        assert refused(scene, "updateAccount", {"account": everything}, null) == (102, "account.id")
        assert refused(scene, "addAccount", {"account": everything}, null) == (102, "account.username")
        assert refused(scene, "addAccount", {"account": NIL}, null) == (102, "account")
        assert refused(scene, "getAccount", {"id": NIL}, null) == (102, "id")
        assert refused(scene, "setProperties", {"customer": id, "properties": NIL}, null) == (102, "properties")
        nameless = [dict.fromkeys(("name", "category", "value", "permission"), NIL)]
        assert refused(scene, "setProperties", {"customer": id, "properties": nameless}, null)[0] == 101
    assert scene.world.fingerprint() == before


def test_a_query_of_nulls_restricts_nothing(scene: Scene) -> None:
    scene.add("u")
    nulls = dict.fromkeys(("username", "customer", "reseller", "only_resellers", "city"), NIL)
    ordered = {"attribute": NIL, "direction": NIL}
    for query in (NIL, {"filter": NIL, "orderBy": NIL, "range": NIL}, {"filter": nulls, "orderBy": ordered}):
        assert scene.admin.getCustomers(query=query)["total"] == 1
