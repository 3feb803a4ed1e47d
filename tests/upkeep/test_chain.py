# SPDX-License-Identifier: Apache-2.0
"""The journal is sealed: each entry gets its link in the chain of its reseller, in the order of the ids (promise P28)."""

import hashlib
import logging
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy.exc import DatabaseError

from ngnprov.calls.port import find_directory, find_ports
from ngnprov.db.ledgers import hashes, journal, links
from ngnprov.upkeep import chain
from ngnprov.upkeep.chain import Sealer, seal
from ngnprov.upkeep.pruning import prune
from tests.support.journaling import add, seal_all, sentences, streams, tamper, write
from tests.support.world import Template, World

ENTRY: tuple[Any, ...] = (
    7,
    "2027-01-01 00:00:00.000000",
    "rené",
    "admin",
    0,
    1,
    "r",
    "addAccount",
    "customer 3",
    None,
    '{"a": 1}',
)
ENTRY += ("change", "", 0, 3, None, 2, "", None, None)


@pytest.fixture
def on_postgres(postgres_template: Template, tmp_path: Any) -> Iterator[World]:
    """A world on PostgreSQL, where transactions write side by side."""
    with postgres_template.copy(tmp_path) as world:
        yield world


def sealer(world: World) -> Sealer:
    return Sealer(world.database, find_directory(find_ports()))


def sealed(world: World) -> set[str]:
    """The logins of the entries that are sealed."""
    return {
        row[0] for row in world.sql("SELECT login FROM journal JOIN journal_links ON journal_links.entry = journal.id")
    }


def test_a_hash_is_taken_of_the_link_before_the_place_and_what_the_entry_says() -> None:
    content = (
        r'{"id":7,"at":"2027-01-01 00:00:00.000000","login":"ren\u00e9","level":"admin","entry":0,"behind":true,'
        r'"request_id":"r","operation":"addAccount","subject":"customer 3","after":"{\"a\": 1}","customer":3,"reseller":2}'
    )
    assert hashes.content(ENTRY) == content
    assert hashes.hash_of("ab", 2, 5, content) == hashlib.sha256(f"ab 2 5 {content}".encode()).hexdigest()


def test_the_program_in_the_contract_computes_every_hash(world: World) -> None:
    page = (Path(__file__).parents[2] / "docs/contract/journal.md").read_text()
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    auditor: dict[str, Any] = {}
    exec(program, auditor)
    kinds: list[dict[str, Any]] = [{"login": "rené \U0001f4de", "behind": True}, {"after": {}, "before": {"ä": '"'}}]
    kinds += [{"kind": "denied", "code": 902, "customer": 5, "address": "::1"}, {"reverts": 0, "on_behalf_of": "x"}]
    add(world.database, *kinds, *kinds)
    seal_all(world)
    names = [column.name for column in journal.entries.c]
    before = ""
    for row in world.sql(
        "SELECT journal.*, stream, number, hash FROM journal JOIN journal_links ON journal_links.entry = id"
        " WHERE stream = 0 ORDER BY number"
    ):
        *entry, stream, number, hash = row
        before = auditor["link_hash"](
            before, {"stream": stream, "number": number}, dict(zip(names, entry, strict=True))
        )
        assert before == hash
    assert number > 6


def test_no_column_changes_its_default_and_a_new_one_has_one() -> None:
    """Otherwise no hash of an entry that is there would be right any more."""
    always = ["id", "at", "login", "level", "entry", "behind", "request_id", "operation", "subject"]
    known = {"kind": "change", "address": "", "code": "0", "customer": "0", "reseller": "0", "on_behalf_of": ""}
    for column in journal.entries.c:
        default = getattr(column.server_default, "arg", None)
        if column.name in known:
            assert (default, column.nullable) == (known[column.name], False)
        elif column.name not in always:
            assert column.nullable or default is not None
            assert default is None or not column.nullable


def test_an_entry_is_in_the_stream_of_its_reseller_else_of_its_customers_else_of_the_operator(world: World) -> None:
    admin = world.call()
    boss = admin.addAccount(account={"username": "boss", "password": "p", "resellerActive": True})["id"]
    carl = admin.addAccount(account={"username": "carl", "password": "p", "reseller": boss})["id"]
    add(
        world.database,
        {"login": "of carl", "customer": carl},
        {"login": "of nobody"},
        {"login": "gone", "customer": 999},
        {"login": "himself", "subject": f"customer {carl}"},
    )
    add(world.database, {"login": "says it", "customer": carl, "reseller": 77}, {"login": "denied", "kind": "denied"})
    seal_all(world)
    of = dict(world.sql("SELECT login, stream FROM journal JOIN journal_links ON journal_links.entry = journal.id"))
    assert {name: of[name] for name in ("of carl", "of nobody", "gone", "says it", "denied", "himself")} == {
        "of carl": boss,
        "of nobody": 0,
        "gone": 0,
        "says it": 77,
        "denied": 0,
        "himself": boss,
    }
    assert sentences(world) == []


