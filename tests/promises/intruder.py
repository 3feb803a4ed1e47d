# SPDX-License-Identifier: Apache-2.0
"""Random damages to the journal of a SQLite database, each within a transaction that is undone."""

import random
from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from ngnprov.db.ledgers import journal
from ngnprov.db.ledgers.hashes import content, hash_of
from ngnprov.db.ledgers.links import links
from ngnprov.db.statement import Statement
from ngnprov.db.unit import Row, Unit

COLUMNS = [column.name for column in journal.entries.c]
LINK_COLUMNS = [column.name for column in links.c]
ODD: list[Any] = [None, "", "x", 0, 1, -1, 7, 2**40, 1.5, b"", b"x", "change", "pruned", "2027", '{"removed": 1}']
"""What is written over what was there; SQLite takes values of any type."""

_ENTRIES = Statement(text("SELECT * FROM journal ORDER BY id"))
_LINKS = Statement(text("SELECT * FROM journal_links ORDER BY entry"))


def dump(unit: Unit) -> tuple[list[Row], list[Row]]:
    """Everything of both tables."""
    return unit.all(_ENTRIES), unit.all(_LINKS)


class Intruder:
    """Does one random damage to what ``dump`` says is there; nothing may come of it, e.g. when values are equal."""

    def __init__(self, unit: Unit, chance: random.Random) -> None:
        self._unit = unit
        self._chance = chance
        self._entries, self._links = dump(unit)
        self._ids = [row[0] for row in self._entries]

    def strike(self) -> str:
        """Its name."""
        damage = self._chance.choice(DAMAGES)
        damage(self)
        return damage.__name__

    def edit_entry(self) -> None:
        column, id = self._chance.choice(COLUMNS[1:]), self._any_id()
        self._run(f'UPDATE OR IGNORE journal SET "{column}" = :value WHERE id = :id', value=self._odd(), id=id)

    def edit_letter(self) -> None:
        row = self._chance.choice(self._entries)
        place = self._chance.choice([n for n, value in enumerate(row) if isinstance(value, str) and value])
        told = row[place]
        at = self._chance.randrange(len(told))
        changed = told[:at] + self._chance.choice("aß0 {") + told[at + 1 :]
        self._run(f'UPDATE journal SET "{COLUMNS[place]}" = :value WHERE id = :id', value=changed, id=row[0])

    def give_entry_another_id(self) -> None:
        new = self._chance.choice([-5, 0, self._ids[0] - 1, self._ids[-1] + 1, 2**40])
        self._run("UPDATE OR IGNORE journal SET id = :new WHERE id = :id", new=new, id=self._any_id())

    def exchange_entries(self) -> None:
        one, other = self._two(self._ids)
        for new, old in ((-9, one), (one, other), (other, -9)):
            self._run("UPDATE journal SET id = :new WHERE id = :old", new=new, old=old)

    def copy_entry_over_another(self) -> None:
        one, other = self._two(self._entries)
        self._run("DELETE FROM journal WHERE id = :id", id=other[0])
        self._insert("journal", COLUMNS, (other[0], *one[1:]))

    def remove_entry(self) -> None:
        self._run("DELETE FROM journal WHERE id = :id", id=self._any_id())

    def remove_link(self) -> None:
        self._run("DELETE FROM journal_links WHERE entry = :id", id=self._any_link()[0])

    def remove_both(self) -> None:
        id = self._any_link()[0]
        self._run("DELETE FROM journal WHERE id = :id", id=id)
        self._run("DELETE FROM journal_links WHERE entry = :id", id=id)

    def remove_stretch(self) -> None:
        first, last = sorted(self._two(self._ids))
        self._run("DELETE FROM journal WHERE id BETWEEN :first AND :last", first=first, last=last)
        if self._chance.random() < 0.5:
            self._run("DELETE FROM journal_links WHERE entry BETWEEN :first AND :last", first=first, last=last)

    def cut_stream(self) -> None:
        link = self._any_link()
        below = "(SELECT entry FROM journal_links WHERE stream = :stream AND number >= :number)"
        if self._chance.random() < 0.7:
            self._run(f"DELETE FROM journal WHERE id IN {below}", stream=link[1], number=link[2])
        self._run(
            "DELETE FROM journal_links WHERE stream = :stream AND number >= :number", stream=link[1], number=link[2]
        )

    def cut_everything(self) -> None:
        first = self._any_link()[0]
        self._run("DELETE FROM journal WHERE id >= :first", first=first)
        self._run("DELETE FROM journal_links WHERE entry >= :first", first=first)

    def insert_entry(self) -> None:
        row = self._chance.choice(self._entries)
        free = [id for id in range(-3, self._ids[-1]) if id not in self._ids]
        self._insert("journal", COLUMNS, (self._chance.choice(free), *row[1:]))

    def insert_with_link(self) -> None:
        row, link = self._chance.choice(self._entries), self._any_link()
        number = max(each[2] for each in self._links if each[1] == link[1]) + 1
        id = self._chance.choice([self._ids[-1] + 1, self._ids[-1] + 50, 0])
        self._insert("journal", COLUMNS, (id, *row[1:]))
        self._insert("journal_links", LINK_COLUMNS, (id, link[1], number, link[3]))

    def edit_link(self) -> None:
        place, link = self._chance.randrange(4), list(self._any_link())
        id = link[0]
        near = [link[place] + step for step in (-2, -1, 1, 2)] if place < 3 else [link[3].upper(), link[3][:-1]]
        is_odd = place > 0 and self._chance.random() < 0.2
        link[place] = self._chance.choice(["", "x", b"x", 1.5] if is_odd else near)
        names = ", ".join(f"{name} = :{name}" for name in LINK_COLUMNS)
        values = dict(zip(LINK_COLUMNS, link, strict=True))
        self._run(f"UPDATE OR REPLACE journal_links SET {names} WHERE entry = :was", was=id, **values)

    def exchange_links(self) -> None:
        one, other = (list(link) for link in self._two(self._links))
        for place in self._chance.choice([(0,), (1, 2), (2,), (3,), (1, 2, 3)]):
            one[place], other[place] = other[place], one[place]
        before = {link[0] for link in (one, other)}
        self._run("DELETE FROM journal_links WHERE entry IN (:one, :other)", one=min(before), other=max(before))
        for link in (one, other):
            self._insert("journal_links", LINK_COLUMNS, link)

    def compute_anew(self) -> None:
        """Edit an entry, and every hash of its stream from there on: a checkpoint alone shows that."""
        sealed = {link[0]: link for link in self._links}
        row = self._chance.choice([row for row in self._entries if row[0] in sealed])
        self._run("UPDATE journal SET login = :login WHERE id = :id", login=f"{row[2]}!", id=row[0])
        now = {each[0]: each for each in self._unit.all(_ENTRIES)}
        stream, before = sealed[row[0]][1], ""
        for entry, _, number, hash in (link for link in self._links if link[1] == stream):
            before = hash if entry < row[0] else hash_of(before, stream, number, content(now[entry]))
            self._run("UPDATE journal_links SET hash = :hash WHERE entry = :entry", hash=before, entry=entry)

    def forge_pruning(self) -> None:
        """Remove the beginning, and let the entry of the last pruning say that it was pruned then."""
        pruning, last = self._pruning(), self._any_id()
        self._run("UPDATE journal SET pruned_to = :last WHERE id = :id", last=last, id=pruning)
        self._run("DELETE FROM journal WHERE id <= :last AND id <> :id", last=last, id=pruning)

    def take_pruning_back(self) -> None:
        self._run("UPDATE journal SET pruned_to = NULL WHERE id = :id", id=self._pruning())

    def _pruning(self) -> int:
        found: int = max((row for row in self._entries if row[15] is not None), key=lambda row: row[15])[0]
        return found

    def _any_id(self) -> int:
        return int(self._chance.choice(self._ids))

    def _any_link(self) -> Row:
        return self._chance.choice(self._links)

    def _two(self, among: list[Any]) -> Any:
        return self._chance.sample(among, 2)

    def _odd(self) -> Any:
        return self._chance.choice(ODD)

    def _insert(self, table: str, columns: list[str], row: Any) -> None:
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join(f":{name}_" for name in columns)
        values = {f"{name}_": value for name, value in zip(columns, row, strict=True)}
        self._run(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", **values)

    def _run(self, words: str, **values: Any) -> None:
        if words not in _STATEMENTS:
            _STATEMENTS[words] = Statement(text(words))
        self._unit.run(_STATEMENTS[words], **values)


_STATEMENTS: dict[str, Statement] = {}
DAMAGES: list[Callable[[Intruder], None]] = [
    value for name, value in vars(Intruder).items() if callable(value) and not name.startswith("_") and name != "strike"
]
