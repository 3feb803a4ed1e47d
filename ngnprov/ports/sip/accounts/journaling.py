# SPDX-License-Identifier: Apache-2.0
"""What the journal records of an account: its columns, its networks and properties as clients name them, and its groups."""

from collections.abc import Iterable
from typing import Any

from ngnprov.ports.sip.accounts.fields import acl_out, journaled_properties
from ngnprov.ports.sip.accounts.store import Account


def journaled(account: Account, groups: Iterable[str]) -> dict[str, Any]:
    """An account that is a member of ``groups``."""
    return {
        **account._asdict(),
        "acl": list(acl_out(account.acl)),
        "properties": journaled_properties(account.properties),
        "groups": sorted(groups),
    }
