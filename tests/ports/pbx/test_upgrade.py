# SPDX-License-Identifier: Apache-2.0
"""A database of an older release keeps what it has of a PBX (``migrations/``)."""

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import IntegrityError

from ngnprov.db import migrate
from ngnprov.db.failures import StorageFailure
from ngnprov.db.statement import Statement
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.accounts.tables import accounts
from tests.ports.pbx.conftest import PbxScene
from tests.support.commands import done, run

WHO_NAMES_EXTENSIONS = ("pbx_extensions", "pbx_numbers", "pbx_subscriptions")
OF_DEVICES = ("pbx_redirections", "pbx_device_fetches", "pbx_applied_devices", "pbx_device_keys", "pbx_devices")
"""The tables of pbx_0009."""
AT_COMMIT = " DEFERRABLE INITIALLY DEFERRED"


def go_back(scene: PbxScene) -> None:
    """Make the reference to the account, and its index, what they were before pbx_0007."""
    world = scene.world
    with world.database.engine.connect() as connection:
        connection.execute(text("DROP INDEX uq_pbx_extensions_account"))
        connection.execute(
            text("CREATE UNIQUE INDEX uq_pbx_extensions_account ON pbx_extensions (account) WHERE closed IS NULL")
        )
        if world.database.is_sqlite:
            connection.execute(text("PRAGMA writable_schema=ON"))
            connection.execute(
                text(f"UPDATE sqlite_master SET sql = replace(sql, '{AT_COMMIT}', '') WHERE name = 'pbx_extensions'")
            )
            connection.execute(text("PRAGMA writable_schema=RESET"))
        else:
            key = "ALTER TABLE pbx_extensions ALTER CONSTRAINT fk_pbx_extensions_account NOT DEFERRABLE"
            connection.execute(text(key))
        connection.execute(text("DROP INDEX ix_pbx_subscriptions_until"))  # of pbx_0008
        entry = "CREATE UNIQUE INDEX uq_pbx_blocks_entry ON pbx_blocks (customer, level) WHERE extension IS NULL"
        connection.execute(text(entry))  # of pbx_0010
        for column in ("parted_from", "with_customer"):  # of pbx_0011 and pbx_0012
            connection.execute(text(f"ALTER TABLE pbx_subscriptions DROP COLUMN {column}"))
        for table in OF_DEVICES:
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = 'pbx_0006' WHERE version_num LIKE 'pbx_%'"))
        connection.commit()


def everything(scene: PbxScene) -> list[list[tuple[object, ...]]]:
    return [scene.world.sql(f"SELECT * FROM {table} ORDER BY id") for table in WHO_NAMES_EXTENSIONS]


def test_extensions_and_what_names_them_are_as_before(pbx: PbxScene) -> None:
    pbx.agree("PBX", customer=pbx.reseller_id)
    pbx.agree("PBX")
    pbx.pilot()
    pbx.user("100")
    pbx.user("101")
    pbx.reseller_login.deleteExtension(customer=2, number="101")
    go_back(pbx)
    before = everything(pbx)
    done(pbx.world, "migrate")
    *others, stored = everything(pbx)
    assert [*others, [row[:-2] for row in stored]] == before
    assert run(pbx.world, "doctor").exit_code == 0
    (highest,) = pbx.world.sql("SELECT max(id) FROM pbx_extensions")
    pbx.user("102")
    assert pbx.world.sql("SELECT max(id) FROM pbx_extensions") == [(highest[0] + 1,)]
    with pytest.raises(IntegrityError), pbx.world.database.engine.begin() as connection:
        connection.execute(text("BEGIN"))
        connection.execute(
            text("DELETE FROM sip_accounts WHERE id = (SELECT account FROM pbx_extensions WHERE number = '100')")
        )
        connection.execute(text("COMMIT"))


def test_what_others_have_made_beside_stops_no_upgrade(quick_pbx: PbxScene) -> None:
    """Views, triggers on tables of their own, and rows that refer to nothing, from before."""
    quick_pbx.pilot()
    go_back(quick_pbx)
    with quick_pbx.world.database.engine.connect() as connection:
        for statement in (
            "CREATE VIEW phones AS SELECT number, domain FROM pbx_extensions WHERE closed IS NULL",
            "CREATE TABLE calls (extension INTEGER)",
            "CREATE TRIGGER seen AFTER INSERT ON calls BEGIN UPDATE pbx_extensions SET name = name; END",
            "PRAGMA foreign_keys=OFF",
            "INSERT INTO sip_groups (account, name) VALUES (999999, 'x')",
        ):
            connection.execute(text(statement))
    done(quick_pbx.world, "migrate")
    assert len(quick_pbx.world.sql("SELECT * FROM phones")) == 1


def test_an_upgrade_that_would_leave_a_row_without_what_it_refers_to_is_none(quick_pbx: PbxScene) -> None:
    quick_pbx.pilot()
    go_back(quick_pbx)

    def finish(unit: Unit) -> None:
        unit.run(Statement(delete(accounts)))

    with pytest.raises(StorageFailure, match="a row of the table pbx_extensions would refer to one of sip_accounts"):
        migrate.upgrade(quick_pbx.world.database, finish=finish)
    assert quick_pbx.world.sql("SELECT count(*) FROM sip_accounts") == [(1,)]


def test_a_table_that_others_have_changed_stops_the_upgrade(quick_pbx: PbxScene) -> None:
    go_back(quick_pbx)
    quick_pbx.world.sql("ALTER TABLE pbx_extensions RENAME COLUMN account TO sip_account")
    said = run(quick_pbx.world, "migrate")
    assert (said.exit_code, "the table pbx_extensions is not as ngnprov made it" in said.stderr) == (2, True)
    assert quick_pbx.world.sql("SELECT version_num FROM alembic_version WHERE version_num LIKE 'pbx%'") == [
        ("pbx_0006",)
    ]
