# SPDX-License-Identifier: Apache-2.0
"""Limits as they are answered."""

from ngnprov.calls.request import Limit
from ngnprov.ports.pbx.entitlements.wire import EntitlementAnswer


def answer(limit: Limit, *, bites: bool) -> EntitlementAnswer:
    """A limit as it is answered."""
    most = limit.limit
    return EntitlementAnswer(
        kind=limit.kind,
        holder=limit.holder,
        limit=most or 0,
        unlimited=most is None,
        used=limit.used,
        left=0 if most is None else max(most - limit.used, 0),
        wanted=limit.wanted,
        bites=bites,
    )
