# SPDX-License-Identifier: Apache-2.0
"""One request under way: who calls, the unit of work around the operation, and what a failure tells whom."""

import logging
from dataclasses import dataclass
from typing import Any

from ngnprov.auth import probes
from ngnprov.auth.denials import Denial
from ngnprov.auth.logins import Header, Logins
from ngnprov.auth.throttle import network_of
from ngnprov.calls.actor import Actor
from ngnprov.calls.call import Call, Context
from ngnprov.calls.operation import Operation
from ngnprov.calls.port import Port
from ngnprov.db.failures import StorageFailure, Transient
from ngnprov.db.ledgers import journal
from ngnprov.db.unit import Unit
from ngnprov.errors import Busy, DatabaseFailure, InternalFailure, NotAuthorized, Refusal
from ngnprov.soap.reading.decoder import compile_type
from ngnprov.soap.reading.envelope import DIALECTS, Dialect, Element, Envelope
from ngnprov.soap.types import SoapAuth
from ngnprov.soap.writing.faults import SpyneFault

log = logging.getLogger("ngnprov.soap")


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

    @property
    def operation(self) -> str:
        """The name of the operation."""
        return self.envelope.operation

    @property
    def port_title(self) -> str:
        """The port of the operation, as the WSDL calls it."""
        return self._port().title

    def authenticate(self, header: Header | None) -> None:
        """Find the actor; the unit in which he was looked up stays open for reading."""
        actor, self.unit = self.logins.actor(header, self)
        self.call = Call(self.context, actor, self.unit, self.operation, self.request_id, self.address)

    def perform(self, operation: Operation, arguments: list[Any]) -> Any:
        """Run the operation in its unit of work. Raises :class:`SpyneFault`."""
        assert self.call is not None
        try:
            operation.policy.require(self.call.actor)
            if not operation.writes:
                return operation.function(self.call, *arguments)
            self.close()
            return self.context.database.write(lambda unit: self._change(operation, unit, arguments), last=True)
        except Exception as error:
            refusal = self.refusal(error)
            if refusal.of_others:
                self._count_probe()
            raise SpyneFault(refusal) from None

    def _change(self, operation: Operation, unit: Unit, arguments: list[Any]) -> Any:
        """Run the operation with the rights that its caller has in the very transaction that changes something."""
        assert self.call is not None
        actor = self.logins.look_again(unit, self.call.actor)
        operation.policy.require(actor)
        call = Call(self.context, actor, unit, operation.name, self.request_id, self.address)
        return operation.function(call, *arguments)

    def refusal(self, error: Exception) -> Refusal:
        """The refusal that ``error`` is, or the one that says as much of it as a stranger may know."""
        if isinstance(error, NotAuthorized) and self.call is not None:
            self._tell_denied(error, self.call.actor)
        if isinstance(error, Refusal) and not isinstance(error, InternalFailure):
            return error
        if isinstance(error, Transient):
            return self._busy(error)
        is_storage = isinstance(error, StorageFailure)
        log.error(
            "request %s failed: %s",
            self.request_id,
            error if is_storage else type(error).__name__,
            exc_info=None if is_storage else error,
            extra={"request_id": self.request_id, "failure": type(error).__name__},
        )
        return (DatabaseFailure if is_storage else InternalFailure)(f"request {self.request_id} failed")

    def _busy(self, failure: Transient) -> Busy:
        """What was in the way may be gone soon; until then who waits no longer may as well try again (W-M)."""
        log.warning("request %s gave up: %s", self.request_id, failure, extra={"request_id": self.request_id})
        wait = self.context.settings.database.write_wait
        return Busy("the database is busy with other changes: nothing was changed, try again", retry_after=wait)

    def _tell_denied(self, refusal: NotAuthorized, actor: Actor) -> None:
        """To log and journal: who tried what he may not (promise P27), without any value or the text of the refusal."""
        who = {
            "login": actor.login,
            "entry": actor.entry,
            "behind": actor.administrator,
            "address": self.address,
            "operation": self.operation,
            "request_id": self.request_id,
            "code": refusal.code,
        }
        level, port, field = actor.level.name.lower(), self._port(), refusal.field or ""
        log.warning("denied", extra={**who, "rights": level, "port": port.name, "field": field})
        values = {
            **who,
            "kind": journal.DENIED,
            "level": level,
            "customer": actor.customer,
            "subject": port.title,
            "before": None,
            "after": {"field": field} if field else None,
        }
        self.logins.denials.add((network_of(self.address), actor.login), Denial(values))

    def _count_probe(self) -> None:
        """The caller learns a name of others from his refusal. When it cannot be counted he has to ask again."""
        assert self.call is not None
        try:
            probes.count(self.context.database, self.call.actor.login)
        except Exception as error:
            raise SpyneFault(self.refusal(error)) from None

    def _port(self) -> Port:
        return next(port for port in self.context.ports if port.namespace == self.envelope.namespace)

    def close(self) -> None:
        """End the reading unit."""
        if self.unit is not None:
            self.unit.close()
            self.unit = None


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