def test_numbers_count_up_in_each_stream_and_each_hash_rests_on_the_one_before(world: World) -> None:
    for number in range(7):
        add(world.database, {"reseller": number % 2, "subject": f"s {number}"})
        if number % 3 == 0:
            seal_all(world)
    seal_all(world)
    assert seal_all(world) == 0
    rows = {row[0]: row for row in world.sql("SELECT * FROM journal ORDER BY id")}
    by_stream: dict[int, list[tuple[int, int, str]]] = {}
    for entry, stream, number, hash in world.sql(
        "SELECT entry, stream, number, hash FROM journal_links ORDER BY entry"
    ):
        by_stream.setdefault(stream, []).append((entry, number, hash))
    assert sorted(by_stream) == [0, 1]
    for stream, chained in by_stream.items():
        before = ""
        for place, (entry, number, hash) in enumerate(chained, 1):
            assert number == place
            assert hash == hashes.hash_of(before, stream, number, hashes.content(rows[entry]))
            before = hash


def test_much_is_sealed_some_at_a_time_and_an_interruption_leaves_a_whole_chain(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "BATCH", 3)
    add(world.database, *({"reseller": n % 2} for n in range(10)))
    parts = seal(world.database)
    assert [next(parts), next(parts)] == [3, 3]
    assert sentences(world) == []
    assert seal_all(world) == len(world.sql("SELECT id FROM journal")) - 6
    assert sentences(world) == []


def test_what_is_not_sealed_is_counted_with_the_time_of_the_oldest(world: World) -> None:
    seal_all(world)
    with world.database.reading() as unit:
        assert links.tail(unit) == (0, None)
    add(world.database, {"at": "2027-01-02"}, {"at": "2027-01-03"})
    with world.database.reading() as unit:
        assert links.tail(unit) == (2, "2027-01-02")


def test_two_sealers_make_one_chain(world: World) -> None:
    """The one that comes late leaves it to the other."""
    first, second = sealer(world), sealer(world)
    add(world.database, {}, {})
    with world.database.reading() as unit:
        made = second._links(unit, links.fresh(unit, 0, 99, 99), {})
    assert sum(first.seal()) == len(made)
    assert not world.database.write(lambda unit: links.append(unit, 0, made))
    assert sum(second.seal()) == 0
    assert sentences(world) == []


def test_on_postgresql_a_sealer_does_not_wait_for_another(on_postgres: World) -> None:
    add(on_postgres.database, {}, {})
    with on_postgres.database.writing() as other:
        links.lock(other)
        assert sum(sealer(on_postgres).seal()) == 0
    assert sum(sealer(on_postgres).seal()) == 3


