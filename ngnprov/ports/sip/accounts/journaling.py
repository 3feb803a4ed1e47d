# SPDX-License-Identifier: Apache-2.0
"""What the journal tells of an account: neither passwords nor digests, and nothing empty."""

from collections.abc import Collection, Mapping
from typing import Any

from ngnprov.db.journal import MASKED
from ngnprov.ports.sip.accounts.members import acl_out, journaled_properties

_DIGESTS = frozenset({"ha1", "ha1b", "ha1_sha256"})
_LEFT_OUT = _DIGESTS | {"id"}


def journaled(values: Mapping[str, Any], groups: Collection[str], *, other: Collection[str] = ()) -> dict[str, Any]:
    """Stored columns and memberships; ``other`` are the memberships of the other side of a change."""
    told = {name: value for name, value in values.items() if name not in _LEFT_OUT and value}
    if "password" in values or _DIGESTS & values.keys():
        told["password"] = MASKED
    if "acl" in told:
        told["acl"] = acl_out(told["acl"])
    if "properties" in told:
        told["properties"] = journaled_properties(told["properties"])
    if groups or other:
        told["groups"] = sorted(groups)
    return told
