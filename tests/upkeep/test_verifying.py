# SPDX-License-Identifier: Apache-2.0
"""Whatever an intruder does to what is sealed is found, with what it was and where, and nothing else is (promise P28)."""

import pytest

from ngnprov.db.ledgers import hashes, journal, links
from ngnprov.upkeep import verifying
from ngnprov.upkeep.checkpoints import Checkpoint, NoCheckpointError, from_text, to_text
from ngnprov.upkeep.pruning import prune
from ngnprov.upkeep.verifying import Kind
from tests.support.journaling import OLD, add, checkpoint, damages, seal_all, sentences, streams, tamper
from tests.support.world import World

RECENT = "2950-01-01 00:00:00.000000"
COLUMNS = "at, login, level, entry, behind, request_id, operation, subject"
VALUES = f"'{OLD}', 'y', 'admin', 0, false, 'x', 'x', 'x'"


@pytest.fixture
def told(world: World) -> World:
    """Entries 2 to 11 in the streams 0 and 7 by turns, all sealed; entry 1 is the administrator's own."""
    add(world.database, *({"subject": f"s {n}", "reseller": 7 * (n % 2)} for n in range(2, 12)))
    add(world.database, {"at": RECENT, "reseller": 7}, {"at": RECENT, "kind": "denied"})
    seal_all(world)
    assert streams(world) == {0: [1, 2, 4, 6, 8, 10, 13], 7: [3, 5, 7, 9, 11, 12]}
    assert sentences(world) == []
    return world


EDITS = {column.name: "'2000-01-01'" for column in journal.entries.c if column.type.python_type is str}
EDITS |= {column.name: "12345" for column in journal.entries.c if column.type.python_type is int}
EDITS |= {"behind": "true", "pruned_to": "1"}
EDITS.pop("id")


@pytest.mark.parametrize("column", EDITS)
def test_an_entry_that_is_edited_in_any_column(told: World, column: str) -> None:
    tamper(told, f'UPDATE journal SET "{column}" = {EDITS[column]} WHERE id = 5')
    found = [text for text in sentences(told) if "pruned" not in text]
    assert found == ["stream 7, number 2, entry 5: edited: it is not what was sealed"]


def test_nothing_is_taken_for_what_looks_alike_on_sqlite(sqlite_world: World) -> None:
    """Its columns take values of any type."""
    add(sqlite_world.database, *({"behind": True} for _ in range(6)))
    seal_all(sqlite_world)
    for id, edit in enumerate(("behind = 2", "login = x'78'", "code = x''", "before = ''", "behind = '1x'"), 2):
        tamper(sqlite_world, f"UPDATE journal SET {edit} WHERE id = {id}")
    assert [damage.entry for damage in damages(sqlite_world)] == [2, 3, 4, 5, 6]


NOT_UTF8 = "CAST(x'6180' AS TEXT)"


def test_a_text_that_is_no_utf8_is_one_that_was_edited_wherever_it_stands(sqlite_world: World) -> None:
    add(sqlite_world.database, *({} for _ in EDITS))
    seal_all(sqlite_world)
    for id, column in enumerate(EDITS, 2):
        tamper(sqlite_world, f'UPDATE journal SET "{column}" = {NOT_UTF8} WHERE id = {id}')
    assert [damage.entry for damage in damages(sqlite_world)] == list(range(2, 2 + len(EDITS)))
    assert {damage.kind for damage in damages(sqlite_world)} == {Kind.EDITED}


@pytest.mark.parametrize("column", ["stream", "number", "hash"])
def test_a_link_with_a_text_that_is_no_utf8(sqlite_world: World, column: str) -> None:
    add(sqlite_world.database, {}, {})
    seal_all(sqlite_world)
    tamper(sqlite_world, f"UPDATE journal_links SET {column} = {NOT_UTF8} WHERE entry = 3")
    assert [(damage.entry, damage.kind) for damage in damages(sqlite_world)] == [(3, Kind.EDITED)]


