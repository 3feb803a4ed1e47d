# SPDX-License-Identifier: Apache-2.0
"""``ngnprov orders``: licences quoted and placed from the command line, by the rules and the journal of everybody."""

import json
from pathlib import Path
from typing import Any

from tests.ports.order.conftest import OrderScene, line
from tests.support.commands import done, run, written

CUSTOMER = 2


def document(scene: OrderScene, **members: Any) -> Path:
    place = Path(scene.world.settings.database.url.removeprefix("sqlite:///")).parent
    given = {"customer": CUSTOMER, "kind": "add", "effective": "now", "lines": [line("SEAT", 2)], **members}
    return written(place, json.dumps(given))


def test_an_order_is_quoted_and_placed(quick_order: OrderScene) -> None:
    world, file = quick_order.world, document(quick_order)
    before = world.fingerprint()
    told = done(world, "orders", "quote", "--from", file)
    assert "together" in told
    assert "terms 1, on " in told
    assert done(world, "orders", "place", "--from", file, "--accept-terms", 1, "--dry-run") == told
    assert world.fingerprint() == before
    placed = done(world, "orders", "place", "--from", file, "--accept-terms", 1)
    assert "O2-1" in placed
    assert quick_order.licences()["userLicence"] == (2, 0, 2)
    assert "fulfilled" in done(world, "orders", "list", "--of", CUSTOMER)
    (listed,) = json.loads(done(world, "orders", "list", "--of", CUSTOMER, "--json"))
    assert (listed["id"], listed["acceptedBy"]) == ("O2-1", "(command line)")


def test_an_order_that_is_refused_is_no_draft_afterwards(quick_order: OrderScene) -> None:
    found = run(quick_order.world, "orders", "place", "--from", document(quick_order), "--accept-terms", 7)
    assert found.exit_code == 1
    assert quick_order.licences()["userLicence"] == (0, 0, 0)
    assert "the present terms are version 1" in found.stderr
    assert json.loads(done(quick_order.world, "orders", "list", "--of", CUSTOMER, "--json")) == []


def test_where_there_are_no_terms_none_are_accepted(quick_order: OrderScene) -> None:
    quick_order.world.sql("DELETE FROM order_terms")
    done(quick_order.world, "orders", "place", "--from", document(quick_order), "--accept-terms", 0)
    assert quick_order.licences()["userLicence"] == (2, 0, 2)


def test_a_misspelt_member_of_an_order_is_named(quick_order: OrderScene) -> None:
    found = run(quick_order.world, "orders", "quote", "--from", document(quick_order, quantty=1))
    assert (found.exit_code, "order.quantty" in found.stderr) == (1, True)


def test_a_limit_is_told_with_the_quote(quick_order: OrderScene) -> None:
    told = done(quick_order.world, "orders", "quote", "--from", document(quick_order, lines=[line("SEAT", 51)]))
    assert "note: product SEAT: 50 left of 50, 51 wanted" in told
