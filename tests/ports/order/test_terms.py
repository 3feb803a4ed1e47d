# SPDX-License-Identifier: Apache-2.0
"""Terms and conditions (order.md 3), and that nobody orders without them."""

import pytest

from tests.ports.order.conftest import OrderScene, line


def test_new_terms_are_the_present_ones_and_former_ones_stay(order: OrderScene) -> None:
    reseller, customer = order.reseller_login, order.customer_login
    added = reseller.addTerms(terms={"title": "Terms of May", "text": "Fees are due\non the first."})
    assert (added["version"], added["reseller"], added["createdBy"]) == (2, 1, "reseller")
    found = customer.getTerms(query={})
    assert [(each["version"], each["title"]) for each in found["terms"]] == [(1, "Terms"), (2, "Terms of May")]
    assert customer.getOrderables(customer=2)["terms"] == added


def test_the_provider_has_terms_for_resellers_without_any(quick_order: OrderScene) -> None:
    quick_order.world.sql("DELETE FROM order_terms")
    assert quick_order.customer_login.getOrderables(customer=2)["terms"]["version"] == 0
    assert quick_order.customer_login.getTerms(query={})["total"] == 0
    provided = quick_order.root.addTerms(terms={"title": "The provider's", "text": "All of them."})
    assert (provided["reseller"], provided["version"]) == (0, 2)
    assert quick_order.customer_login.getOrderables(customer=2)["terms"]["version"] == 2
    own = quick_order.root.addTerms(terms={"reseller": 1, "title": "The reseller's", "text": "Some."})
    quick_order.root.addTerms(terms={"title": "The provider's again", "text": "All of them."})
    assert quick_order.customer_login.getOrderables(customer=2)["terms"] == own
    stranger = quick_order.stranger()
    assert [each["version"] for each in stranger.getTerms(query={})["terms"]] == [2, 4]


@pytest.mark.parametrize(
    ("terms", "code", "field"),
    [
        ({"text": "x"}, 102, "terms.title"),
        ({"title": "x"}, 102, "terms.text"),
        ({"title": "x" * 129, "text": "x"}, 101, "terms.title"),
        ({"title": "two\nlines", "text": "x"}, 101, "terms.title"),
        ({"title": "x", "text": "x" * 65536}, 101, "terms.text"),
    ],
)
def test_terms_that_cannot_be_are_refused(
    quick_order: OrderScene, terms: dict[str, str], code: int, field: str
) -> None:
    before = quick_order.world.fingerprint()
    fault = quick_order.reseller_login.refused("addTerms", terms=terms)
    assert (fault.code, fault.field) == (code, field)
    assert quick_order.world.fingerprint() == before


def test_an_order_is_submitted_only_with_the_present_terms_accepted(quick_order: OrderScene) -> None:
    customer = quick_order.customer_login
    draft = quick_order.draft(line("SEAT"))
    quick_order.reseller_login.addTerms(terms={"title": "Newer", "text": "x"})
    before = quick_order.world.fingerprint()
    for version, accepted, field in ((2, False, "accepted"), (1, True, "termsVersion"), (0, True, "termsVersion")):
        fault = customer.refused("submitOrder", id=draft["id"], termsVersion=version, accepted=accepted)
        assert (fault.code, fault.field) == (8301, field)
    assert quick_order.world.fingerprint() == before
    done = customer.submitOrder(id=draft["id"], termsVersion=2, accepted=True)
    assert (done["state"], done["termsVersion"], done["acceptedBy"]) == ("fulfilled", 2, "customer")
    assert done["acceptedAt"]
    assert done["acceptedFrom"] == "127.0.0.1"


def test_without_any_terms_there_are_none_to_accept_but_the_order(quick_order: OrderScene) -> None:
    quick_order.world.sql("DELETE FROM order_terms")
    draft = quick_order.draft(line("DESK"))
    customer = quick_order.customer_login
    assert customer.refused("submitOrder", id=draft["id"], termsVersion=1, accepted=True).code == 8301
    assert customer.refused("submitOrder", id=draft["id"], termsVersion=0, accepted=False).code == 8301
    assert customer.submitOrder(id=draft["id"], termsVersion=0, accepted=True)["state"] == "fulfilled"
