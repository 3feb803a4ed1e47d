# SPDX-License-Identifier: Apache-2.0
"""Who is blocked when several act at the same time (pbx.md B2)."""

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_blocking import USER, block_customer, furnish, told, unblock_customer
from tests.promises.overlap import STOPS, overlap
from tests.support.examination import examine

ENTRIES = (PbxScene.customer_id, PbxScene.reseller_id)


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """The customer has a pilot and the extension 466. Who calls is known."""
    furnish(pbx)
    for caller in (pbx.root, pbx.reseller_login):
        caller.getExtension(**USER)
    return pbx


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("entry", ENTRIES)
def test_what_is_made_while_its_customer_or_reseller_is_blocked_is_blocked(
    shop: PbxScene, entry: int, stop: str
) -> None:
    block, make = lambda: block_customer(shop, entry, "admin"), lambda: shop.user("467", shop.root)
    assert overlap(block, make, stop) == (0, 0)
    assert told(shop, "467") == ([], "blocked", True)
    unblock_customer(shop, entry, "admin")
    make = lambda: shop.user("468", shop.root)  # noqa: E731
    assert overlap(make, block, stop) == (0, 0)
    assert told(shop, "468") == ([], "blocked", True)
    assert examine(shop.world.database) == []


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("entry", ENTRIES)
def test_an_extension_that_is_blocked_while_its_customer_or_reseller_is_resumed_stays_blocked(
    shop: PbxScene, entry: int, stop: str
) -> None:
    block_customer(shop, entry, "admin")
    resume, block = lambda: unblock_customer(shop, entry, "admin"), lambda: shop.root.blockExtension(**USER)
    assert overlap(resume, block, stop) == (0, 0)
    assert told(shop) == (["admin"], "blocked", True)
    assert told(shop, "") == ([], "active", False)
    block_customer(shop, entry, "admin")
    free = lambda: shop.root.unblockExtension(**USER)  # noqa: E731
    assert overlap(free, resume, stop) == (0, 0)
    assert told(shop) == ([], "active", False)
    assert examine(shop.world.database) == []
