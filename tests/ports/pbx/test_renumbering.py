# SPDX-License-Identifier: Apache-2.0
"""Other numbers for extensions, and another base number for a customer (pbx.md E14, E15)."""

from typing import Any

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.support.examination import examine

DOMAIN = "c2.pbx.example.org"


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """The customer has a pilot with +43 1 9999, an ENUM range that covers it, and the users 101 and 102."""
    pbx.admin.enum.addRange(range={"id": {"prefix": "431", "tld": "e164.arpa"}, "customer": 2, "maxDigits": 15})
    pbx.agree("PBX", customer=pbx.reseller_id)
    pbx.agree("PBX")
    pbx.pilot()
    for number in ("101", "102"):
        pbx.user(number)
    return pbx


def led(scene: PbxScene) -> dict[str, str]:
    """Number -> user name of the account to which its alias and its ENUM number lead."""
    aliases = scene.admin.sip.getAliases(query={"filter": {"aliasDomain": DOMAIN}})["aliases"]
    found = {each["id"]["username"]: each["target"]["username"] for each in aliases}
    numbers = scene.admin.enum.getNumbers(query={"filter": {}})["numbers"]
    mapped = {each["id"]["number"]: each["mappings"][0]["mapto"] for each in numbers}
    assert mapped == {number: f"sip:{username}@{DOMAIN}" for number, username in found.items()}
    return found


def state(scene: PbxScene) -> list[Any]:
    tables = {
        "pbx_extensions": "customer, kind, number, account_id, sip_username, account, caller_id",
        "sip_accounts": "id, username, ha1, ha1_sha256, number",
        "pbx_numbers": "number, customer, extension, role, tld",
    }
    where = {"pbx_numbers": "WHERE released IS NULL"}
    return [
        [
            tuple(row)
            for row in scene.world.sql(f"SELECT {columns} FROM {table} {where.get(table, '')} ORDER BY 1, 2, 3")
        ]
        for table, columns in tables.items()
    ] + [led(scene)]


def test_an_extension_gets_another_number_with_all_that_follows(shop: PbxScene) -> None:
    shop.reseller_login.updateExtension(extension={"customer": 2, "number": "101", "callerId": "4319999101"})
    sip_id = {"username": "ph2x101", "domain": DOMAIN}
    shop.admin.sip.updateAccount(account={"id": sip_id, "password": "a known password"})
    shop.admin.sip.addPhonebookEntry(sipId=sip_id, entry={"uri": "sip:a@example.com", "name": "A"})
    before = state(shop)
    shown = shop.reseller_login.renumberExtension(customer=2, **{"from": "101", "to": "467"})
    assert (shown["accountId"], shown["sipUsername"]) == ("ph2x467", "ph2x467")
    assert (shown["primaryNumber"], shown["callerId"]) == ("4319999467", "4319999467")
    assert led(shop) == {"4319999": "pilot", "4319999102": "ph2x102", "4319999467": "ph2x467"}
    renamed = {"username": "ph2x467", "domain": DOMAIN}
    assert shop.admin.sip.getAccount(sipId=renamed)["password"] == "a known password"
    assert [each["name"] for each in shop.admin.sip.getPhonebookEntries(sipId=renamed)["entries"]] == ["A"]
    assert shop.admin.sip.refused("getAccount", sipId=sip_id).code == 1010
    assert examine(shop.world.database) == []
    shop.world.undo()
    assert state(shop) == before


def test_a_name_of_its_own_and_one_without_password_stay(shop: PbxScene) -> None:
    shop.user("103", sipUsername="alice", sipPassword="a secret of alice")
    shown = shop.reseller_login.renumberExtension(customer=2, **{"from": "103", "to": "203"})
    assert (shown["accountId"], shown["sipUsername"]) == ("ph2x203", "alice")
    shop.user("104", sipPassword=":".join(["0" * 32, "1" * 32]))
    shown = shop.reseller_login.renumberExtension(customer=2, **{"from": "104", "to": "204"})
    assert (shown["accountId"], shown["sipUsername"]) == ("ph2x204", "ph2x104")
    assert led(shop)["4319999204"] == "ph2x104"