def test_what_comes_late_is_never_sealed_and_told_in_the_log_once(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    add(world.database, *({} for _ in range(5)))
    seal_all(world)
    gap = 3 if world.kind == "postgresql" else 0
    if gap:
        tamper(world, "DELETE FROM journal_links WHERE entry = 3")
    else:
        columns = "at, login, level, entry, behind, request_id, operation, subject"
        values = "'2027-01-01', 'x', 'admin', 0, false, 'x', 'x', 'x'"
        tamper(world, f"INSERT INTO journal (id, {columns}) VALUES (0, {values})")
    one = sealer(world)
    with caplog.at_level(logging.ERROR, "ngnprov.journal"):
        for _ in range(3):
            add(world.database, {})
            assert sum(one.seal()) == 1
    (record,) = caplog.records
    assert (record.message, record.__dict__["entries"]) == ("entries were put into the journal afterwards", [gap])
    assert f"entry {gap}: inserted: it is in no chain, and its time had passed" in sentences(world)


def test_on_postgresql_entries_wait_for_one_that_was_begun_before_them(on_postgres: World) -> None:
    one = sealer(on_postgres)
    list(one.seal())
    with on_postgres.database.writing() as slow:
        write(slow, login="slow")
        add(on_postgres.database, {"login": "quick"})
        assert [sum(one.seal()), sum(one.seal())] == [0, 0]
        with on_postgres.database.reading() as unit:
            assert links.tail(unit).size == 1
        slow.commit()
    assert sum(one.seal()) == 2
    assert sealed(on_postgres) >= {"slow", "quick"}
    assert sentences(on_postgres) == []


def test_on_postgresql_entries_wait_for_nobody_who_began_after_them(on_postgres: World) -> None:
    """Somebody always writes: those of whom the last look knew are what counts."""
    one = sealer(on_postgres)
    under_way = on_postgres.database.writing()
    write(under_way, login="0")
    for number in range(1, 9):
        following = on_postgres.database.writing()
        write(following, login=str(number))
        list(one.seal())
        under_way.commit()
        under_way = following
    assert {"0", "1"} <= sealed(on_postgres)
    assert "8" not in sealed(on_postgres)
    under_way.close()
    list(one.seal())
    assert {str(number) for number in range(8)} <= sealed(on_postgres)
    assert sentences(on_postgres) == []


def test_on_postgresql_an_id_that_was_taken_before_its_transaction_had_a_number_is_waited_for(
    on_postgres: World,
) -> None:
    """A trigger holds an INSERT between both, where pg_snapshot_xmin does not know of it."""
    on_postgres.sql(
        "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_advisory_lock_shared(1); RETURN NEW; END $$"
    )
    on_postgres.sql(
        "CREATE TRIGGER dawdle BEFORE INSERT ON journal FOR EACH ROW WHEN (NEW.login = 'slow') EXECUTE FUNCTION dawdle()"
    )
    one = sealer(on_postgres)
    add(on_postgres.database, {})  # the next 31 ids are taken without a record in the WAL, which would need a number
    list(one.seal())
    writing = threading.Thread(target=lambda: add(on_postgres.database, {"login": "slow"}))
    url = on_postgres.settings.database.url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(url, autocommit=True) as gate:
        gate.execute("SELECT pg_advisory_lock(1)")
        writing.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while gate.execute(waiting).fetchone() != (1,):
            pass
        has_number = "SELECT count(backend_xid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        assert gate.execute(has_number).fetchone() == (0,)
        add(on_postgres.database, {"login": "quick"})
        assert [sum(one.seal()) for _ in range(3)] == [0, 0, 0]
        gate.execute("SELECT pg_advisory_unlock(1)")
        writing.join()
    assert sum(one.seal()) == 2
    assert sentences(on_postgres) == []


FORBIDDEN = [
    "UPDATE journal_links SET hash = 'x'",
    "DELETE FROM journal_links",
    "DELETE FROM journal_links WHERE entry = (SELECT max(entry) FROM journal_links)",
    "DELETE FROM journal_links WHERE entry = (SELECT min(entry) FROM journal_links)",
    "INSERT INTO journal_links (entry, stream, number, hash) SELECT max(entry), 0, 99, 'x' FROM journal_links WHERE true ON CONFLICT (entry) DO UPDATE SET hash = 'x'",
]
ON_SQLITE = ["INSERT OR REPLACE INTO journal_links SELECT 99, stream, number, 'x' FROM journal_links LIMIT 1"]
ON_POSTGRESQL = ["TRUNCATE journal_links", "TRUNCATE journal_links CASCADE"]


@pytest.mark.parametrize("is_pruned", [False, True], ids=["whole", "pruned"])
def test_links_are_neither_changed_nor_removed_not_even_anchors(world: World, is_pruned: bool) -> None:
    add(world.database, *({} for _ in range(5)), {})
    seal_all(world)
    if is_pruned:
        list(prune(world.database, "2999-01-01"))
        seal_all(world)
    before = world.sql("SELECT * FROM journal_links ORDER BY entry")
    for statement in [*FORBIDDEN, *(ON_SQLITE if world.kind == "sqlite" else ON_POSTGRESQL)]:
        with pytest.raises(DatabaseError, match="append-only"), world.database.engine.connect() as connection:
            connection.exec_driver_sql(statement)
    assert world.sql("SELECT * FROM journal_links ORDER BY entry") == before


def test_an_anchor_stays_in_each_stream_though_nothing_rests_on_it(world: World) -> None:
    add(world.database, {"reseller": 5}, {"reseller": 5}, {"reseller": 6})
    seal_all(world)
    last = {stream: entries[-1] for stream, entries in streams(world).items()}
    assert len(list(prune(world.database, "2999-01-01"))) == 1
    assert {stream: entries[-1:] for stream, entries in streams(world).items()} == {s: [e] for s, e in last.items()}
    add(world.database, {"reseller": 6})
    seal_all(world)
    assert sentences(world) == []
    assert world.sql("SELECT number FROM journal_links WHERE stream = 6 ORDER BY number") == [(1,), (2,)]


def test_a_sealer_remembers_nothing_of_what_was_not_added_or_of_before_another_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sealer(world), sealer(world)
    append = links.append
    for number in range(12):
        add(world.database, {"reseller": number % 3}, {"reseller": number % 2})
        if number % 4 == 0:
            monkeypatch.setattr(links, "append", lambda *_: False)
            assert sum(first.seal()) == 0
            monkeypatch.setattr(links, "append", append)
        if number % 4 == 1:
            monkeypatch.setattr(links, "append", lambda *_: 1 // 0)
            with pytest.raises(ZeroDivisionError):
                list(first.seal())
            monkeypatch.setattr(links, "append", append)
        assert sum((second if number % 3 else first).seal()) >= 2
        assert sentences(world) == []


def test_an_entry_of_which_nothing_is_as_it_should_be_does_not_keep_the_others_from_being_sealed(
    sqlite_world: World,
) -> None:
    """SQLite takes values of any type, and text that is none."""
    values = ["x'6180'", "CAST(x'6180' AS TEXT)", "1.5"]
    names = [column.name for column in journal.entries.c if column.name not in ("id", "pruned_to")]
    add(sqlite_world.database, *({} for _ in values), {"reseller": 7})
    for id, value in enumerate(values, 2):
        edits = ", ".join(f'"{name}" = {value}' for name in names)
        tamper(sqlite_world, f"UPDATE journal SET {edits} WHERE id = {id}")
    assert seal_all(sqlite_world) == 5
    assert sentences(sqlite_world) == []
    assert streams(sqlite_world) == {0: [1, 2, 3, 4], 7: [5]}