def test_an_entry_that_is_removed(told: World) -> None:
    tamper(told, "DELETE FROM journal WHERE id = 6")
    assert sentences(told) == ["stream 0, number 4, entry 6: removed: the entry is gone, and its link is there"]


def test_an_entry_that_is_removed_with_its_link(told: World) -> None:
    tamper(told, "DELETE FROM journal WHERE id = 6", "DELETE FROM journal_links WHERE entry = 6")
    assert sentences(told) == ["stream 0, number 5, entry 8: removed: before it number 4 is missing"]


def test_an_entry_whose_link_is_removed(told: World) -> None:
    tamper(told, "DELETE FROM journal_links WHERE entry = 6")
    assert sentences(told) == [
        "entry 6: inserted: it is in no chain, and its time had passed",
        "stream 0, number 5, entry 8: removed: before it number 4 is missing",
    ]


def test_the_beginning_that_is_removed_as_if_it_were_pruned(told: World) -> None:
    tamper(told, "DELETE FROM journal WHERE id < 6", "DELETE FROM journal_links WHERE entry < 4")
    assert sentences(told) == [
        "stream 0, number 3, entry 4: removed: before it the numbers 1 to 2 are missing",
        "stream 0, number 3, entry 4: removed: the entry is gone, and its link is there",
        "stream 7, number 2, entry 5: removed: before it number 1 is missing",
        "stream 7, number 2, entry 5: removed: the entry is gone, and its link is there",
    ]


@pytest.mark.parametrize("id", [0, -5])
def test_a_beginning_that_is_removed_behind_an_anchor_of_no_pruning(told: World, id: int) -> None:
    tamper(
        told,
        "DELETE FROM journal WHERE id IN (3, 5)",
        "DELETE FROM journal_links WHERE entry = 3",
        f"UPDATE journal_links SET entry = {id} WHERE entry = 5",
    )
    assert sentences(told) == [
        f"stream 7, number 2, entry {id}: removed: before it number 1 is missing",
        f"stream 7, number 2, entry {id}: removed: the entry is gone, and its link is there",
    ]


def test_an_entry_that_is_inserted(told: World) -> None:
    tamper(told, f"INSERT INTO journal (id, {COLUMNS}) VALUES (-3, {VALUES})")
    assert sentences(told) == ["entry -3: inserted: it is in no chain, and its time had passed"]


def test_an_entry_that_is_inserted_with_a_link(told: World) -> None:
    tamper(told, f"INSERT INTO journal (id, {COLUMNS}) VALUES (99, {VALUES})")
    tamper(told, "INSERT INTO journal_links (entry, stream, number, hash) VALUES (99, 7, 7, 'made up')")
    assert sentences(told) == ["stream 7, number 7, entry 99: edited: it is not what was sealed"]


def test_entries_that_have_changed_places(told: World) -> None:
    tamper(told, *(f"UPDATE journal SET id = {new} WHERE id = {old}" for old, new in ((5, -1), (8, 5), (-1, 8))))
    assert sentences(told) == [
        "stream 7, number 2, entry 5: reordered: what it was is now entry 8",
        "stream 0, number 5, entry 8: reordered: what it was is now entry 5",
    ]


def test_links_that_have_changed_places(told: World) -> None:
    changed = ((5, -1), (9, 2), (5, 4))
    tamper(told, *(f"UPDATE journal_links SET number = {number} WHERE entry = {entry}" for entry, number in changed))
    assert sentences(told) == [
        "stream 7, number 4, entry 5: reordered: its number was 2",
        "stream 7, number 2, entry 9: reordered: its number was 4",
    ]


@pytest.mark.parametrize("change", ["hash = 'f' || substr(hash, 2)", "stream = 8", "number = 77", "entry = 77"])
def test_a_link_that_is_edited(told: World, change: str) -> None:
    change = change.replace("'f'", "'0'" if streams_hash(told, 7).startswith("f") else "'f'")
    tamper(told, f"UPDATE journal_links SET {change} WHERE entry = 7")
    found = damages(told)
    assert {damage.entry for damage in found} & {7, 77}
    assert len(found) <= 4