def test_numbers_are_refused_that_are_taken_out_of_range_or_too_long(shop: PbxScene) -> None:
    before = shop.world.fingerprint()
    caller = shop.reseller_login
    for to, code in (("102", 8104), ("1", 101), ("abc", 101), ("112", 101), ("", 101)):
        fault = caller.refused("renumberExtension", customer=2, **{"from": "101", "to": to})
        assert (fault.code, fault.field) == (code, "to"), to
    assert caller.refused("renumberExtension", customer=2, **{"from": "999", "to": "103"}).field == "from"
    assert shop.world.fingerprint() == before


def test_another_base_number_there_and_back_is_the_identity(shop: PbxScene) -> None:
    shop.reseller_login.updateExtension(extension={"customer": 2, "number": "101", "callerId": "4319999102"})
    shop.reseller_login.updatePilot(pilot={"customer": 2, "callerId": "4319999"})
    before = state(shop)
    answer = shop.reseller_login.updatePilot(pilot={"customer": 2, "number": {"cc": "43", "ac": "1", "sn": "888"}})
    assert [(each["was"], each["now"]) for each in answer["renumbered"]] == [
        ("4319999", "431888"),
        ("4319999101", "431888101"),
        ("4319999102", "431888102"),
    ]
    assert answer["pilot"]["primaryNumber"] == "431888"
    assert led(shop) == {"431888": "pilot", "431888101": "ph2x101", "431888102": "ph2x102"}
    assert shop.root.getExtension(customer=2, number="101")["callerId"] == "431888102"
    assert examine(shop.world.database) == []
    shop.reseller_login.updatePilot(pilot={"customer": 2, "number": {"cc": "43", "ac": "1", "sn": "9999"}})
    assert state(shop) == before
    shop.world.undo()
    undo_again = state(shop)
    assert undo_again != before


def test_the_first_clash_refuses_another_base_number_and_nothing_changes(shop: PbxScene) -> None:
    other, _ = shop.sibling()
    shop.has_pbx(other, "Sibling")
    shop.agree("PBX", customer=other)
    shop.pilot(other, sn="777")
    shop.user("102", customer=other)
    before = shop.world.fingerprint()
    caller = shop.reseller_login
    fault = caller.refused("updatePilot", pilot={"customer": 2, "number": {"cc": "43", "ac": "1", "sn": "777"}})
    assert (fault.code, fault.field, fault.members.get("holder")) == (8140, "pilot.number", None)
    assert "431777" in fault.text
    fault = caller.refused(
        "updatePilot", pilot={"customer": 2, "number": {"cc": "43", "ac": "1", "sn": "123456789012"}}
    )
    assert (fault.code, fault.field) == (8114, "pilot.number")
    assert shop.root.refused(
        "updatePilot", pilot={"customer": 2, "number": {"cc": "43", "ac": "1", "sn": "777"}}
    ).members["holder"] == str(other)
    assert shop.world.fingerprint() == before


def test_a_customer_changes_of_its_pilot_what_is_its_own(shop: PbxScene) -> None:
    number = {"cc": "43", "ac": "1", "sn": "888"}
    pilot = {"customer": 2, "displayName": "Switchboard", "name": "Other", "number": number}
    answer = shop.customer_login.updatePilot(pilot=pilot)
    assert answer["renumbered"] == []
    shown = answer["pilot"]
    assert (shown["displayName"], shown["name"], shown["primaryNumber"]) == ("Switchboard", "Head office", "4319999")


def test_numbers_that_become_others_ask_for_no_credit(shop: PbxScene) -> None:
    shop.grant(2, sip_alias_credit=1, enum_number_credit=1)
    shop.reseller_login.renumberExtension(customer=2, **{"from": "101", "to": "201"})
    shop.reseller_login.updatePilot(pilot={"customer": 2, "number": {"cc": "43", "ac": "1", "sn": "888"}})
    assert led(shop).keys() == {"431888", "431888102", "431888201"}
    assert examine(shop.world.database) == []
