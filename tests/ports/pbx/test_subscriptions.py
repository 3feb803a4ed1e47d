# SPDX-License-Identifier: Apache-2.0
"""What extensions take of an agreement and give back (pbx.md 6 and 7)."""

import re

import pytest

from ngnprov.calls.call import Call
from ngnprov.calls.request import Limit, RequestHeader
from ngnprov.errors import InvalidValue, Refusal
from ngnprov.ports.customer.tenancy import Tenancy, find_tenancy
from ngnprov.ports.pbx.errors import AddonWithoutMain, MainMissing
from ngnprov.ports.pbx.subscriptions import service
from tests.ports.pbx.conftest import FIELD, TAKE, PbxScene
from tests.support.examination import examine, repair


@pytest.fixture
def sold(pbx: PbxScene) -> PbxScene:
    """The customer may have ten PBX, of which the reseller has three, and two RECORDING."""
    pbx.agree("PBX", 3, customer=pbx.reseller_id)
    pbx.agree("PBX", 10)
    pbx.agree("RECORDING", 2)
    return pbx


@pytest.fixture
def quick(quick_pbx: PbxScene) -> PbxScene:
    quick_pbx.agree("PBX", 3, customer=quick_pbx.reseller_id)
    quick_pbx.agree("AA", 1, customer=quick_pbx.reseller_id)
    quick_pbx.agree("PBX", 10)
    quick_pbx.agree("RECORDING", 2)
    return quick_pbx


def told(refusal: Refusal) -> tuple[int, str | None, int | None, int | None, int | None]:
    return refusal.code, refusal.kind, refusal.limit, refusal.used, refusal.holder


def test_a_subscription_begins_today_with_the_prices_of_today(sold: PbxScene) -> None:
    holder = sold.extension("101")
    taken = sold.take(holder, "RECORDING", "PBX")
    assert not taken.is_checked
    assert {each.code for each in taken.subscriptions} == {"PBX", "RECORDING"}
    sold.root.updateProduct(product={"code": "PBX", "priceMonthly": 99})
    rows = sold.world.sql(
        "SELECT s.extension, s.start, s.until, s.ended, s.price_monthly, s.source FROM pbx_subscriptions s"
        " JOIN pbx_products p ON p.id = s.product WHERE p.code = 'PBX'"
    )
    ((extension, start, until, ended, price, source),) = rows
    assert (extension, until, ended, price, source) == (holder.id, None, None, 75000, "agreement")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", start)
    assert (sold.used("PBX"), sold.used("PBX", 1), sold.used("RECORDING")) == (1, 1, 1)


def test_what_ended_stays_and_the_product_is_taken_anew(sold: PbxScene) -> None:
    holder = sold.extension("101")
    (first,) = sold.take(holder, "PBX").subscriptions
    (ended,) = sold.give_back(holder, "PBX")
    assert ended.id == first.id
    assert (sold.used("PBX"), sold.used("PBX", 1)) == (0, 0)
    (second,) = sold.take(holder, "PBX").subscriptions
    assert second.id != first.id
    rows = sold.world.sql("SELECT id, until IS NULL, ended IS NULL FROM pbx_subscriptions ORDER BY id")
    assert [tuple(map(bool, row[1:])) for row in rows] == [(False, False), (True, True)]
    assert examine(sold.world.database) == []


def test_the_agreement_of_the_customer_is_reached(sold: PbxScene) -> None:
    holders = [sold.extension(str(number)) for number in range(100, 103)]
    for holder in holders[:2]:
        sold.take(holder, "PBX", "RECORDING")
    sold.take(holders[2], "PBX")
    before = sold.world.fingerprint()
    refusal = sold.refused_take(holders[2], "RECORDING")
    assert told(refusal) == (8011, "product RECORDING", 2, 2, 2)
    assert refusal.field == FIELD
    assert sold.world.fingerprint() == before
    sold.give_back(holders[0], "RECORDING")
    sold.take(holders[2], "RECORDING")


def test_the_agreement_of_the_reseller_bounds_all_its_customers_together(sold: PbxScene) -> None:
    other, _ = sold.sibling()
    sold.agree("PBX", customer=other)
    sold.take(sold.extension("100"), "PBX")
    sold.take(sold.extension("101"), "PBX")
    sold.take(sold.extension("100", customer=other), "PBX", customer=other)
    for customer in (2, other):
        refusal = sold.refused_take(sold.extension("199", customer=customer), "PBX", customer=customer)
        assert told(refusal) == (8018, "product PBX", 3, 3, 1)
    assert (sold.used("PBX"), sold.used("PBX", other), sold.used("PBX", 1)) == (2, 1, 3)


