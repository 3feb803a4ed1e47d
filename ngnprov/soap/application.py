# SPDX-License-Identifier: Apache-2.0
"""Spyne carries the call: one Application for each port, protocols and context with compiled codecs.

The way of a call through Spyne's own hooks::

    decompose_incoming_envelope   namespace and name of the Body child -> method descriptor
    deserialize                   who calls (auth header -> Actor), then the arguments, by the compiled decoder
    Application.process_request   events method_call, ...; PortService.call_wrapper runs the unit of work
    serialize                     answer, by the compiled encoder

Spyne's MethodContext runs the garbage collector at the end of each call and records every assignment; the context here
does neither (perf.md 4).
"""

import itertools
import logging
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spyne import Application
from spyne.context import MethodContext
from spyne.protocol.soap import Soap11
from spyne.server import ServerBase

from ngnprov.auth.logins import Header, Logins
from ngnprov.call import Call, Context
from ngnprov.db.failures import StorageFailure
from ngnprov.db.unit import Unit
from ngnprov.errors import DatabaseFailure, InternalFailure, NotImplementedHere, Refusal
from ngnprov.port import Port
from ngnprov.soap.decoder import compile_arguments, compile_type
from ngnprov.soap.encoder import compile_answer
from ngnprov.soap.envelope import Dialect, Element, Envelope, dialect_of, open_envelope
from ngnprov.soap.faults import SpyneFault, encode_fault
from ngnprov.soap.operation import Operation
from ngnprov.soap.types import SoapAuth

log = logging.getLogger("ngnprov.soap")

SPOOL_IN_MEMORY = 8 << 20
DIALECTS: tuple[Dialect, ...] = ("encoded", "literal")

Spoken = tuple[str, Dialect]
"""An operation by name, and how it is spoken."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: the whole body in memory, or a file of ``length`` bytes for a long list.

    ``port`` and ``operation`` are empty when the request did not get as far; ``code`` is 0 for a result.
    """

    body: bytes
    file: Any = None
    length: int = 0
    code: int = 0
    port: str = ""
    operation: str = ""
    seconds: float = 0.0


@dataclass(slots=True)
class Exchange:
    """One request under way; Spyne's user-defined context (``ctx.udc``)."""

    context: Context
    logins: Logins
    envelope: Envelope
    address: str
    request_id: str
    call: Call | None = None
    unit: Unit | None = None

    def authenticate(self, header: Header | None) -> None:
        """Find the actor; the unit in which he was looked up stays open for reading."""
        actor, self.unit = self.logins.actor(header, self.address)
        self.call = Call(self.context, actor, self.unit, self.envelope.operation, self.request_id)

    def perform(self, operation: Operation, arguments: list[Any]) -> Any:
        """Run the operation in its unit of work. Raises :class:`SpyneFault`."""
        assert self.call is not None
        try:
            operation.policy.require(self.call.actor)
            if not operation.writes:
                return operation.function(self.call, *arguments)
            self.close()
            return self.context.database.write(lambda unit: self._change(operation, unit, arguments))
        except Exception as error:
            raise SpyneFault(self.refusal(error)) from None

    def _change(self, operation: Operation, unit: Unit, arguments: list[Any]) -> Any:
        """Run the operation with the rights that its caller has in the very transaction that changes something."""
        assert self.call is not None
        actor = self.logins.look_again(unit, self.call.actor)
        operation.policy.require(actor)
        return operation.function(Call(self.context, actor, unit, operation.name, self.request_id), *arguments)

    def refusal(self, error: Exception) -> Refusal:
        """The refusal that ``error`` is, or the one that says as much of it as a stranger may know."""
        if isinstance(error, Refusal):
            return error
        kind = DatabaseFailure if isinstance(error, StorageFailure) else InternalFailure
        log.error(
            "request %s failed",
            self.request_id,
            exc_info=None if kind is DatabaseFailure else error,
            extra={"request_id": self.request_id, "failure": type(error).__name__},
        )
        return kind(f"request {self.request_id} failed")

    def close(self) -> None:
        """End the reading unit."""
        if self.unit is not None:
            self.unit.close()
            self.unit = None


class _Lean(MethodContext):
    """Spyne's context without the bookkeeping of assignments."""

    TransportContext = None
    __setattr__ = object.__setattr__
    udc: Any

    def fire_event(self, event: str, *args: Any, **kwargs: Any) -> None:
        """Tell those who listen; most events have nobody."""
        if event in self.app.listened:
            super().fire_event(event, *args, **kwargs)

    def close(self) -> None:
        """Nothing is held here."""


@lru_cache(maxsize=64)
def _codecs(port: Port) -> tuple[dict[Spoken, Callable[..., Any]], dict[Spoken, Callable[..., Any]]]:
    """Decoders of arguments and encoders of answers; compiling them takes longer than anything else at the start."""
    spoken = [(operation, dialect) for operation in port.operations() for dialect in DIALECTS]
    return (
        {(each.name, dialect): compile_arguments(each, port.namespace, dialect) for each, dialect in spoken},
        {(each.name, dialect): compile_answer(each, port.namespace, dialect) for each, dialect in spoken},
    )


