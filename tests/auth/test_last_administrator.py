# SPDX-License-Identifier: Apache-2.0
"""Amendment L-C: the last administrator who is enabled cannot be disabled, whoever else is being disabled at the moment."""

import contextlib
import threading

import pytest

from ngnprov.auth import administrators
from ngnprov.calls.finding import Finding
from ngnprov.db.unit import Unit
from ngnprov.errors import InvalidValue
from tests.support.commands import done, run
from tests.support.examination import examine
from tests.support.world import ADMIN, World

GOOD = "correct horse battery staple"
SENTENCE = "{} is the last enabled administrator: add or enable another first"


def enabled(world: World) -> list[str]:
    return [each.name for each in administrators.everybody(world.database) if not each.is_disabled]


def test_the_last_one_stays_whatever_way_his_name_is_written(world: World) -> None:
    administrators.add(world.database, "Bob", GOOD)
    done(world, "admin", "disable", ADMIN)
    before = world.fingerprint()
    for name in ("Bob", "bob", "BOB"):
        result = run(world, "admin", "disable", name)
        assert (result.exit_code, result.stderr) == (1, f"ngnprov: {SENTENCE.format(name)}\n")
    assert world.fingerprint() == before
    done(world, "admin", "enable", ADMIN)
    done(world, "admin", "disable", "BOB")
    assert enabled(world) == [ADMIN]


def test_who_is_disabled_already_or_unknown_is_no_last_one(world: World) -> None:
    administrators.add(world.database, "bob", GOOD)
    for _ in range(2):
        done(world, "admin", "disable", "bob")
    assert run(world, "admin", "disable", "nobody").stderr == "ngnprov: there is no administrator nobody\n"
    assert run(world, "admin", "disable", "no\x1bbody").stderr == "ngnprov: there is no administrator no\\x1bbody\n"


def test_of_all_who_are_disabled_at_once_one_stays(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [ADMIN, "bob", "carol"]
    for name in names[1:]:
        administrators.add(world.database, name, GOOD)
    together = threading.Barrier(len(names), timeout=2)
    write = administrators._journal
    refused: list[str] = []

    def slowly(unit: Unit, *rest: object) -> None:
        """Each has disabled his one before any of them commits, if nothing makes the others wait."""
        with contextlib.suppress(threading.BrokenBarrierError):  # the others wait for this one's locks
            together.wait()
        write(unit, *rest)  # type: ignore[arg-type]

    def disable(name: str) -> None:
        try:
            administrators.set_disabled(world.database, name, True)
        except InvalidValue:
            refused.append(name)

    monkeypatch.setattr(administrators, "_journal", slowly)
    threads = [threading.Thread(target=disable, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(refused) == 1
    assert enabled(world) == refused


def test_the_doctor_tells_that_nobody_is_enabled(world: World) -> None:
    world.sql("UPDATE administrators SET disabled = true")
    text = "no administrator is enabled: run `ngnprov admin enable` or `ngnprov admin add`"
    assert examine(world.database) == [Finding(text)]
    done(world, "admin", "enable", ADMIN)
    assert examine(world.database) == []
