# SPDX-License-Identifier: Apache-2.0
"""What is made by the thousand: CPU time of an extension of a PBX alone and among many, of SIP accounts in a file, and what
plain SQL takes for the same rows (floor.py)."""

import itertools
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from floor import floor, keep_copy

from ngnprov.intake.adding import bring_in
from ngnprov.ports.sip.accounts import files as accounts
from tests.ports.pbx.conftest import PbxScene
from tests.support.caller import Caller
from tests.support.world import Template, World

ALONE, TURNS = 60, 7
MANY = 2000
PROMISED_ALONE, PROMISED_FLOOR = 2.0, 4.0


class Scene(PbxScene):
    """A customer with a pilot, an ENUM range that covers its numbers, and any number of PBX."""

    plenty = 10**6

    def furnish(self) -> None:
        """Make them."""
        super().furnish()
        self.admin.enum.addRange(range={"id": {"prefix": "431", "tld": "e164.arpa"}, "customer": 2, "maxDigits": 15})
        for holder in (self.reseller_id, self.customer_id):
            self.agree("PBX", customer=holder)
        self.pilot()


def report(template: Template, folder: Path, cpu: Callable[..., float]) -> None:
    """Print the ratios."""
    folder.mkdir()
    filled = template.filled(folder, Scene.fill)
    with filled.copy(_made(folder / "alone")) as world:
        scene = Scene(world, "encoded")
        caller = scene.reseller_login
        extensions = _sending(
            world, caller, "addExtension", ({"extension": _user(number)} for number in itertools.count(10_000))
        )
        domain = "plain.example.net"
        scene.admin.sip.addDomain(domain={"domain": domain, "customer": 2})
        named = ({"account": _account(f"user{number}", domain)} for number in itertools.count())
        accounts_alone = _sending(world, scene.login("reseller").sip, "addAccount", named)
        turns = [
            (cpu(extensions, ALONE, 1), cpu(accounts_alone, ALONE, 1)) for _ in range(TURNS)
        ]  # the machine changes
        alone, account = (min(each) for each in zip(*turns, strict=True))
    ratio = statistics.median(extension / account for extension, account in turns)
    _tell("addExtension against SipPort.addAccount", ratio, PROMISED_ALONE)
    before, after = folder / "before.db", folder / "after.db"
    with filled.copy(_made(folder / "many")) as world:
        keep_copy(world, before)
        caller = Scene(world, "encoded").reseller_login
        wanted = [{"extension": _user(10_000), "count": MANY}]
        send = _sending(world, caller, "addExtensions", wanted, ahead=1)
        started = time.process_time()
        send()
        many = (time.process_time() - started) / MANY
        keep_copy(world, after)
    _tell(f"{MANY} in one call, each against one alone", many / alone, 1)
    _against_floor(f"{MANY} in one call", many, before, after)
    extension_rows, _ = floor(before, after, MANY, 1)
    with filled.copy(_made(folder / "file")) as world:
        Scene(world, "encoded").admin.sip.addDomain(domain={"domain": domain, "customer": 2})
        keep_copy(world, before)
        rows = "".join(f"user{number},{domain},a secret,User\n" for number in range(MANY))
        started = time.process_time()
        told = bring_in(
            world.operator, accounts.form(), lambda: StringIO(f"username,domain,password,firstname\n{rows}")
        )
        each = (time.process_time() - started) / MANY
        assert told.added == MANY, told
        keep_copy(world, after)
    _tell(f"{MANY} SIP accounts from a file, each against addAccount", each / account, 1)
    _against_floor(f"{MANY} SIP accounts from a file", each, before, after)
    account_rows, _ = floor(before, after, MANY, 1)
    _tell("plain SQL, one COMMIT each: an extension against an account", extension_rows / account_rows, PROMISED_ALONE)


def _against_floor(what: str, each: float, before: Path, after: Path) -> None:
    seconds, rows = floor(before, after, MANY, MANY)
    for table, count in rows.items():
        print(f"    {table}: {count / MANY:.2f} rows for each")
    _tell(f"{what} against plain SQL of the same rows", each / (seconds / MANY), PROMISED_FLOOR)


def _tell(what: str, ratio: float, promised: float) -> None:
    print(f"{what:60}{ratio:>8.2f}{promised:>8}")


def _user(number: int) -> dict[str, Any]:
    return {"customer": 2, "name": "User", "email": "user@example.com", "number": str(number)}


def _sending(
    world: World,
    caller: Caller,
    operation: str,
    arguments: Iterable[Mapping[str, Any]],
    ahead: int = TURNS * (ALONE + 1),
) -> Callable[[], None]:
    """What sends the next of the requests that are made ``ahead``: what the client does costs nothing here."""
    requests = [caller.envelope(operation, each) for each in itertools.islice(arguments, ahead)]
    left = iter(requests)

    def send() -> None:
        answer = world.request(next(left))
        assert answer.status == 200, answer.body

    return send


def _account(username: str, domain: str) -> dict[str, Any]:
    return {"id": {"username": username, "domain": domain}, "password": "a secret", "firstName": "User"}


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
