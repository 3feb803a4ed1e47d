# SPDX-License-Identifier: Apache-2.0
"""What the doctor says of mappings (D-B and D-D)."""

from ngnprov.calls.finding import State
from tests.ports.enum.conftest import EnumScene, number_id, sip
from tests.support.examination import examine


def test_more_than_twelve_mappings_of_one_service_are_taken_and_remarked_on(scene: EnumScene) -> None:
    mails = [{"type": "sms", "mapto": f"mailto:{each}@x"} for each in range(8)]
    tels = [{"type": "sms", "mapto": f"tel:{each}"} for each in range(8)]
    scene.number("31208005102", *(f"sip:{each}@x" for each in range(12)))
    scene.customer_login.addNumber(number={"id": number_id("31208005103"), "mappings": [*mails, *tels]})
    assert examine(scene.world.database) == []
    mappings = [*(sip(f"sip:{each}@x") for each in range(12)), sip("sips:last@x"), *tels]
    scene.customer_login.addNumber(number={"id": number_id("31208005101"), "mappings": mappings})
    (remark,) = examine(scene.world.database)
    assert remark.state is State.REMARK
    text = "ENUM number 31208005101 e164.arpa has 13 mappings of E2U+sip, and proxies try 12 of them"
    assert remark.text == text


def test_a_mapping_that_cannot_be_published_is_told(quick: EnumScene) -> None:
    quick.number("31208005101", "sip:a@x")
    quick.world.sql(r"UPDATE enum_mappings SET mapto = 'sip:\1@x'")
    (finding,) = examine(quick.world.database)
    assert finding.text.startswith("ENUM number 31208005101 e164.arpa has a mapping that cannot be published: ")
    assert finding.state is State.WRONG
