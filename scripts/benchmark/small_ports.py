# SPDX-License-Identifier: Apache-2.0
"""VoicemailPort, RatingPort, PresencePort and NetworkPort: CPU time of a call against the call of SipPort that does as much.

Each must stay within 1.2 times. Calls that change something alternate between two values, so that each one is stored.
"""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import plain
import sip

from tests.support.caller import Caller
from tests.support.world import Template

PROMISED = 1.2
READS, WRITES = 1000, 200
SPARE = 4 * WRITES
"""Accounts that are there for calls which work once for each."""

Arguments = Iterator[dict[str, Any]]


def report(template: Template, place: Path, cpu: Callable[..., float]) -> None:
    """Pairs of calls, ours and SipPort's, in the same run."""
    place.mkdir()
    with template.copy(place) as world:
        customer = sip.prepare(world)
        same = world.call(username="c", password="p", admin=False)
        voicemail, rating = same.voicemail, same.rating
        for number in range(SPARE):
            customer.addAccount(account=sip.account(f"user{number}"))

        def measure(caller: Caller, operation: str, arguments: Arguments, times: int) -> float:
            bodies = iter([caller.envelope(operation, next(arguments)) for _ in range(times * 3 + 1)])
            return cpu(lambda: plain.request(world.app, next(bodies)), times, 3)

        def compare(name: str, ours: tuple[Caller, str, Arguments], theirs: tuple[str, Arguments], times: int) -> None:
            first, second = measure(*ours, times), measure(customer, *theirs, times)
            told = f"{name:36}{first * 1e6:>7.0f} us{theirs[0]:>22}{second * 1e6:>7.0f} us"
            print(f"{told}{first / second:>7.2f}{PROMISED:>7}")

        print(f"\n{'CPU time per request':36}{'':10}{'of SipPort':>22}{'':10}{'ratio':>7}{'most':>7}")
        adding = ({"account": {**_id(number), "password": "112233"}} for number in itertools.count())
        new = ({"account": sip.account(f"new{number}")} for number in itertools.count())
        compare("Voicemail addAccount", (voicemail, "addAccount", adding), ("addAccount", new), WRITES)
        of_one = itertools.cycle([_id(7)])
        compare("Voicemail getAccount", (voicemail, "getAccount", of_one), ("getAccount", of_one), READS)
        named = ({"account": {**_id(7), "name": name}} for name in itertools.cycle("ab"))
        renamed = ({"account": {"id": _id(7)["sipId"], "firstName": name}} for name in itertools.cycle("ab"))
        compare("Voicemail updateAccount", (voicemail, "updateAccount", named), ("updateAccount", renamed), WRITES)
        going, gone = map(_id, itertools.count()), ({"sipId": _new(number)} for number in itertools.count())
        compare("Voicemail deleteAccount", (voicemail, "deleteAccount", going), ("deleteAccount", gone), WRITES)
        diverted = (
            {**_id(9), "diversions": {"FUNC": f"sip:{name}@example.com"}} for name in itertools.cycle(["a", "b"])
        )
        profiles = ({"profiles": {"entity": _entity(9), "profileWeekday": name}} for name in itertools.cycle("ab"))
        compare(
            "Rating setEntityProfiles",
            (rating, "setEntityProfiles", profiles),
            ("setCallDiversions", diverted),
            WRITES,
        )
        reading, diversions = itertools.cycle([{"entity": _entity(9)}]), itertools.cycle([_id(9)])
        compare(
            "Rating getEntityProfiles", (rating, "getEntityProfiles", reading), ("getCallDiversions", diversions), READS
        )


def _id(number: int) -> dict[str, Any]:
    return {"sipId": {"username": f"user{number}", "domain": "example.com"}}


def _new(number: int) -> dict[str, str]:
    return {"username": f"new{number}", "domain": "example.com"}


def _entity(number: int) -> str:
    return f"subscriber://user{number}@example.com"
