# SPDX-License-Identifier: Apache-2.0
"""Who gets the last licence, a MAC address or a device that several want; and what a phone is told meanwhile (H1, H4, F3, F4)."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ngnprov.calls.port import find_ports
from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.racing import Call, racing
from tests.ports.pbx.test_device_drafts import file, listed
from tests.ports.pbx.test_devices import CUSTOMER, MAC, device, furnished, neighbour, shown
from tests.promises.overlap import STOPS, at_once, overlap
from tests.support.examination import examine
from tests.support.scene import DATABASES, Filled

PROCESSES = 8


@pytest.fixture(params=DATABASES)
def raced(request: pytest.FixtureRequest, filled: Filled, tmp_path: Path) -> Iterator[PbxScene]:
    """On either database."""
    assert find_ports()
    with filled(PbxScene, request.param).copy(tmp_path) as world:
        yield furnished(PbxScene(world, "encoded"))


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """Everybody is known, and one phone is applied."""
    furnished(pbx)
    device(pbx, extension="101", mac=MAC, model="Yealink T46S", sipPassword="the first secret")
    pbx.customer_login.applyConfiguration(customer=CUSTOMER)
    for caller in (pbx.root, pbx.reseller_login, pbx.customer_login):
        caller.getDraft(customer=CUSTOMER)
    return pbx


def changing(scene: PbxScene, **members: Any) -> Callable[[], Any]:
    return lambda: scene.reseller_login.updateDevice(device={"id": 1, **members})


def applying(scene: PbxScene) -> Callable[[], Any]:
    return lambda: scene.customer_login.applyConfiguration(customer=CUSTOMER)


def test_one_mac_address_is_one_device(raced: PbxScene) -> None:
    other = neighbour(raced)
    calls = [
        Call("addDevice", {"device": {"customer": customer, "mac": MAC}})
        for customer in (CUSTOMER, other)
        for _ in range(PROCESSES // 2)
    ]
    assert Counter(racing(raced, *calls)) == {0: 1, 8201: PROCESSES - 1}
    assert raced.world.sql("SELECT count(*) FROM pbx_devices WHERE closed IS NULL") == [(1,)]


def test_the_last_licence_of_a_device_is_used_once(raced: PbxScene) -> None:
    raced.product("DESK", "deviceLicence", reseller=raced.reseller_id)
    device(raced)
    raced.agree("DESK", 10)
    raced.world.sql(
        "INSERT INTO pbx_subscriptions (customer, product, quantity, start, source)"
        " SELECT 2, id, 2, '2026-01-01', 'order' FROM pbx_products WHERE code = 'DESK'"
    )
    raced.world.sql(
        "UPDATE pbx_agreement_items SET used = 2 WHERE product = (SELECT id FROM pbx_products WHERE code = 'DESK')"
    )
    codes = Counter(racing(raced, *[Call("addDevice", {"device": {"customer": CUSTOMER}})] * PROCESSES))
    assert codes == {0: 1, 8302: PROCESSES - 1}


def test_a_device_is_linked_to_one_of_those_who_want_it(raced: PbxScene) -> None:
    made = device(raced)
    calls = [
        Call("linkDevice", {"customer": CUSTOMER, "number": number, "devices": [made["id"]], "move": False})
        for number in ("101", "102")
        for _ in range(PROCESSES // 2)
    ]
    codes = Counter(racing(raced, *calls))
    assert codes == {0: PROCESSES // 2, 8204: PROCESSES // 2}, "who asks again for what is so already is not refused"


def test_a_device_is_linked_or_its_extension_removed(raced: PbxScene) -> None:
    made = device(raced)
    codes = racing(
        raced,
        Call("linkDevice", {"customer": CUSTOMER, "number": "101", "devices": [made["id"]], "move": False}),
        Call("deleteExtension", {"customer": CUSTOMER, "number": "101"}),
    )
    assert codes in ([0, 0], [8106, 0])
    assert shown(raced, made["id"])["extension"] == ""


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("is_edit_first", [True, False])
def test_an_edit_of_a_device_is_applied_or_in_the_draft(shop: PbxScene, stop: str, is_edit_first: bool) -> None:
    edit = changing(shop, name="Hall")
    calls = (edit, applying(shop)) if is_edit_first else (applying(shop), edit)
    assert overlap(*calls, stop) == (0, 0)
    (found,) = listed(shop)
    ((number,),) = shop.world.sql("SELECT max(number) FROM pbx_revisions")
    assert found["draftState"] == ("same" if number == 2 else "changed")
    assert examine(shop.world.database) == []


@pytest.mark.parametrize("stop", STOPS)
def test_two_new_passwords_leave_the_account_and_the_phone_with_the_same_one(shop: PbxScene, stop: str) -> None:
    account = shop.admin.sip.getAccount(sipId=shown(shop, 1)["sipAccount"])
    by_old_client = lambda: shop.admin.sip.updateAccount(account={**account, "password": "set by CDRTool"})  # noqa: E731
    assert overlap(changing(shop, sipPassword="set by the console"), by_old_client, stop) == (0, 0)
    password = shop.admin.sip.getAccount(sipId=account["id"])["password"]
    assert f"account.1.password = {password}\n" in file(shop, 1)
    assert listed(shop)[0]["draftState"] == "same"
    assert examine(shop.world.database) == []


@pytest.mark.parametrize("stop", STOPS)
def test_a_new_password_while_somebody_applies_is_what_the_phone_is_told(shop: PbxScene, stop: str) -> None:
    changing(shop, name="Hall")()
    assert overlap(changing(shop, sipPassword="another secret"), applying(shop), stop) == (0, 0)
    applying(shop)()
    assert "account.1.password = another secret\n" in file(shop, 1)
    assert listed(shop)[0]["draftState"] == "same"
    assert examine(shop.world.database) == []


def test_who_fetches_meanwhile_gets_one_whole_file_or_the_other(shop: PbxScene) -> None:
    token = shop.customer_login.rotateDeviceToken(device=1)["token"]
    fetched: list[str] = []

    def fetch() -> None:
        for _ in range(40):
            answer = shop.world.request(path=f"/p/{token}/{MAC}.cfg", method="GET", content_type=None)
            assert answer.status == 200
            fetched.append(answer.body.decode())

    def change() -> None:
        for number in range(5):
            changing(shop, name=f"Name {number}", sipPassword=f"secret number {number}")()
            applying(shop)()

    assert at_once(fetch, change, fetch) == [0, 0, 0]
    shop.world.app.settle()
    passwords = [line for text in set(fetched) for line in text.splitlines() if line.startswith("account.1.password")]
    assert len(passwords) == len(set(fetched))
    assert {text.count("\n") for text in fetched} == {fetched[0].count("\n")}
    assert file(shop, 1).count("secret number 4") == 1
