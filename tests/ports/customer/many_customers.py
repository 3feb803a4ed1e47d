# SPDX-License-Identifier: Apache-2.0
"""Thousands of customers, straight into the tables, and what of them a list must hold."""

import re
from pathlib import Path
from typing import NamedTuple

from ngnprov.db.ledgers import sequences
from ngnprov.db.statement import insertion
from ngnprov.ports.customer.tables import customers, properties
from ngnprov.sealing.columns import SealContext
from ngnprov.sealing.keys import load_key_file
from tests.support.world import World

CITIES = ("Haarlem", "haarlem", "Den Haag", "Úrsulaplein", "", "100% Noord", "a_b")
RESELLERS = 2


class One(NamedTuple):
    """One of them."""

    id: int
    reseller: int
    username: str
    city: str
    change_date: str


def people(count: int) -> list[One]:
    """The first two are resellers, to whom the others belong in turn; three are always changed in one second."""
    return [
        One(
            id,
            id if id <= RESELLERS else 1 + id % RESELLERS,
            f"{'ax_'[id % 3]}u{id:05}",
            CITIES[id % len(CITIES)],
            f"2024-01-01 {id // 3600 % 24:02}:{id // 3 // 60 % 60:02}:{id // 3 % 60:02}",
        )
        for id in range(1, count + 1)
    ]


def fill(world: World, count: int, address: str = "") -> list[One]:
    """Store them in an empty database, each with a property and the password ``secret``."""
    keys = load_key_file(Path(world.settings.keys.file))
    found = people(count)
    rows = [
        {
            **{column.name: "" for column in customers.columns if str(column.type) == "TEXT"},
            **each._asdict(),
            "username_fold": each.username,
            "city_fold": each.city.casefold(),
            "address": address,
            "password": keys.seal("secret", SealContext(f"customers.password:{each.id}")),
            **{"impersonate": 0, "balance": 0, "credit": 0, "reseller_active": True},
        }
        for each in found
    ]
    items = [
        {
            "customer": each.id,
            "name": "p",
            "position": 1,
            "category": "",
            "value": "1",
            "permission": "customer",
            "sealed_value": b"",
        }
        for each in found
    ]
    with world.database.writing() as unit:
        unit.run_many(insertion(customers, ("barred",)), rows)
        unit.run_many(insertion(properties), items)
        sequences.skip_to(unit, "customer", count)
        unit.commit()
    return found


def like(pattern: str, text: str) -> bool:
    """Does the whole of ``text`` match, whatever its case (wire.md L4, L5)?"""
    written = re.sub(
        r"\\(.)|(%)|(_)|(.)",
        lambda found: ".*" if found[2] else "." if found[3] else re.escape(found[1] or found[4]),
        pattern,
        flags=re.DOTALL,
    )
    return re.fullmatch(written, text, re.DOTALL | re.IGNORECASE) is not None