def test_of_several_products_all_are_taken_or_none(sold: PbxScene) -> None:
    sold.root.updateAgreementItem(item={"customer": 2, "product": "RECORDING", "quantity": 1})
    sold.take(sold.extension("100"), "PBX", "RECORDING")
    holder = sold.extension("101")
    before = sold.world.fingerprint()
    assert sold.refused_take(holder, "PBX", "RECORDING").code == 8011
    assert sold.world.fingerprint() == before


def test_a_product_of_its_own_catalogue_a_reseller_has_without_agreement_and_within_one(sold: PbxScene) -> None:
    for number in (100, 101):
        sold.take(sold.extension(str(number)), "PBX", "RECORDING")
    item = {"customer": 1, "product": "RECORDING", "quantity": 1}
    fault = sold.root.refused("addAgreementItem", item=item)
    assert (fault.code, fault.members["used"]) == (8015, "2")
    assert sold.root.addAgreementItem(item={**item, "quantity": 2})["used"] == 2
    sold.root.updateAgreementItem(item={"customer": 2, "product": "RECORDING", "quantity": 0})
    holder = sold.extension("102")
    sold.take(holder, "PBX")
    assert told(sold.refused_take(holder, "RECORDING")) == (8018, "product RECORDING", 2, 2, 1)
    assert examine(sold.world.database) == []


def test_a_reseller_uses_its_own_agreement_itself(quick: PbxScene) -> None:
    for number in range(100, 103):
        quick.take(quick.extension(str(number), customer=1), "PBX", customer=1)
    assert told(quick.refused_take(quick.extension("199", customer=1), "PBX", customer=1)) == (
        *(8018, "product PBX", 3, 3, 1),
    )
    assert quick.refused_take(quick.extension("101"), "PBX").code == 8018


def test_any_number_is_taken_of_what_is_unlimited(quick: PbxScene) -> None:
    for customer in (1, 2):
        quick.root.updateAgreementItem(item={"customer": customer, "product": "PBX", "quantity": 0})
    for number in range(100, 140):
        quick.take(quick.extension(str(number)), "PBX")
    assert (quick.used("PBX"), quick.used("PBX", 1)) == (40, 40)


def test_a_dry_run_tells_every_limit_and_what_would_be_used(sold: PbxScene) -> None:
    holder = sold.extension("101")
    before = sold.world.fingerprint()
    met: list[Limit] = []
    used: list[object] = []

    def work(call: Call) -> None:
        assert call.preview is not None
        service.take(call, find_tenancy(call, 2, "customer"), holder, ["PBX", "RECORDING"], FIELD)
        met.extend(call.preview.limits.values())
        used.extend((each.kind, each.holder, each.count) for each in call.preview.consumptions())
        wanted = {"product PBX": 1, "product RECORDING": 1, "product NONE": 1}
        assert [(each.kind, each.holder) for each in call.context.limits(call, 2, 1, wanted)] == [
            *[("product NONE", 2), ("product PBX", 2), ("product PBX", 1), ("product RECORDING", 2)]
        ]

    sold.world.operator.run(TAKE, work, RequestHeader(dry_run=True))
    assert met == [
        Limit("product PBX", 2, 10, 0, 1),
        Limit("product PBX", 1, 3, 0, 1),
        Limit("product RECORDING", 2, 2, 0, 1),
    ]
    assert used == [("product PBX", 1, 1), ("product PBX", 2, 1), ("product RECORDING", 2, 1)]
    assert sold.world.fingerprint() == before


def test_each_product_is_held_once_and_one_main_product_at_most(quick: PbxScene) -> None:
    quick.product("SEAT", "main", reseller=1)
    quick.product("PLAN-A", "callplan", reseller=1)
    quick.product("PLAN-B", "callplan", reseller=1)
    for code in ("SEAT", "PLAN-A", "PLAN-B"):
        quick.agree(code)
    holder = quick.extension("101")
    assert quick.refused_take(holder, "PBX", "PBX").code == 8014
    assert quick.refused_take(holder, "PBX", "SEAT").code == 8014
    quick.take(holder, "PBX", "RECORDING", "PLAN-A")
    for code in ("PBX", "RECORDING", "SEAT", "PLAN-A", "PLAN-B"):
        assert quick.refused_take(holder, code).code == 8014


