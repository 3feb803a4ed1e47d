# SPDX-License-Identifier: Apache-2.0
"""What calls at the same time leave behind is what some order of them would leave (promises P1, P2, P3).

64 processes race for the same thing, and get what is left of it; rights that end while a call is under way end for it.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ngnprov.auth import administrators
from ngnprov.calls.actor import Actor, Level
from ngnprov.db.engine import Database
from ngnprov.db.unit import Unit
from ngnprov.errors import CustomerUnknown
from ngnprov.ports.customer import store
from ngnprov.settings import Settings
from tests.planted import planted
from tests.promises import racers
from tests.promises.overlap import STOPS, at_once, overlap
from tests.support.caller import Caller
from tests.support.examination import examine
from tests.support.prepared import prepared
from tests.support.processes import patient
from tests.support.world import ADMIN, Template, World

PROCESSES = 64


def race(settings: Settings, case: str) -> Counter[int]:
    """How often each fault code came; 0 is success."""
    codes = prepared(racers.race, patient(settings), PROCESSES, case)
    assert len(codes) == PROCESSES
    return Counter(codes)


def nothing_is_wrong(settings: Settings) -> bool:
    database = Database(settings.database.url)
    try:
        return examine(database) == []
    finally:
        database.close()


def test_the_last_credits_are_sold_exactly_once(racer: Settings) -> None:
    assert race(racer, "credit") == {0: 10, 911: PROCESSES - 10}
    with World(racer) as world:
        assert world.sql("SELECT count(*), count(DISTINCT id) FROM widgets") == [(10, 10)]
        assert world.sql("SELECT used FROM counters WHERE kind = 'widget_credit'") == [(10,)]
        assert world.sql("SELECT count(*) FROM journal WHERE operation = 'addWidget' AND subject LIKE 'widget%'") == [
            (10,)
        ]
    assert nothing_is_wrong(racer)


def test_one_of_many_gets_a_username(racer: Settings) -> None:
    assert race(racer, "name") == {0: 1, 5001: PROCESSES - 1}
    assert nothing_is_wrong(racer)


@pytest.mark.slow
def test_ids_given_at_once_are_all_different(racer: Settings) -> None:
    assert race(racer, "ids") == {0: PROCESSES}
    with World(racer) as world:
        assert world.sql("SELECT count(DISTINCT id) FROM customers") == [(PROCESSES + 1,)]


CHANGES = ("moved", "deleted", "switched off")
"""What an administrator does to a reseller who is just creating something."""
REFUSED = {"moved": {902}, "deleted": {901, 902}, "switched off": {902}}
"""How the creation is refused when the change comes first."""
KEPT = {"moved": 5010, "deleted": 5010, "switched off": 0}
"""How the change ends when the creation comes first."""


def change(admin: Caller, reseller: int, other: int, how: str) -> Any:
    if how == "deleted":
        return admin.deleteAccount(id=reseller)
    changed = {"reseller": other} if how == "moved" else {"resellerActive": False}
    return admin.updateAccount(account={"id": reseller, **changed})


@pytest.fixture
def resellers(world: World) -> tuple[int, int]:
    """Two, ``one`` and ``two``, whose logins are remembered."""
    one, two = (
        world.call().addAccount(account={"username": name, "password": "p", "resellerActive": True})["id"]
        for name in ("one", "two")
    )
    world.call(username="one", password="p", admin=False).getAccount(id=one)
    return one, two


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("how", CHANGES)
def test_a_reseller_creates_nothing_with_rights_that_ended_meanwhile(
    world: World, resellers: tuple[int, int], how: str, stop: str
) -> None:
    login = world.call(username="one", password="p", admin=False)
    created, changed = overlap(
        lambda: login.addAccount(account={"username": "child", "password": "p"}),
        lambda: change(world.call(), *resellers, how),
        stop,
    )
    if stop == "before its write":
        assert (created in REFUSED[how], changed) == (True, 0)
    else:
        assert (created, changed) == (0, KEPT[how])
    assert len(world.sql("SELECT id FROM customers WHERE username = 'child'")) == (created == 0)
    assert examine(world.database) == []


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("how", CHANGES)
def test_a_reseller_changes_its_kind_only_while_nobody_creates_under_it(
    world: World, resellers: tuple[int, int], how: str, stop: str
) -> None:
    login = world.call(username="one", password="p", admin=False)
    changed, created = overlap(
        lambda: change(world.call(), *resellers, how),
        lambda: login.addAccount(account={"username": "child", "password": "p"}),
        stop,
    )
    if stop == "before its write":
        assert (created, changed) == (0, KEPT[how])
    else:
        assert (created in REFUSED[how], changed) == (True, 0)
    assert len(world.sql("SELECT id FROM customers WHERE username = 'child'")) == (created == 0)
    assert examine(world.database) == []


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("who", ["administrator", "behind"])
@pytest.mark.parametrize("first", ["creation", "change"])
def test_an_administrator_creates_under_resellers_only(
    world: World, resellers: tuple[int, int], first: str, who: str, how: str, stop: str
) -> None:
    one, _ = resellers
    creator = world.call(impersonate=one) if who == "behind" else world.call()
    new = {"account": {"username": "child", "password": "p", "reseller": one}}
    calls = (lambda: creator.call("addAccount", new), lambda: change(world.call(), *resellers, how))
    codes = overlap(*calls if first == "creation" else calls[::-1], stop)
    assert set(codes) <= {0, 101, 902, 5010}
    assert examine(world.database) == []


def test_resellers_who_create_while_they_are_moved_or_deleted(world: World, rounds: int) -> None:
    admin = world.call()
    other = admin.addAccount(account={"username": "other", "password": "p"})["id"]
    for number in range(rounds // 4):
        how = CHANGES[number % 2]
        new = {"username": f"r{number}", "password": "p", "resellerActive": True}
        id = admin.addAccount(account=new)["id"]
        login = world.call(username=f"r{number}", password="p", admin=False)
        login.getAccount(id=id)
        created, changed = at_once(
            lambda: login.addAccount(account={"username": f"child {number}", "password": "p"}),
            lambda: change(admin, id, other, how),
        )
        assert (created, changed) == (0, 5010) or (created in REFUSED[how] and changed == 0)
    assert examine(world.database) == []


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("how", ["moved", "deleted"])
@pytest.mark.parametrize("naming", ["updateAccount", "addAccount"])
@pytest.mark.parametrize("first", ["naming", "change"])
def test_nobody_impersonates_an_entry_that_moved_or_is_gone(
    world: World,
    resellers: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
    first: str,
    naming: str,
    how: str,
    stop: str,
) -> None:
    admin, (one, two) = world.call(), resellers
    entry, named, _ = (
        admin.addAccount(account={"username": name, "password": "p", "reseller": one, "impersonate": impersonate})["id"]
        for name, impersonate in (("entry", 0), ("named", 0), ("pointing", 4))
    )
    assert named == 4
    account = {"id": entry} if naming == "updateAccount" else {"username": "new", "password": "p", "reseller": one}
    begun = []
    begin = Database.writing

    def counted(database: Database) -> Unit:
        begun.append(database)
        return begin(database)

    monkeypatch.setattr(Database, "writing", counted)
    calls = (
        lambda: admin.call(naming, {"account": {**account, "impersonate": named}}),
        lambda: change(admin, named, two, how),
    )
    codes = overlap(*calls if first == "naming" else calls[::-1], stop)
    named_code, changed = codes if first == "naming" else codes[::-1]
    assert changed == 0
    assert named_code == (0 if (first == "naming") == (stop == "before its COMMIT") else 101)
    assert len(begun) == 2, "they locked each other out"
    assert world.sql("SELECT id FROM customers WHERE impersonate <> 0") == []
    assert examine(world.database) == []


def test_an_administrator_who_is_disabled_meanwhile_changes_nothing(world: World) -> None:
    administrators.add(world.database, "another", "hunter hunter zebra")  # the last one cannot be disabled
    world.call().getCustomers(query={})
    created, _ = overlap(
        lambda: world.call().addAccount(account={"username": "late", "password": "p"}),
        lambda: administrators.set_disabled(world.database, ADMIN, disabled=True),
        "before its write",
    )
    assert created == 901
    assert world.sql("SELECT count(*) FROM customers") == [(0,)]


def test_a_foreign_key_that_refuses_at_commit_lets_the_checks_look_again(
    postgres_template: Template, tmp_path: Path
) -> None:
    with postgres_template.copy(tmp_path) as world:
        id = world.call().addAccount(account={"username": "r", "password": "p"})["id"]
        row = world.sql(f"SELECT {', '.join(store.Account._fields)} FROM customers")[0]
        child = {**dict(zip(store.Account._fields, row, strict=True)), "id": 99, "username": "child"}
        tried = []

        def work(unit: Unit) -> None:
            row = store.ACCOUNTS.get(unit, Actor(Level.ADMIN, ADMIN), id)
            tried.append(row and row[0])
            if tried[-1] is None:
                raise CustomerUnknown("there is no such customer")
            store.ACCOUNTS.insert(unit, {**child, "barred": False})
            world.sql(f"DELETE FROM customers WHERE id = {id}")

        with pytest.raises(CustomerUnknown):
            world.database.write(work)
        assert tried == [id, None]


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("first", ["creation", "change"])
def test_records_of_other_ports_are_created_under_resellers_only(
    racer: Settings, first: str, how: str, stop: str
) -> None:
    with planted(), World(racer) as world:
        admin, login = world.call(), world.call(username="racer", password="p", admin=False)
        ((id,),) = world.sql("SELECT id FROM customers")
        other = admin.addAccount(account={"username": "other", "password": "p"})["id"]
        login.getAccount(id=id)
        create = lambda: login.call("addWidget", {"widget": {"name": "w"}}, "Widget")  # noqa: E731
        calls = (create, lambda: change(admin, id, other, how))
        codes = overlap(*calls if first == "creation" else calls[::-1], stop)
        assert set(codes) <= {0, 101, 901, 902, 911, 5010}
        assert examine(world.database) == []
        belonging = "JOIN customers c ON c.id = w.customer AND c.reseller = w.reseller"
        found = world.sql(f"SELECT count(*) FROM widgets w {belonging}")
        assert found == world.sql("SELECT count(*) FROM widgets")
