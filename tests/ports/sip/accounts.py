# SPDX-License-Identifier: Apache-2.0
"""Accounts, and what the journal says of them, for tests of what hangs on an account."""

import json
from typing import Any

from tests.ports.sip.conftest import SipScene, sip_id


def seed_account(scene: SipScene, username: str = "alice", domain: str = "example.com") -> dict[str, str]:
    """Create an account; its sipId as it is sent."""
    scene.account(username, domain)
    return sip_id(username, domain)


def journal(scene: SipScene, account: dict[str, str]) -> list[tuple[str, Any, Any]]:
    """(operation, before, after) of every change of an account since it was made, in order."""
    rows = scene.world.sql(
        "SELECT operation, before, after FROM journal "
        f"WHERE subject = 'SIP account {account['username']}@{account['domain']}' AND operation <> 'addAccount' ORDER BY id"
    )
    return [(operation, json.loads(before or "null"), json.loads(after or "null")) for operation, before, after in rows]
