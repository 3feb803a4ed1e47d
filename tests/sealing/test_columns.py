# SPDX-License-Identifier: Apache-2.0
"""Every sealed value is found by the declaration of its column."""

import re
from decimal import Decimal

from ngnprov.calls.operation import Task
from ngnprov.calls.port import declared_tables
from ngnprov.ports.sip.vouchers import batches
from ngnprov.ports.sip.vouchers.batches import Voucher
from ngnprov.sealing.columns import sealed_columns
from ngnprov.sealing.keys import load_key_file
from tests.support.world import World


def seal_everything(world: World, count: int = 1) -> list[Voucher]:
    """A secret of every kind, ``count`` times; the vouchers among them."""
    admin = world.call()
    vouchers: list[Voucher] = []
    for n in range(count):
        owner = admin.addAccount(
            account={"username": f"c{n}", "password": f"secret {n}", "properties": [UNLIMITED, TOKEN]}
        )["id"]
        admin.call("addDomain", {"domain": {"domain": f"d{n}.example", "customer": owner, "private_key": KEY}}, "Sip")
        admin.call(
            "addAccount",
            {
                "account": {
                    "id": {"username": "alice", "domain": f"d{n}.example"},
                    "password": "secret",
                    "properties": [{"name": "plain", "value": "ü"}, {"name": "web_password", "value": "secret"}],
                }
            },
            "Sip",
        )
        admin.call("addTrustedPeer", {"peer": {"ip": f"192.0.2.{n}", "authToken": "secret"}}, "Sip")
        made = world.operator.run(Task(name="vouchers generate"), lambda call: batches.generate(call, 1, Decimal(10)))
        vouchers += made
    return vouchers


UNLIMITED = {"name": "sip_credit", "category": "credit", "value": "1000", "permission": "admin"}
TOKEN = {"name": "auth_token", "category": "dns", "value": "s3cret token", "permission": "customer"}
KEY = "-----BEGIN PRIVATE KEY-----"


def test_everything_that_is_sealed_is_found_and_opens_where_it_stands(world: World) -> None:
    (voucher,) = seal_everything(world)
    keys = load_key_file(world.settings.keys.file)
    with world.database.reading() as unit:
        found = {
            str(place): keys.open(value, place)
            for column in sealed_columns(declared_tables())
            for value, place in column.values(unit)
        }
    hash_key = found.pop("sip_voucher_key.hash_key:1")
    assert re.fullmatch("[0-9a-f]{64}", hash_key)
    (id,) = world.sql("SELECT id FROM customers WHERE username = 'c0'")[0]
    assert found == {
        f"customers.password:{id}": "secret 0",
        f"customer_properties.sealed_value:{id}:auth_token": "s3cret token",
        "key_probe.probe:1": "ngnprov",
        "sip_accounts.password:alice@d0.example": "secret",
        "sip_accounts.properties:alice@d0.example:web_password": "secret",
        "sip_domains.private_key:d0.example": KEY,
        "sip_trusted_peers.auth_token:192.0.2.0": "secret",
        "sip_vouchers.number:1": voucher.number,
    }


def test_every_sealed_column_is_declared_under_its_own_name() -> None:
    declared = {
        f"{table.name}.{column.name}": column.info["sealed"].name
        for table in declared_tables()
        for column in table.columns
        if "sealed" in column.info
    }
    assert declared == {name: name for name in declared}
    assert len(declared) == len(sealed_columns(declared_tables())) >= 6
