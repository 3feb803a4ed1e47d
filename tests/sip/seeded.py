# SPDX-License-Identifier: Apache-2.0
"""Accounts put into the database by hand, and what the journal says of them, for tests of what hangs on an account."""

import json
from typing import Any

from sqlalchemy import insert, select

from ngnprov.ports.sip.accounts.tables import accounts
from ngnprov.ports.sip.domains.tables import domains
from sip.conftest import SipScene

NOW = "2026-01-01 00:00:00.000000"


def seed_account(scene: SipScene, username: str = "alice", domain: str = "example.com") -> dict[str, str]:
    """Store an account of the domain's customer; its sipId as it is sent."""
    with scene.world.database.engine.begin() as connection:
        whose = connection.execute(
            select(domains.c.customer, domains.c.reseller).where(domains.c.domain == domain)
        ).one()
        connection.execute(
            insert(accounts).values(
                username=username,
                domain=domain,
                customer=whose.customer,
                reseller=whose.reseller,
                timezone="Europe/Amsterdam",
                password=b"",
                owner=0,
                quota=0,
                prepaid=False,
                timeout=35,
                call_limit=0,
                create_date=NOW,
                change_date=NOW,
            )
        )
    return {"username": username, "domain": domain}


def journal(scene: SipScene, sip_id: dict[str, str]) -> list[tuple[str, Any, Any]]:
    """(operation, before, after) of every change of an account, in order."""
    rows = scene.world.sql(
        "SELECT operation, before, after FROM journal "
        f"WHERE subject = 'SIP account {sip_id['username']}@{sip_id['domain']}' ORDER BY id"
    )
    return [(operation, json.loads(before or "null"), json.loads(after or "null")) for operation, before, after in rows]
