# SPDX-License-Identifier: Apache-2.0
"""A database as the release before sip_0005 left it: voucher numbers in clear, three digests, in any case."""

from collections.abc import Sequence

from tests.support.world import World

VOUCHERS = """CREATE TABLE sip_vouchers (id INTEGER NOT NULL CONSTRAINT pk_sip_vouchers PRIMARY KEY, number TEXT NOT NULL,
    value BIGINT DEFAULT '0' NOT NULL, reseller INTEGER NOT NULL, batch TEXT DEFAULT '' NOT NULL, blocked BOOLEAN NOT NULL,
    create_date TEXT NOT NULL, redeem_date TEXT DEFAULT '' NOT NULL, redeemed_by TEXT DEFAULT '' NOT NULL,
    CONSTRAINT ck_sip_vouchers_redeemed_by_somebody CHECK ((redeem_date = '') = (redeemed_by = '')),
    CONSTRAINT ck_sip_vouchers_value_positive CHECK (value > 0))"""
CREATED = "2026-01-02 03:04:05.000006"


def go_back(world: World, numbers: Sequence[str] = ()) -> None:
    """Give the database the schema of before, and vouchers worth 10 with these numbers; their ids begin at 1."""
    world.sql("DROP TABLE sip_vouchers")
    world.sql("DROP TABLE sip_voucher_key")
    world.sql(VOUCHERS)
    world.sql("CREATE INDEX ix_sip_vouchers_batch ON sip_vouchers (batch, id)")
    world.sql("CREATE UNIQUE INDEX uq_sip_vouchers_number ON sip_vouchers (number)")
    world.sql("ALTER TABLE sip_accounts DROP COLUMN ha1b_sha256")
    for table in ("sip_domains", "sip_accounts", "sip_aliases"):  # sip_0006
        world.sql(f"ALTER TABLE {table} DROP COLUMN version")
    world.sql("UPDATE alembic_version SET version_num = 'sip_0004' WHERE version_num = 'sip_0006'")
    rows = (f"({id}, '{number}', 100000, 0, 'spring', false, '{CREATED}')" for id, number in enumerate(numbers, 1))
    if numbers:
        columns = "id, number, value, reseller, batch, blocked, create_date"
        world.sql(f"INSERT INTO sip_vouchers ({columns}) VALUES {', '.join(rows)}")