def streams_hash(world: World, entry: int) -> str:
    ((hash,),) = world.sql(f"SELECT hash FROM journal_links WHERE entry = {entry}")
    return str(hash)


def test_each_damage_is_told_once_though_others_are_beside_it(told: World) -> None:
    tamper(told, "UPDATE journal_links SET hash = 'x' || entry WHERE entry IN (5, 7)")
    tamper(told, "UPDATE journal SET login = 'y' WHERE id IN (4, 6, 10)", "DELETE FROM journal WHERE id = 8")
    assert [damage.entry for damage in damages(told) if damage.kind is verifying.Kind.EDITED] == [4, 5, 6, 7, 10]
    assert [damage.entry for damage in damages(told) if damage.kind is not verifying.Kind.EDITED] == [8]


def test_more_damages_than_are_kept_are_told_all_the_same(told: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "SUSPECTS", 2)
    tamper(told, "UPDATE journal SET login = 'y'")
    assert sorted(damage.entry or 0 for damage in damages(told)) == list(range(1, 14))


CUT = "DELETE FROM journal{} WHERE {} > 9"


def test_a_tail_that_is_cut_is_found_with_a_checkpoint_alone(told: World) -> None:
    known = checkpoint(told)
    tamper(told, CUT.format("", "id"), CUT.format("_links", "entry"))
    assert sentences(told) == []
    assert sentences(told, known) == [
        "stream 0, number 7, entry 13: cut: the stream ends with number 5, and the checkpoint has this one",
        "stream 7, number 6, entry 12: cut: the stream ends with number 4, and the checkpoint has this one",
    ]


def test_a_stream_that_is_gone_is_found_with_a_checkpoint_alone(told: World) -> None:
    known = checkpoint(told)
    tamper(told, "DELETE FROM journal WHERE reseller = 7", "DELETE FROM journal_links WHERE stream = 7")
    assert sentences(told) == []
    assert sentences(told, known) == [
        "stream 7, number 6, entry 12: cut: the whole stream is gone, and the checkpoint has this one"
    ]


def compute_anew(world: World) -> None:
    """What an intruder does who has read this program."""
    rows = {row[0]: row for row in world.sql("SELECT * FROM journal ORDER BY id")}
    last: dict[int, str] = {}
    anew = []
    for entry, stream, number in world.sql("SELECT entry, stream, number FROM journal_links ORDER BY entry"):
        last[stream] = hashes.hash_of(last.get(stream, ""), stream, number, hashes.content(rows[entry]))
        anew.append(f"UPDATE journal_links SET hash = '{last[stream]}' WHERE entry = {entry}")
    tamper(world, *anew)


def test_a_chain_that_is_computed_anew_is_found_with_a_checkpoint_alone(told: World) -> None:
    known = checkpoint(told)
    tamper(told, "UPDATE journal SET login = 'y' WHERE id = 5")
    compute_anew(told)
    assert sentences(told) == []
    text = "edited: the link is not that of the checkpoint: somebody has computed the chain anew"
    assert sentences(told, known) == [f"stream 7, number 6, entry 12: {text}"]


def test_a_checkpoint_is_right_for_ever(told: World) -> None:
    known = [checkpoint(told)]
    add(told.database, {"at": RECENT}, {"at": RECENT, "reseller": 8})
    seal_all(told)
    known.append(checkpoint(told))
    list(prune(told.database, "2920-06-01"))
    known.append(checkpoint(told))
    list(prune(told.database, "2999-01-01"))
    seal_all(told)
    known.append(checkpoint(told))
    assert [sentences(told, each) for each in known] == [[]] * 4
    assert [from_text(to_text(each)) for each in known] == known


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", '{"kind": "x"}', '{"kind": "ngnprov journal checkpoint", "streams": [[]]}', "[" * 100_000),
        '{"kind": "ngnprov journal checkpoint", "at": "", "horizon": 1e999, "streams": []}',
    ],
    ids=range(7),
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoCheckpointError):
        from_text(text)


