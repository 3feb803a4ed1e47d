# SPDX-License-Identifier: Apache-2.0
"""A secret that was changed since is not overwritten by an undo, although the journal shows nothing but stars of it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from ngnprov.calls.operation import Task
from ngnprov.calls.request import RequestHeader
from ngnprov.calls.reverting import chosen, revert
from ngnprov.db.ledgers import entries
from ngnprov.errors import NotRevertible
from tests.support.caller import Caller
from tests.support.journaling import add
from tests.support.world import World

ALICE = {"username": "alice", "domain": "example.com"}


@dataclass
class Kept:
    """A record with a secret: how it is made and changed, and what its secret is; ``entries`` tell of it so far."""

    world: World
    make: Callable[[str], object]
    change: Callable[[str], object]
    secret: Callable[[], str]

    def last(self) -> int:
        return int(self.world.sql("SELECT max(id) FROM journal WHERE kind = 'change'")[0][0])

    def done(self, work: Callable[[str], object], secret: str) -> int:
        """The entry of a change."""
        work(secret)
        return self.last()

    def undo(self, name: object, *, dry_run: bool = False) -> int:
        """The entry of an undo."""
        task, header = Task(name="journal revert"), RequestHeader(dry_run=dry_run)
        self.world.operator.run(task, lambda call: revert(call, chosen(call, str(name))), header)
        return self.last()

    def refuses(self, name: object) -> bool:
        before = self.world.fingerprint()
        for dry_run in (True, False):
            with pytest.raises(
                NotRevertible, match=r"somebody has changed .*(password|auth_token|private_key|properties).* since"
            ):
                self.undo(name, dry_run=dry_run)
        return self.world.fingerprint() == before


def customer(world: World, admin: Caller) -> Kept:
    return Kept(
        world,
        lambda secret: admin.addAccount(account={"username": "boss", "password": secret}),
        lambda secret: admin.updateAccount(account={"id": 1, "password": secret}),
        lambda: str(admin.getAccount(id=1)["password"]),
    )


def account(world: World, admin: Caller) -> Kept:
    admin.sip.addDomain(domain={"domain": "example.com"})
    return Kept(
        world,
        lambda secret: admin.sip.addAccount(account={"id": ALICE, "password": secret}),
        lambda secret: admin.sip.updateAccount(account={"id": ALICE, "password": secret}),
        lambda: str(admin.sip.getAccount(sipId=ALICE)["password"]),
    )


def peer(world: World, admin: Caller) -> Kept:
    return Kept(
        world,
        lambda secret: admin.sip.addTrustedPeer(peer={"ip": "192.0.2.9", "authToken": secret}),
        lambda secret: admin.sip.updateTrustedPeer(peer={"ip": "192.0.2.9", "authToken": secret}),
        lambda: str(admin.sip.getTrustedPeers(query={"filter": {}})["peers"][0]["authToken"]),
    )


def member(world: World, admin: Caller) -> Kept:
    """One whose name tells nothing, in a list of a record."""
    admin.sip.addDomain(domain={"domain": "example.com"})

    def keep(operation: str, secret: str) -> object:
        properties = [{"name": "yubikey", "value": secret}]
        return getattr(admin.sip, operation)(account={"id": ALICE, "password": "p", "properties": properties})

    return Kept(
        world,
        lambda secret: keep("addAccount", secret),
        lambda secret: keep("updateAccount", secret),
        lambda: str(admin.sip.getAccount(sipId=ALICE)["properties"][0]["value"]),
    )


@pytest.fixture(params=[customer, account, peer, member])
def kept(request: pytest.FixtureRequest, world: World) -> Kept:
    found: Kept = request.param(world, world.call())
    return found


def test_neither_a_change_nor_a_creation_is_undone_when_another_secret_came_since(kept: Kept) -> None:
    made = kept.done(kept.make, "first")
    changed = kept.done(kept.change, "second")
    kept.done(kept.change, "third")
    assert kept.refuses(made)
    assert kept.refuses(changed)
    assert kept.secret() == "third"


def test_undoings_of_undoings_have_no_end(world: World) -> None:
    """Somebody who cannot decide has more of them than Python has calls within calls."""
    add(world.database, {}, *({"reverts": id} for id in range(2, 1202)))
    with world.database.reading() as unit:
        assert [entries.undone_by(unit, id) for id in (2, 3, 1201, 1202)] == [None, 4, 1202, None]


def test_what_was_undone_since_does_not_count_nor_what_undid_it(kept: Kept) -> None:
    made = kept.done(kept.make, "first")
    changed = kept.done(kept.change, "second")
    again = kept.done(kept.change, "third")
    undone = kept.undo(again)
    redone = kept.undo(undone)
    assert kept.secret() == "third"
    assert kept.refuses(changed)
    kept.undo(redone)
    kept.undo(changed, dry_run=True)
    back = kept.undo(changed)
    assert kept.secret() == "first"
    kept.undo(back)
    assert kept.secret() == "second"
    assert kept.refuses(made)
    kept.undo(changed)
    kept.undo(made)
