# SPDX-License-Identifier: Apache-2.0
"""One SOAP request on its way through Spyne: what the runner runs for it, and how its answer is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ngnprov.auth.logins import Header, Logins
from ngnprov.calls.actor import Actor
from ngnprov.calls.call import Call
from ngnprov.calls.operation import Operation
from ngnprov.calls.runner import Execution
from ngnprov.db.unit import Unit
from ngnprov.errors import Refusal
from ngnprov.soap.reading.decoder import compile_type
from ngnprov.soap.reading.envelope import DIALECTS, Dialect, Element, Envelope
from ngnprov.soap.types import SoapAuth
from ngnprov.soap.writing.body import Body, collect
from ngnprov.soap.writing.faults import SpyneFault

Encode = Callable[[Any], Iterator[bytes]]


@dataclass(slots=True)
class RequestHandler:
    """Spyne's user-defined context (``ctx.udc``), and to the runner its caller: whoever the login header says."""

    execution: Execution
    logins: Logins
    envelope: Envelope

    def actor(self, execution: Execution) -> tuple[Actor, Unit]:
        """Look at name and password of the header. Raises InvalidType or InvalidValue besides."""
        return self.logins.actor(read_header(self.envelope.auth, self.envelope.dialect), execution)

    def look_again(self, unit: Unit, actor: Actor) -> Actor:
        """The same caller in another unit; the password is not looked at again."""
        return self.logins.look_again(unit, actor)

    def perform(self, operation: Operation, arguments: list[Any], encode: Encode) -> Body:
        """The body of the answer, written in the unit of work of the operation. Raises :class:`SpyneFault`."""

        def work(call: Call) -> Body:
            return collect(encode(operation.function(call, *arguments)))

        try:
            return self.execution.perform(operation, work)
        except Exception as error:
            raise self.fault(error) from None

    def fault(self, error: Exception) -> SpyneFault:
        """What Spyne is to raise instead of ``error``."""
        return SpyneFault(self.execution.refusal(error))


_decode_auth = {dialect: compile_type(SoapAuth, dialect) for dialect in DIALECTS}


def read_header(auth: Element | None, dialect: Dialect) -> Header | None:
    """The login header as values; None when there is none. Raises InvalidType or InvalidValue."""
    if auth is None:
        return None
    try:
        values = _decode_auth[dialect](auth) or {}
    except Refusal as refusal:
        refusal.field = f"auth.{refusal.field}" if refusal.field else "auth"
        raise
    return Header(
        username=values.get("username", ""),
        password=values.get("password", ""),
        admin=values.get("admin", False),
        impersonate=values.get("impersonate", 0),
    )