@pytest.fixture
def pruned(told: World) -> World:
    """The same, and the entries up to 11 are pruned."""
    (gone,) = prune(told.database, "2920-06-01 00:00:00.000000")
    assert gone.last == 11
    seal_all(told)
    assert sentences(told) == []
    return told


def anchored(world: World) -> int:
    """The entry that says what was pruned."""
    ((id,),) = world.sql("SELECT id FROM journal WHERE pruned_to IS NOT NULL")
    return int(id)


ANCHORS = "edited: the links on which the streams rest since entries up to 11 were pruned are not the ones it names"


def test_an_anchor_that_is_edited(pruned: World) -> None:
    tamper(pruned, "UPDATE journal_links SET hash = 'x' WHERE entry = 11")
    assert f"entry {anchored(pruned)}: {ANCHORS}" in sentences(pruned)


def test_an_anchor_that_is_removed_though_nothing_rests_on_it(told: World) -> None:
    add(told.database, {"reseller": 9})
    list(prune(told.database, "2999-01-01"))
    seal_all(told)
    tamper(told, "DELETE FROM journal_links WHERE stream = 9")
    assert len(sentences(told)) == 1


def test_the_entry_of_a_pruning_that_is_edited(pruned: World) -> None:
    for change in ("pruned_to = 10", "after = 'no JSON'", "after = '{}'", "after = NULL", f"after = '{'[' * 100_000}'"):
        id = anchored(pruned)
        ((was, after),) = pruned.sql(f"SELECT pruned_to, after FROM journal WHERE id = {id}")
        tamper(pruned, f"UPDATE journal SET {change} WHERE id = {id}")
        assert id in {damage.entry for damage in damages(pruned)}
        tamper(pruned, f"UPDATE journal SET pruned_to = {was}, after = '{after}' WHERE id = {id}")
        assert sentences(pruned) == []


def test_the_entry_of_a_pruning_that_is_removed(pruned: World) -> None:
    tamper(pruned, "DELETE FROM journal WHERE pruned_to IS NOT NULL")
    assert len(damages(pruned)) >= 2


def test_an_entry_that_is_put_back_among_the_pruned_ones(pruned: World) -> None:
    tamper(pruned, *(f"INSERT INTO journal (id, {COLUMNS}) VALUES ({id}, {VALUES})" for id in (3, 11)))
    assert sentences(pruned) == [
        "entry 3: inserted: it is in no chain, and its time had passed",
        "stream 7, number 5, entry 11: inserted: it was pruned, and is there again",
    ]


def test_a_link_that_is_put_back_among_the_pruned_ones(pruned: World) -> None:
    tamper(pruned, "INSERT INTO journal_links (entry, stream, number, hash) VALUES (9, 7, 4, 'x')")
    assert "its link went when it was pruned, and is there again" in sentences(pruned)[0]


def test_what_was_pruned_before_there_were_links_is_no_damage(world: World) -> None:
    add(world.database, {}, {}, {})
    add(world.database, {"kind": "pruned", "operation": "journal prune", "pruned_to": 2, "after": {"removed": 2}})
    world.sql("DELETE FROM journal WHERE id <= 2")
    seal_all(world)
    assert sentences(world) == []
    assert streams(world) == {0: [3, 4, 5]}


def test_what_is_found_is_of_one_snapshot(told: World) -> None:
    with told.database.reading() as unit:
        verification = verifying.Verification(unit)
        assert links.top(unit) == 13
        add(told.database, {}, {})
        seal_all(told)
        assert list(verification.damages()) == []
        assert (verification.entries, verification.streams, verification.tail) == (13, 2, (0, None))


def test_a_checkpoint_of_nothing_is_one(world: World) -> None:
    assert checkpoint(world).streams == {}
    assert sentences(world, Checkpoint("", 0, {})) == []
