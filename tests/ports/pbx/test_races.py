# SPDX-License-Identifier: Apache-2.0
"""Many who want the last of an agreement at the same time, and agreements that change meanwhile (pbx.md 6)."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ngnprov.calls.port import find_ports
from ngnprov.errors import Refusal
from tests.ports.pbx import racers
from tests.ports.pbx.conftest import PbxScene
from tests.promises.overlap import STOPS, at_once, overlap
from tests.support.caller import Fault
from tests.support.examination import examine
from tests.support.prepared import prepared
from tests.support.processes import patient
from tests.support.scene import DATABASES, Filled

PROCESSES = 16
LEFT = 5
CUSTOMER = PbxScene.customer_id


@pytest.fixture(params=DATABASES)
def raced(request: pytest.FixtureRequest, filled: Filled, tmp_path: Path) -> Iterator[PbxScene]:
    """On either database."""
    assert find_ports()
    with filled(PbxScene, request.param).copy(tmp_path) as world:
        yield PbxScene(world, "encoded")


def race(scene: PbxScene, case: str, customers: list[int]) -> Counter[int]:
    """How often each fault code came; 0 is success. Whoever takes is an extension of one of the customers in turn."""
    wanted = []
    for number in range(PROCESSES):
        customer = customers[number % len(customers)]
        wanted.append((customer, scene.extension(str(1000 + number), customer=customer).id))
    codes = prepared(racers.race, patient(scene.world.settings), case, wanted)
    assert len(codes) == PROCESSES
    assert examine(scene.world.database) == []
    return Counter(codes)


def live(scene: PbxScene) -> int:
    ((count,),) = scene.world.sql("SELECT count(*) FROM pbx_subscriptions WHERE ended IS NULL")
    return int(count)


def test_the_last_of_an_agreement_are_taken_exactly_once(raced: PbxScene) -> None:
    raced.agree("PBX", customer=raced.reseller_id)
    raced.agree("PBX", LEFT)
    assert race(raced, "one", [CUSTOMER]) == {0: LEFT, 8011: PROCESSES - LEFT}
    assert (raced.used("PBX"), live(raced)) == (LEFT, LEFT)


def test_the_last_of_a_reseller_are_taken_exactly_once_whichever_customer_takes(raced: PbxScene) -> None:
    other, _ = raced.sibling()
    raced.agree("PBX", LEFT, customer=raced.reseller_id)
    for customer in (CUSTOMER, other):
        raced.agree("PBX", customer=customer)
        raced.agree("RECORDING", customer=customer)
    assert race(raced, "both", [CUSTOMER, other]) == {0: LEFT, 8018: PROCESSES - LEFT}
    assert (raced.used("PBX", raced.reseller_id), live(raced)) == (LEFT, 2 * LEFT)


def test_one_of_many_gives_an_extension_its_main_product(raced: PbxScene) -> None:
    raced.agree("PBX", customer=raced.reseller_id)
    raced.agree("PBX")
    assert race(raced, "same", [CUSTOMER]) == {0: 1, 8014: PROCESSES - 1}
    assert (raced.used("PBX"), live(raced)) == (1, 1)


@pytest.fixture
def agreed(pbx: PbxScene) -> PbxScene:
    """The customer may have two PBX, and one extension of it has one. The administrator is known."""
    pbx.agree("PBX", customer=pbx.reseller_id)
    pbx.agree("PBX", 2)
    pbx.take(pbx.extension("101"), "PBX")
    return pbx


def taking(scene: PbxScene) -> Any:
    holder = scene.extension("102")

    def take() -> None:
        try:
            scene.take(holder, "PBX")
        except Refusal as refusal:
            raise Fault("Client", {"errorcode": str(refusal.code), "requestId": ""}) from None

    return take


ITEM = {"customer": CUSTOMER, "product": "PBX"}


@pytest.mark.parametrize("stop", STOPS)
def test_a_quantity_that_is_just_lowered_is_kept(agreed: PbxScene, stop: str) -> None:
    lowered = lambda: agreed.root.updateAgreementItem(item={**ITEM, "quantity": 1})  # noqa: E731
    codes = overlap(lowered, taking(agreed), stop)
    assert codes == ((0, 8011) if stop == "before its COMMIT" else (8015, 0))
    assert examine(agreed.world.database) == []


@pytest.mark.parametrize("who", [CUSTOMER, PbxScene.reseller_id])
def test_nothing_is_taken_of_a_product_that_is_just_taken_out(agreed: PbxScene, who: int) -> None:
    agreed.root.updateAgreementItem(item={**ITEM, "quantity": 0})
    agreed.world.sql("UPDATE pbx_subscriptions SET ended = start, until = start")
    agreed.world.sql("UPDATE pbx_agreement_items SET used = 0")
    gone = lambda: agreed.root.deleteAgreementItem(item={**ITEM, "customer": who})  # noqa: E731
    codes = overlap(gone, taking(agreed), "before its COMMIT")
    assert codes == (0, 8010 if who == CUSTOMER else 8018)
    assert live(agreed) == 0
    assert examine(agreed.world.database) == []


def test_a_product_that_is_just_taken_is_not_taken_out(agreed: PbxScene) -> None:
    agreed.world.sql("UPDATE pbx_subscriptions SET ended = start, until = start")
    agreed.world.sql("UPDATE pbx_agreement_items SET used = 0")
    gone = lambda: agreed.root.deleteAgreementItem(item=ITEM)  # noqa: E731
    assert overlap(taking(agreed), gone, "before its COMMIT") == (0, 8016)


def test_a_bound_for_a_reseller_counts_what_is_just_taken(pbx: PbxScene) -> None:
    """Of its own catalogue it has any number until an agreement says otherwise."""
    pbx.product("SEAT", "main", reseller=pbx.reseller_id)
    pbx.agree("SEAT")
    holder = pbx.extension("101")
    bound = lambda: pbx.agree("SEAT", 5, customer=pbx.reseller_id)  # noqa: E731
    assert overlap(lambda: pbx.take(holder, "SEAT"), bound, "before its COMMIT") == (0, 0)
    assert pbx.used("SEAT", pbx.reseller_id) == 1
    assert examine(pbx.world.database) == []


def test_of_many_who_put_a_product_into_an_agreement_one_does(pbx: PbxScene) -> None:
    pbx.agree("PBX", customer=pbx.reseller_id)
    assert sorted(at_once(*[lambda: pbx.agree("PBX", 1)] * 6)) == [0, *[8021] * 5]


@pytest.mark.parametrize("stop", STOPS)
def test_a_code_means_one_product_though_provider_and_reseller_make_it_at_once(pbx: PbxScene, stop: str) -> None:
    for caller in (pbx.root, pbx.reseller_login):
        caller.getCatalog(query={})  # the login is known from here on
    new = {"code": "NEW", "name": "new", "kind": "main"}
    provider, reseller = (
        lambda caller=caller: caller.addProduct(product=new) for caller in (pbx.root, pbx.reseller_login)
    )
    assert sorted(overlap(provider, reseller, stop)) == [0, 8020]
    assert pbx.world.sql("SELECT count(*) FROM pbx_products WHERE code = 'NEW'") == [(1,)]


def test_a_product_is_not_removed_that_is_just_agreed_or_named(pbx: PbxScene) -> None:
    pbx.root.getCatalog(query={})
    gone = lambda: pbx.root.deleteProduct(product={"code": "AA"})  # noqa: E731
    named = lambda: pbx.root.updateProduct(product={"code": "PBX", "excludes": ["AA"]})  # noqa: E731
    assert overlap(named, gone, "before its COMMIT") == (0, 8017)
    pbx.root.updateProduct(product={"code": "PBX", "excludes": []})
    agreed = lambda: pbx.agree("AA", 1, customer=pbx.reseller_id)  # noqa: E731
    assert overlap(agreed, gone, "before its COMMIT") == (0, 8017)
    pbx.root.deleteAgreementItem(item={"customer": pbx.reseller_id, "product": "AA"})
    assert overlap(gone, agreed, "before its COMMIT") == (0, 8019)
