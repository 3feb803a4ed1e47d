# SPDX-License-Identifier: Apache-2.0
"""Spyne carries the call: one Application for each port, protocols and context with compiled codecs.

The way of a call through Spyne's own hooks::

    decompose_incoming_envelope   namespace and name of the Body child -> method descriptor
    deserialize                   who calls (auth header, or parameters -> Actor), then the arguments, by compiled decoders
    Application.process_request   events method_call, ...; PortService.call_wrapper calls the runner
    serialize                     a fault; the answer was encoded in the unit of work

Spyne's MethodContext runs the garbage collector at the end of each call, records every assignment, and sets forty members
one by one at the beginning; the context here does none of these.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from spyne import Application
from spyne.context import EventContext, MethodContext
from spyne.protocol.soap import Soap11
from spyne.server import ServerBase

from ngnprov.calls.port import Port
from ngnprov.errors import NotImplementedHere, Refusal
from ngnprov.soap.port_service import PortService
from ngnprov.soap.reading.decoder import compile_arguments
from ngnprov.soap.reading.envelope import DIALECTS, Dialect
from ngnprov.soap.serving.request_handler import RequestHandler
from ngnprov.soap.writing.body import Body, in_memory
from ngnprov.soap.writing.encoder import compile_answer
from ngnprov.soap.writing.faults import SpyneFault, encode_fault

Spoken = tuple[str, Dialect]
"""An operation by name, and how it is spoken."""


class _Lean(MethodContext):
    """Spyne's context without the bookkeeping of assignments."""

    TransportContext = None
    __setattr__ = object.__setattr__
    udc: Any

    def renewed(self, handler: RequestHandler) -> "_Lean":
        """A context as this one was when it was made, for a call; nothing that a call changes is shared."""
        made = object.__new__(_Lean)
        made.__dict__.update(self.__dict__, udc=handler, event=EventContext(made), files=[], pusher_stack=[])
        return made

    def fire_event(self, event: str, *args: Any, **kwargs: Any) -> None:
        """Tell those who listen; most events have no listener."""
        if event in self.app.listened:
            super().fire_event(event, *args, **kwargs)

    def close(self) -> None:
        """Nothing is held here."""


Codecs = dict[Spoken, Callable[..., Any]]


@lru_cache(maxsize=64)
def _codecs(port: Port) -> tuple[Codecs, Codecs, Codecs]:
    """Decoders of arguments, encoders of answers, and decoders of the arguments alone by which somebody logs in: an account,
    or whoever shows his second factor. Compiling them takes longer than anything else at the start."""
    spoken = [(operation, dialect) for operation in port.operations() for dialect in DIALECTS]
    login = () if port.accounts is None else port.accounts.parameters
    proofs = [(each, dialect) for each, dialect in spoken if login or each.proof]
    return (
        {(each.name, dialect): compile_arguments(each, port.namespace, dialect) for each, dialect in spoken},
        {(each.name, dialect): compile_answer(each, port, dialect) for each, dialect in spoken},
        {
            (each.name, dialect): compile_arguments(each, port.namespace, dialect, login or (each.proof,))
            for each, dialect in proofs
        },
    )


class _Protocol(Soap11):
    """SOAP 1.1 in and out for one port, in both dialects."""

    def __init__(self, port: Port) -> None:
        super().__init__()
        self.decoders, self.encoders, self._logins = _codecs(port)

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
        handler = ctx.udc
        envelope = handler.envelope
        spoken = envelope.operation, envelope.dialect
        try:
            handler.enter(self._logins.get(spoken))
            ctx.in_object = self.decoders[spoken](envelope.element)
        except Exception as error:
            raise handler.fault(error) from None

    def serialize(self, ctx: _Lean, message: Any) -> None:
        """Set ``out_document`` to the :class:`Body` of the answer, which a result is already."""
        if ctx.out_error is not None:
            execution, dialect = ctx.udc.execution, ctx.udc.envelope.dialect
            fault = in_memory(encode_fault(ctx.out_error.refusal, dialect, execution.request_id))
            ctx.out_document = ctx.udc.replied(fault) if execution.header.dry_run else fault
        else:
            (ctx.out_document,) = ctx.out_object

    def create_out_string(self, ctx: _Lean, out_string_encoding: str | None = None) -> None:
        """It is bytes already."""
        ctx.out_string = ctx.out_document


class SpyneServer(ServerBase):
    """Spyne's transport for one port."""

    transport = "http://schemas.xmlsoap.org/soap/http"

    def __init__(self, port: Port) -> None:
        services = cast("tuple[type[PortService], ...]", port.services)
        application = Application(
            services,
            port.namespace,
            name=port.title,
            in_protocol=_Protocol(port),
            out_protocol=_Protocol(port),
        )
        managers = (application.event_manager, *(service.event_manager for service in services))
        application.listened = frozenset(event for manager in managers for event in manager.handlers)
        super().__init__(application)
        self._unused = _Lean(self, MethodContext.SERVER)

    def run(self, handler: RequestHandler) -> tuple[Body, Refusal | None]:
        """The body of the answer and the refusal that it is, None for a result."""
        ctx = self._unused.renewed(handler)
        self.generate_contexts(ctx)
        if ctx.in_error is None:
            self.get_in_object(ctx)
        if ctx.in_error is None:
            self.get_out_object(ctx)
        self.get_out_string(ctx)
        refusal = None if ctx.out_error is None else ctx.out_error.refusal
        # they refer to each other, errors by the frames of their tracebacks; without the circles all is freed at once
        ctx.event = ctx.udc = ctx.in_error = ctx.out_error = None
        if refusal is not None:
            refusal.__traceback__ = refusal.__context__ = refusal.__cause__ = None
        return ctx.out_string, refusal


@lru_cache(maxsize=64)
def server_of(port: Port) -> SpyneServer:
    """Spyne's transport for a port: one for each process, as it holds nothing of whoever serves it."""
    return SpyneServer(port)
