# SPDX-License-Identifier: Apache-2.0
"""What a tenant may use, as its product type says; one without a type may use everything (tenant.md Y4)."""

from typing import Final

from ngnprov.calls.call import Call
from ngnprov.ports.tenant.errors import FeatureNotInType
from ngnprov.ports.tenant.producttypes import store

EXTENSIONS, GROUPS, ATTENDANTS, RECORDING = "extensions", "groups", "autoattendant", "recording"
DEVICES, CONNECTION, REPORTS = "devices", "connection", "reports"
FEATURES: Final = (EXTENSIONS, GROUPS, ATTENDANTS, RECORDING, DEVICES, CONNECTION, REPORTS)


def require(call: Call, product_type: str, feature: str, field: str) -> None:
    """Raise FeatureNotInType on ``field`` when a product type, "" for none, has not a feature."""
    if not product_type:
        return
    found = store.named(call.unit, product_type)
    if found is not None and feature not in found.features.split():
        raise FeatureNotInType(f"the product type {found.name} has no {feature}", field=field)