class _Protocol(Soap11):
    """SOAP 1.1 in and out for one port, in both dialects."""

    def __init__(self, port: Port) -> None:
        super().__init__()
        self.port = port
        self.decoders, self.encoders = _codecs(port)

    def get_context(self, parent: Any, transport: Any) -> None:
        """No context of its own."""

    def create_in_document(self, ctx: _Lean, in_string_encoding: str | None = None) -> None:
        """The envelope is open already: it told which port is meant."""

    def decompose_incoming_envelope(self, ctx: _Lean, message: Any) -> None:
        """Name the method."""
        envelope = ctx.udc.envelope
        ctx.in_document = envelope
        ctx.method_request_string = f"{{{envelope.namespace}}}{envelope.operation}"

    def generate_method_contexts(self, ctx: _Lean) -> list[_Lean]:
        """The one context of the one method. Raises :class:`SpyneFault` (900)."""
        found = self.get_call_handles(ctx)
        if not found:
            raise SpyneFault(NotImplementedHere("the operation is not known in this namespace"))
        (ctx.descriptor,) = found
        ctx.function = ctx.descriptor.function
        return [ctx]

    def deserialize(self, ctx: _Lean, message: Any) -> None:
        """Authenticate, then decode the arguments."""
        exchange = ctx.udc
        envelope = exchange.envelope
        try:
            exchange.authenticate(read_header(envelope.auth, envelope.dialect))
            ctx.in_object = self.decoders[envelope.operation, envelope.dialect](envelope.element)
        except Exception as error:
            raise SpyneFault(exchange.refusal(error)) from None

    def serialize(self, ctx: _Lean, message: Any) -> None:
        """Set ``out_document`` to the chunks of the answer."""
        envelope = ctx.udc.envelope
        if ctx.out_error is not None:
            ctx.out_document = iter((encode_fault(ctx.out_error.refusal, envelope.dialect),))
        else:
            (result,) = ctx.out_object
            ctx.out_document = self.encoders[envelope.operation, envelope.dialect](result)

    def create_out_string(self, ctx: _Lean, out_string_encoding: str | None = None) -> None:
        """The chunks are bytes already."""
        ctx.out_string = ctx.out_document


class _Server(ServerBase):
    """Spyne's transport for one port."""

    transport = "http://schemas.xmlsoap.org/soap/http"

    def __init__(self, port: Port) -> None:
        application = Application(
            list(port.services),
            port.namespace,
            name=port.title,
            in_protocol=_Protocol(port),
            out_protocol=_Protocol(port),
        )
        managers = (application.event_manager, *(service.event_manager for service in port.services))
        application.listened = frozenset(event for manager in managers for event in manager.handlers)
        super().__init__(application)

    def run(self, exchange: Exchange) -> tuple[Iterator[bytes], int]:
        """The chunks of the answer and its fault code, 0 for a result."""
        ctx = _Lean(self, MethodContext.SERVER)
        ctx.udc = exchange
        self.generate_contexts(ctx)
        if ctx.in_error is None:
            self.get_in_object(ctx)
        if ctx.in_error is None:
            self.get_out_object(ctx)
        self.get_out_string(ctx)
        ctx.event = ctx.udc = None  # they refer to each other; without the circle all is freed at once
        return ctx.out_string, 0 if ctx.out_error is None else ctx.out_error.refusal.code


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


class Endpoint:
    """All ports behind one door: bytes in, bytes out. Never raises."""

    def __init__(self, context: Context, logins: Logins) -> None:
        self._context = context
        self._logins = logins
        self._process = secrets.token_hex(5)
        self._numbers = itertools.count(1)
        self._servers = {port.namespace: (port, _Server(port)) for port in context.ports}

    def answer(self, data: bytes, *, path: str, charset: str | None, address: str, port: str | None = None) -> Answer:
        """The answer to one request body.

        ``port`` restricts to one port, by name; ``address`` is the caller's, for throttling.
        """
        started = time.perf_counter()
        request_id = f"{self._process}{next(self._numbers):06x}"
        try:
            envelope = open_envelope(data, path, charset)
        except Refusal as refusal:
            return self._fault(refusal, dialect_of(path), "", "", started)
        found, server = self._servers.get(envelope.namespace, (None, None))
        if found is None or server is None or (port is not None and found.name != port):
            unknown = NotImplementedHere("the namespace of the operation is not known here")
            return self._fault(unknown, envelope.dialect, "", "", started)
        exchange = Exchange(self._context, self._logins, envelope, address, request_id)
        known = envelope.operation if (envelope.operation, "encoded") in server.app.in_protocol.decoders else ""
        try:
            chunks, code = server.run(exchange)
            body, file, length = _collect(chunks)
        except Exception as error:
            return self._fault(exchange.refusal(error), envelope.dialect, found.name, known, started)
        finally:
            exchange.close()
        return Answer(body, file, length, code, found.name, known, time.perf_counter() - started)

    def _fault(self, refusal: Refusal, dialect: Dialect, port: str, operation: str, started: float) -> Answer:
        body = encode_fault(refusal, dialect)
        seconds = time.perf_counter() - started
        return Answer(body, None, len(body), refusal.code, port, operation, seconds)


def _collect(chunks: Iterator[bytes]) -> tuple[bytes, Any, int]:
    """The whole answer: in memory, or in a temporary file when it is long.

    It is whole before the first byte is sent: an old client needs its length (wire.md T10), and a failure on the way is
    a fault and not half a list.
    """
    first = next(chunks)
    second = next(chunks, None)
    if second is None:
        return first, None, len(first)
    spool = tempfile.SpooledTemporaryFile(SPOOL_IN_MEMORY)  # noqa: SIM115  the server closes it after sending
    try:
        write: Callable[[bytes], int] = spool.write
        write(first)
        write(second)
        for chunk in chunks:
            write(chunk)
        length = spool.tell()
        spool.seek(0)
    except BaseException:
        spool.close()
        raise
    return b"", spool, length
