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

from ngnprov.ports.presence.settings import PresenceSettings
from tests.support.caller import Caller
from tests.support.world import Template, World

PROMISED = 1.2
READS, WRITES = 1000, 200
SPARE = 4 * WRITES
"""Accounts that are there for calls which work once for each."""

Arguments = Iterator[dict[str, Any]]
Called = tuple[Caller, str, Arguments]


class Pairs:
    """Pairs of calls, ours and SipPort's, in the same run."""

    def __init__(self, world: World, customer: Caller, cpu: Callable[..., float]) -> None:
        self._world = world
        self._cpu = cpu
        self._root = world.call()
        self._customer = customer

    def voicemail(self) -> None:
        """Mailboxes against accounts."""
        port = self._customer.voicemail
        adding = ({"account": {**_id(number), "password": "112233"}} for number in itertools.count())
        new = ({"account": sip.account(f"new{number}")} for number in itertools.count())
        self._compare("Voicemail", (port, "addAccount", adding), self._sip("addAccount", new), WRITES)
        of_one = itertools.cycle([_id(7)])
        self._compare("Voicemail", (port, "getAccount", of_one), self._sip("getAccount", of_one), READS)
        named = ({"account": {**_id(7), "name": name}} for name in itertools.cycle("ab"))
        renamed = ({"account": {"id": _id(7)["sipId"], "firstName": name}} for name in itertools.cycle("ab"))
        self._compare("Voicemail", (port, "updateAccount", named), self._sip("updateAccount", renamed), WRITES)
        going, gone = map(_id, itertools.count()), ({"sipId": _new(number)} for number in itertools.count())
        self._compare("Voicemail", (port, "deleteAccount", going), self._sip("deleteAccount", gone), WRITES)

    def rating(self) -> None:
        """Profiles against diversions; their removal against that of aliases, which go one by one as well."""
        port = self._customer.rating
        for number in range(SPARE):
            self._customer.addAlias(alias={"id": _alias(number), "target": _id(number)["sipId"]})
            port.setEntityProfiles(profiles={"entity": _entity(number), "profileWeekday": "c"})
        profiles = ({"profiles": {"entity": _entity(9), "profileWeekday": name}} for name in itertools.cycle("ab"))
        self._compare("Rating", (port, "setEntityProfiles", profiles), self._diverting(), WRITES)
        reading = itertools.cycle([{"entity": _entity(9)}])
        self._compare("Rating", (port, "getEntityProfiles", reading), self._diversions(), READS)
        going = ({"entity": _entity(number)} for number in itertools.count())
        gone = ({"id": _alias(number)} for number in itertools.count())
        self._compare("Rating", (port, "deleteEntityProfiles", going), self._sip("deleteAlias", gone), WRITES)

    def presence(self) -> None:
        """What an account says of itself, and its policy, against diversions."""
        port = self._customer.presence
        port.login = None
        alice = {**_id(9), "password": sip.account("user9")["password"]}
        said = ({**alice, "information": {"activity": "busy", "note": name}} for name in itertools.cycle("ab"))
        self._compare("Presence", (port, "setPresenceInformation", said), self._diverting(), WRITES)
        itself = itertools.cycle([alice])
        self._compare("Presence", (port, "getPresenceInformation", itself), self._diversions(), READS)
        ruled = ({**alice, "policy": {"allow": [f"{name}@example.com"]}} for name in itertools.cycle("ab"))
        self._compare("Presence", (port, "setPolicy", ruled), self._diverting(), WRITES)
        self._compare("Presence", (port, "getPolicy", itself), self._diversions(), READS)

    def network(self) -> None:
        """The machines against the media relays; the accounts of each domain against a list that counts the same accounts."""
        nothing: Arguments = itertools.cycle([{}])
        root = self._root
        self._compare("Network", (root.network, "getStatus", nothing), (root.sip, "getMediaSummary", nothing), READS)
        one = itertools.cycle([{"query": {"filter": {}, "range": {"start": 0, "count": 1}}}])
        self._compare("Network", (root.network, "getStatistics", nothing), (root.sip, "getAccounts", one), READS)

    def _sip(self, operation: str, arguments: Arguments) -> Called:
        return self._customer, operation, arguments

    def _diverting(self) -> Called:
        targets = ({"FUNC": f"sip:{name}@example.com"} for name in itertools.cycle("ab"))
        return self._sip("setCallDiversions", ({**_id(9), "diversions": each} for each in targets))

    def _diversions(self) -> Called:
        return self._sip("getCallDiversions", itertools.cycle([_id(9)]))

    def _compare(self, port: str, ours: Called, theirs: Called, times: int) -> None:
        first, second = self._measure(*ours, times), self._measure(*theirs, times)
        told = f"{port + ' ' + ours[1]:36}{first * 1e6:>7.0f} us{theirs[1]:>22}{second * 1e6:>7.0f} us"
        print(f"{told}{first / second:>7.2f}{PROMISED:>7}")

    def _measure(self, caller: Caller, operation: str, arguments: Arguments, times: int) -> float:
        bodies = iter([caller.envelope(operation, next(arguments)) for _ in range(times * 3 + 1)])
        return self._cpu(lambda: plain.request(self._world.app, next(bodies)), times, 3)


def report(template: Template, place: Path, cpu: Callable[..., float]) -> None:
    """Measure all pairs, print."""
    place.mkdir()
    with template.copy(place, extra={"presence": PresenceSettings(enabled=True)}) as world:
        customer = sip.prepare(world)
        for number in range(SPARE):
            customer.addAccount(account=sip.account(f"user{number}"))
        print(f"\n{'CPU time per request':36}{'':10}{'of SipPort':>22}{'':10}{'ratio':>7}{'most':>7}")
        pairs = Pairs(world, customer, cpu)
        pairs.voicemail()
        pairs.rating()
        pairs.presence()
        pairs.network()


def _id(number: int) -> dict[str, Any]:
    return {"sipId": {"username": f"user{number}", "domain": "example.com"}}


def _new(number: int) -> dict[str, str]:
    return {"username": f"new{number}", "domain": "example.com"}


def _alias(number: int) -> dict[str, str]:
    return {"username": f"alias{number}", "domain": "example.com"}


def _entity(number: int) -> str:
    return f"subscriber://user{number}@example.com"
