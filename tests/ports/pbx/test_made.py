# SPDX-License-Identifier: Apache-2.0
"""What addExtension answers is not read back from the database, and is what getExtension tells afterwards."""

from typing import Any

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_blocking import block_customer


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """The customer has a pilot, two groups, products of every kind, and a range that covers its number."""
    pbx.product("PLAN", "callplan")
    pbx.product("CHECKED", "addon")
    for code in ("PBX", "RECORDING", "PLAN"):
        pbx.agree(code, customer=pbx.reseller_id)
        pbx.agree(code)
    pbx.agree("CHECKED", customer=pbx.reseller_id)
    pbx.agree("CHECKED", activation="checked")
    pbx.admin.enum.addRange(range={"id": {"prefix": "431", "tld": "e164.arpa"}, "customer": 2, "maxDigits": 15})
    pbx.pilot()
    for number in ("201", "199"):
        pbx.root.addGroup(group={"customer": 2, "number": number, "name": f"Group {number}"})
    return pbx


def compare(scene: PbxScene, *numbers: str, **members: Any) -> list[Any]:
    """Make users, alone or several at once; what was answered, as it is read."""
    given = {"customer": 2, "name": "User", "number": numbers[0], **members}
    if len(numbers) == 1:
        shown = [scene.reseller_login.addExtension(extension=given)]
    else:
        shown = scene.reseller_login.addExtensions(extension=given, count=len(numbers))
    assert shown == [scene.reseller_login.getExtension(customer=2, number=number) for number in numbers]
    return shown


def test_it_is_what_is_read_afterwards(shop: PbxScene) -> None:
    compare(shop, "101")
    everything = {
        "displayName": "Öffice",
        "email": "user@example.com",
        "timezone": "Europe/Vienna",
        "addons": ["RECORDING"],
        "callPlan": "PLAN",
        "groups": ["201", "199"],
        "localPrefix": "1",
        "recordOutbound": True,
        "recordEmail": "r@example.com",
    }
    (shown,) = compare(
        shop,
        "102",
        sipUsername="user102",
        sipPassword="a secret",
        webUsername="web",
        webPassword="Kx7-long-enough",
        **everything,
    )
    assert shown["groups"] == ["199", "201"]
    compare(shop, "103", "104", "105", **everything)
    (shown,) = compare(shop, "106", addons=["CHECKED", "RECORDING"])
    assert shown["status"] == "inactive"


def test_who_is_blocked_from_above_is_so_from_the_beginning(shop: PbxScene) -> None:
    block_customer(shop, 2, "admin")
    shown = [shop.root.addExtension(extension={"customer": 2, "name": "User", "number": "101"})]
    assert shown == [shop.root.getExtension(customer=2, number="101")]
    assert (shown[0]["status"], shown[0]["blockedBy"]) == ("blocked", [])


def test_one_that_was_applied_and_removed_is_what_it_was(shop: PbxScene) -> None:
    compare(shop, "101", addons=["RECORDING"])
    shop.root.applyConfiguration(customer=2)
    for members, state in ({"addons": ["RECORDING"]}, "same"), ({}, "changed"):
        shop.root.deleteExtension(customer=2, number="101")
        (shown,) = compare(shop, "101", **members)
        assert shown["draftState"] == state
