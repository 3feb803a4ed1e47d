# SPDX-License-Identifier: Apache-2.0
"""What a customer's product type does not have is refused on every path, in the words of the type (tenant.md Y4; row 004-04)."""

from typing import Any

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_devices import CUSTOMER
from tests.support.commands import refused, written


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """On both databases: the customer's type, Basic, has nothing yet; it has a pilot and the user 101."""
    for code in ("PBX", "AA"):
        pbx.agree(code, customer=pbx.reseller_id)
        pbx.agree(code)
    pbx.pilot()
    pbx.user("101")
    pbx.admin.tenant.addProductType(productType={"code": "basic", "name": "Basic"})
    pbx.profile(productType="basic")
    return pbx


def has(scene: PbxScene, *features: str) -> None:
    scene.admin.tenant.updateProductType(productType={"code": "basic", "features": list(features)})


PATHS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "addExtension": ("extensions", "extension.customer", {"extension": {"customer": CUSTOMER, "name": "New"}}),
    "addExtensions": (
        "extensions",
        "extension.customer",
        {"extension": {"customer": CUSTOMER, "name": "N"}, "count": 2},
    ),
    "addGroup": ("groups", "group.customer", {"group": {"customer": CUSTOMER, "name": "All", "members": ["101"]}}),
    "addAutoAttendant": ("autoattendant", "attendant.customer", {"attendant": {"customer": CUSTOMER, "name": "Menu"}}),
    "addDevice": ("devices", "device.customer", {"device": {"customer": CUSTOMER}}),
    "updateExtension": (
        "recording",
        "extension.recordOutbound",
        {"extension": {"customer": CUSTOMER, "number": "101", "recordOutbound": True, "recordEmail": "r@example.com"}},
    ),
}


@pytest.mark.parametrize("operation", PATHS)
def test_a_feature_is_used_where_the_type_has_it(shop: PbxScene, operation: str) -> None:
    feature, field, arguments = PATHS[operation]
    before = shop.world.fingerprint()
    for caller in (shop.customer_login, shop.reseller_login, shop.root):
        fault = caller.refused(operation, **arguments)
        assert (fault.code, fault.field) == (8410, field)
        assert f"Basic has no {feature}" in fault.text
    assert shop.world.fingerprint() == before
    has(shop, feature)
    getattr(shop.customer_login, operation)(**arguments)
    has(shop)


def test_a_file_meets_the_same(shop: PbxScene) -> None:
    if shop.world.kind != "sqlite":
        return
    from pathlib import Path

    place = Path(shop.world.settings.database.url.removeprefix("sqlite:///")).parent
    told = refused(shop.world, "extensions", "import", "--of", CUSTOMER, written(place, "number,name\n150,New\n"))
    assert "Basic has no extensions" in str(told)
    fault = shop.admin.imports.importExtensions(customer=CUSTOMER, csv="number,name\n150,New\n")["rows"][0]
    assert fault["errorcode"] == 8410


def test_what_is_there_stays_when_the_type_has_it_no_more(shop: PbxScene) -> None:
    has(shop, "recording")
    shop.root.updateExtension(**PATHS["updateExtension"][2])
    has(shop)
    changed = shop.root.updateExtension(
        extension={"customer": CUSTOMER, "number": "101", "recordOutbound": True, "name": "x"}
    )
    assert changed["recordOutbound"] is True
    shop.root.deleteExtension(customer=CUSTOMER, number="101")
    before = shop.world.fingerprint()
    with pytest.raises(Exception, match="Basic has no extensions"):
        shop.world.undo()
    assert shop.world.fingerprint() == before
