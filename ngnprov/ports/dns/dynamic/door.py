# SPDX-License-Identifier: Apache-2.0
"""The protocol of routers, dyndns2: a GET request, and one word for each name or one for all (dynamic-dns.md 1 and 5)."""

import logging
from collections.abc import Sequence
from typing import Final

from ngnprov.auth.logins import Logins
from ngnprov.calls.operation import Task
from ngnprov.calls.plain import PlainAnswer, PlainDoor, PlainRequest
from ngnprov.calls.policy import Policy
from ngnprov.calls.runner import Execution, Runner
from ngnprov.calls.tally import Tally
from ngnprov.errors import (
    Busy,
    DatabaseFailure,
    InternalFailure,
    InvalidValue,
    NotAuthenticated,
    Refusal,
    TooManyLogins,
)
from ngnprov.ports.dns.dynamic import service
from ngnprov.ports.dns.dynamic.asked import read_credentials, read_query
from ngnprov.ports.dns.dynamic.caller import TokenCaller
from ngnprov.ports.dns.dynamic.service import NOT_FULL, TOO_MANY, Said
from ngnprov.ports.dns.permissions import WRITE

log = logging.getLogger("ngnprov.dns.dynamic")

MOST_NAMES = 20
"""Of one request, as clients know it."""

ANSWERS = Tally("ngnprov_dynamic_dns", "Answers to dynamic DNS updates, by word; one for each name", "answer")

LOOK, UPDATE = (Task(name="dynamicUpdate", policy=Policy(WRITE), writes=writes) for writes in (False, True))

BAD_LOGIN, ABUSE, OUT_OF_ORDER, NO_RECORD = "badauth", "abuse", "911", "dnserr"
OPEN, MALFORMED = "insecure", "malformed"
"""What is counted of requests that get a sentence instead of a word."""

CHALLENGE: Final = (("WWW-Authenticate", 'Basic realm="dynamic DNS", charset="UTF-8"'),)
OVER_HTTPS: Final = (
    "a token is sent over HTTPS only; behind a proxy that speaks HTTPS name it in server.trusted_proxies"
)


class DynamicDns:
    """Answers routers."""

    def __init__(self, runner: Runner, logins: Logins) -> None:
        self._runner = runner
        self._logins = logins

    def answer(self, request: PlainRequest) -> PlainAnswer:
        """The answer to one request."""
        return _answer(self._runner, self._logins, request)

    def settle(self) -> None:
        """Nothing becomes of a request later."""


def _answer(runner: Runner, logins: Logins, request: PlainRequest) -> PlainAnswer:
    if not request.is_private:
        return _one(runner, OPEN, 403, OVER_HTTPS)
    with Execution(
        runner,
        UPDATE.name,
        runner.new_request_id(),
        log,
        port="dns",
        port_title="DnsPort",
        address=request.address,
    ) as execution:
        try:
            execution.enter(TokenCaller(logins, runner.context, read_credentials(request.header("Authorization"))))
            return _lines(runner, _update(execution, request))
        except Exception as error:
            return _refused(runner, execution.refusal(error))


def _update(execution: Execution, request: PlainRequest) -> Sequence[Said]:
    """What is said. A name that has its address already changes nothing, and waits for nobody who writes."""
    asked = read_query(request.query, "" if request.is_of_proxy else request.address)
    if not asked.names:
        return [Said(NOT_FULL)]
    if len(asked.names) > MOST_NAMES:
        return [Said(TOO_MANY)]
    said = execution.perform(LOOK, lambda call: service.look(call, asked))
    return execution.perform(UPDATE, lambda call: service.update(call, asked)) if said is None else said


def _lines(runner: Runner, said: Sequence[Said]) -> PlainAnswer:
    for each in said:
        runner.context.count(ANSWERS, each.word)
    return PlainAnswer(200, "".join(f"{each.line}\n" for each in said).encode())


def _refused(runner: Runner, refusal: Refusal) -> PlainAnswer:
    wait = () if refusal.retry_after is None else (("Retry-After", str(refusal.retry_after)),)
    match refusal:
        case NotAuthenticated():
            return _one(runner, BAD_LOGIN, 401, headers=CHALLENGE)
        case TooManyLogins():
            return _one(runner, ABUSE, 429, headers=wait)
        case Busy():
            return _one(runner, OUT_OF_ORDER, 503, headers=wait)
        case InternalFailure() | DatabaseFailure():
            return _one(runner, OUT_OF_ORDER, 500)
        case InvalidValue(field="myip" | "myipv6" | None):
            return _one(runner, MALFORMED, 400, refusal.sentence)
        case _:
            log.warning("a name does not take its address: %s", refusal.sentence, extra={"code": refusal.code})
            return _one(runner, NO_RECORD, 200)


def _one(
    runner: Runner, word: str, status: int, text: str = "", *, headers: tuple[tuple[str, str], ...] = ()
) -> PlainAnswer:
    """One line for the whole request."""
    runner.context.count(ANSWERS, word)
    return PlainAnswer(status, f"{text or word}\n".encode(), headers)


DOOR = PlainDoor(("/dns/update", "/nic/update"), DynamicDns)
