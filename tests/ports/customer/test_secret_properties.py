# SPDX-License-Identifier: Apache-2.0
"""The token of an entry is sealed, masked where the journal tells of it, and comes back by an undo (customer.md 3.3)."""

import json
from typing import Any

import pytest

from ngnprov.calls.port import declared_tables
from tests.support.caller import NIL
from tests.support.commands import done
from tests.support.scene import Scene, prop, values

TOKEN = "tok-5a1e6f0c-Ünsafe"


def token(value: str = TOKEN) -> dict[str, Any]:
    """The property as CDRTool sends it."""
    return prop("auth_token", value, "customer", "dns")


def everything(scene: Scene) -> str:
    """All that is stored, as text."""
    return "".join(str(scene.world.sql(f"SELECT * FROM {table.name}")) for table in declared_tables())


def test_a_token_is_answered_as_it_was_sent_and_stands_nowhere_in_clear(scene: Scene) -> None:
    id = scene.add("customer", reseller=scene.reseller(), properties=[token("first one"), prop("pref", "plain")])
    own = scene.login("customer")
    assert own.getProperties(customer=id) == [token("first one"), prop("pref", "plain")]
    own.setProperties(customer=id, properties=[token()])
    assert own.getProperties(customer=id) == [token(), prop("pref", "plain")]
    assert own.getAccount(id=id)["properties"][0] == token()
    assert scene.admin.getCustomers(query={"filter": {"customer": id}})["accounts"][0]["properties"][0] == token()
    stored = everything(scene)
    assert "plain" in stored
    assert "first one" not in stored
    assert TOKEN not in stored
    assert ascii(TOKEN)[1:-1] not in stored
    scene.admin.deleteAccount(id=id)
    assert TOKEN not in everything(scene)


def test_the_journal_tells_that_a_token_changed(quick: Scene) -> None:
    id = quick.add("customer")
    for value in ("one", "two", ""):
        quick.admin.setProperties(customer=id, properties=[token(value)])
    rows = quick.world.sql("SELECT before, after FROM journal WHERE operation = 'setProperties' ORDER BY id")
    told = [tuple(json.loads(side)["properties"]["auth_token"] for side in row) for row in rows]
    shown, none = ["********", "dns", "customer"], ["", "dns", "customer"]
    assert told == [(None, shown), (shown, shown), (shown, none)]


def test_a_token_that_stays_is_no_change(quick: Scene) -> None:
    id = quick.add("customer", properties=[token()])
    before = quick.world.fingerprint()
    quick.login("customer").setProperties(customer=id, properties=[token()])
    assert quick.world.fingerprint() == before


@pytest.mark.parametrize("way", ["update", "set", "remove"])
def test_an_undo_brings_a_token_back(quick: Scene, way: str) -> None:
    id = quick.add("customer", properties=[token("old")])
    if way == "update":
        quick.admin.updateAccount(account={"id": id, "properties": [token("new")]})
    else:
        given = token("new") if way == "set" else {"name": "auth_token", "value": NIL}
        quick.admin.setProperties(customer=id, properties=[given])
    assert quick.world.sql("SELECT undo FROM journal ORDER BY id DESC LIMIT 1") == [(None,)]  # the steps are sealed
    quick.world.undo()
    assert values(quick.admin.getProperties(customer=id)) == {"auth_token": "old"}


def test_a_removed_entry_comes_back_with_its_token(quick: Scene) -> None:
    id = quick.add("customer", reseller=quick.reseller(), properties=[token()])
    quick.admin.deleteAccount(id=id)
    quick.world.undo()
    assert values(quick.admin.getProperties(customer=id)) == {"auth_token": TOKEN}


def test_a_dry_run_shows_that_a_token_would_change_and_not_which(scene: Scene) -> None:
    id = scene.add("customer", properties=[token("old one")])
    caller = scene.admin.asking(dryRun=True)
    caller.setProperties(customer=id, properties=[token()])
    answered = caller.answered.decode()
    assert "auth_token" in answered
    assert "old one" not in answered
    assert TOKEN not in answered
    assert ascii(TOKEN)[1:-1] not in answered


def test_tokens_of_an_earlier_release_are_sealed(scene: Scene) -> None:
    one = scene.add("one", properties=[token()])
    two = scene.add("two", properties=[token(""), prop("a", "b")])
    scene.world.sql(f"UPDATE customer_properties SET value = '{TOKEN}' WHERE customer = {one}")
    scene.world.sql("ALTER TABLE customer_properties DROP COLUMN sealed_value")
    for table in reversed(declared_tables()):
        if table.name.startswith("tenant_"):  # they stand on a later migration
            scene.world.sql(f"DROP TABLE {table.name}")
    scene.world.sql("DROP INDEX uq_customers_reseller_id")
    scene.world.sql("CREATE INDEX ix_customers_reseller_id ON customers (reseller, id)")
    scene.world.sql("ALTER TABLE customers DROP COLUMN barred")
    scene.world.sql("DELETE FROM alembic_version WHERE version_num LIKE 'tenant%'")
    scene.world.sql("UPDATE alembic_version SET version_num = 'customer_0002' WHERE version_num LIKE 'customer%'")
    done(scene.world, "migrate")
    assert TOKEN not in everything(scene)
    assert values(scene.admin.getProperties(customer=one)) == {"auth_token": TOKEN}
    assert values(scene.admin.getProperties(customer=two)) == {"auth_token": "", "a": "b"}
    done(scene.world, "migrate")
    assert values(scene.admin.getProperties(customer=one)) == {"auth_token": TOKEN}
