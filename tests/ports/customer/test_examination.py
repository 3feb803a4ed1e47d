# SPDX-License-Identifier: Apache-2.0
"""What ``ngnprov doctor`` says of entries and their properties (customer.md 3.2)."""

from typing import Any

import pytest

from ngnprov.calls.finding import Finding, State
from ngnprov.calls.port import find_ports, find_switches
from tests.support.caller import NIL
from tests.support.examination import examine, repair
from tests.support.scene import Scene, prop


def switch(name: str, value: Any) -> list[dict[str, Any]]:
    return [prop(name, value, "admin")]


@pytest.mark.parametrize("name", sorted(each.name for each in find_switches(find_ports()) if each.shared))
def test_customers_whose_reseller_lost_a_switch_are_remarked_until_it_is_back(scene: Scene, name: str) -> None:
    reseller = scene.reseller(properties=switch(name, "1"))
    having = [scene.add(f"c{value}", reseller=reseller, properties=switch(name, value)) for value in ("1", "yes")]
    for value in ("0", ""):
        scene.add(f"without {value}", reseller=reseller, properties=switch(name, value))
    other = scene.reseller("other", properties=switch(name, "1"))
    scene.add("his", reseller=other, properties=switch(name, "1"))
    assert examine(scene.world.database) == []
    text = f"{name} of customer {{}} is on, but off for its reseller {reseller}"
    remarks = [Finding(text.format(id), State.REMARK) for id in having]
    for off in ("0", "", NIL):
        scene.admin.setProperties(customer=reseller, properties=switch(name, off))
        before = scene.world.fingerprint()
        assert examine(scene.world.database) == repair(scene.world) == remarks
        assert scene.world.fingerprint() == before
        scene.admin.setProperties(customer=reseller, properties=switch(name, "1"))
        assert examine(scene.world.database) == []


def test_a_credit_that_was_free_text_is_told_and_left(quick: Scene) -> None:
    """A new port may call a credit what customers have used as a property of their own."""
    quick.reseller(properties=[prop("sip_credit", "5", "admin")])
    quick.world.sql("UPDATE customer_properties SET value = 'plenty'")
    text = "sip_credit of customer 1 is plenty, which is not a number, and 5 is enforced"
    assert examine(quick.world.database) == repair(quick.world) == [Finding(text)]