def test_an_addon_rests_on_a_main_product(quick: PbxScene) -> None:
    holder = quick.extension("101")
    assert quick.refused_take(holder, "RECORDING").code == 8013
    quick.take(holder, "PBX")
    quick.take(holder, "RECORDING")
    with pytest.raises(AddonWithoutMain):
        quick.give_back(holder, "PBX")
    assert [each.code for each in quick.give_back(holder)] == ["PBX", "RECORDING"]


def test_a_product_rests_on_those_that_it_requires_and_goes_with_none_that_it_excludes(quick: PbxScene) -> None:
    quick.product("SEAT", "main", reseller=1)
    quick.product("FAX", reseller=1, requires=["SEAT"])
    quick.product("TAPE", reseller=1, excludes=["RECORDING"])
    for code in ("SEAT", "FAX", "TAPE"):
        quick.agree(code)
    holder, other = quick.extension("101"), quick.extension("102")
    assert quick.refused_take(holder, "PBX", "FAX").code == 8013
    quick.take(holder, "SEAT", "FAX", "RECORDING")
    refusal = quick.refused_take(holder, "TAPE")
    assert (refusal.code, refusal.field) == (101, FIELD)
    quick.take(other, "PBX", "TAPE")
    assert quick.refused_take(other, "RECORDING").code == 101, "whichever is there first"


def test_products_are_for_the_kinds_of_extensions_that_they_name(quick: PbxScene) -> None:
    quick.product("SEATS", "userLicence", reseller=1)
    for code in ("SEATS", "AA"):
        quick.agree(code)
    user, attendant = quick.extension("101"), quick.extension("201", "autoattendant")
    assert quick.refused_take(user, "AA").code == 101
    assert quick.refused_take(user, "SEATS").code == 101
    assert quick.refused_take(attendant, "PBX").code == 101
    quick.take(attendant, "AA", "RECORDING")
    assert told(quick.refused_take(quick.extension("202", "autoattendant"), "AA")) == (8018, "product AA", 1, 1, 1)
    assert quick.take(quick.extension("301", "pilot"), "PBX").subscriptions


def test_what_is_not_in_the_agreement_is_not_taken_whoever_takes_it(quick: PbxScene) -> None:
    refusal = quick.refused_take(quick.extension("101"), "AA")
    assert (refusal.code, refusal.field) == (8010, FIELD)


def test_what_is_checked_is_said(quick: PbxScene) -> None:
    quick.root.updateAgreementItem(item={"customer": 2, "product": "RECORDING", "activation": "checked"})
    holder = quick.extension("101")
    assert not quick.take(holder, "PBX").is_checked
    assert quick.take(holder, "RECORDING").is_checked


def test_the_main_product_is_the_only_one_that_fits(quick: PbxScene) -> None:
    def single(kind: str, customer: int = 2) -> str:
        with quick.world.database.reading() as unit:
            return service.single_main(unit, Tenancy(customer, 1), kind, "extension.mainProduct")

    assert single("user") == "PBX"
    with pytest.raises(MainMissing, match="has none"):
        single("autoattendant")
    quick.product("ALL", "main", reseller=1)
    quick.agree("ALL")
    assert single("autoattendant") == "ALL"
    with pytest.raises(MainMissing, match="has several"):
        single("pilot")


def test_what_is_not_held_is_not_given_back(quick: PbxScene) -> None:
    with pytest.raises(InvalidValue, match="PBX is not held"):
        quick.give_back(quick.extension("101"), "PBX")


def test_the_doctor_recounts_agreements_of_customers_and_resellers(sold: PbxScene) -> None:
    sold.take(sold.extension("101"), "PBX")
    sold.world.sql("UPDATE pbx_agreement_items SET used = 7")
    texts = {
        f"the agreement of customer {customer} counts 7 of {code}, but {count} are held"
        for customer, code, count in ((1, "PBX", 1), (2, "PBX", 1), (2, "RECORDING", 0))
    }
    assert {finding.text for finding in examine(sold.world.database)} == texts
    assert {finding.state.name for finding in repair(sold.world)} == {"REPAIRED"}
    assert examine(sold.world.database) == []
    assert (sold.used("PBX"), sold.used("PBX", 1), sold.used("RECORDING")) == (1, 1, 0)


def test_the_doctor_finds_products_that_name_none(quick_pbx: PbxScene) -> None:
    quick_pbx.product("FAX", requires=["PBX"])
    quick_pbx.world.sql("UPDATE pbx_products SET requires = 'GONE' WHERE code = 'FAX'")
    (finding,) = examine(quick_pbx.world.database)
    assert finding.text == "PBX product FAX names GONE, and there is no such product"
