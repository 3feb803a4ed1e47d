# SPDX-License-Identifier: Apache-2.0
"""One SOAP request on its way through Spyne: what the runner runs for it, and how its answer is written."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ngnprov.auth.accounts import AccountLogins
from ngnprov.auth.logins import Header, Logins
from ngnprov.calls.actor import Actor
from ngnprov.calls.call import Call
from ngnprov.calls.operation import Operation
from ngnprov.calls.request import KEY_HEADER, RequestHeader, checked_id, checked_name
from ngnprov.calls.runner import Execution, Repeatable
from ngnprov.db.unit import Unit
from ngnprov.errors import InvalidValue, Refusal
from ngnprov.soap.reading.decoder import compile_type
from ngnprov.soap.reading.envelope import DIALECTS, Dialect, Element, Envelope
from ngnprov.soap.reading.nil import is_nil
from ngnprov.soap.reading.tree import local_name
from ngnprov.soap.types import RequestOptions, SoapAuth
from ngnprov.soap.writing.body import Body, collect, in_memory
from ngnprov.soap.writing.faults import SpyneFault
from ngnprov.soap.writing.reply import with_reply

Encode = Callable[[Any], Iterator[bytes]]
ReadLogin = Callable[[Element], list[Any]]


@dataclass(slots=True)
class RequestHandler:
    """Spyne's user-defined context (``ctx.udc``), and to the runner its caller: whoever the login header says, or parameters.

    ``key`` is the HTTP header Idempotency-Key, None without it. ``accounts`` are those that call the port, None where those do
    who log in by the header.
    """

    execution: Execution
    logins: Logins
    envelope: Envelope
    key: str | None = None
    accounts: AccountLogins | None = None
    _read_login: ReadLogin | None = field(default=None, init=False)

    def enter(self, read_login: ReadLogin | None = None) -> None:
        """Find out who calls and what is asked besides; ``read_login`` reads the parameters by which an account logs in, or
        the one by which a second factor is shown.

        Raises Refusal.
        """
        execution, envelope = self.execution, self.envelope
        self._read_login = read_login
        execution.enter(self)
        execution.is_counted = True
        if envelope.request is not None or self.key is not None:
            execution.header = read_request(envelope.request, envelope.dialect, self.key)

    def actor(self, execution: Execution) -> tuple[Actor, Unit]:
        """Look at name and password. Raises InvalidType or InvalidValue besides."""
        if self.accounts is None:
            header = read_header(self.envelope.auth, self.envelope.dialect)
            if header is not None and self._read_login is not None:
                (code,) = self._read_login(self.envelope.element)
                header.code = code or ""
            return self.logins.actor(header, execution)
        assert self._read_login is not None
        return self.accounts.actor(self._read_login(self.envelope.element), execution)

    def look_again(self, unit: Unit, actor: Actor) -> Actor:
        """The same caller in another unit; the password is not looked at again."""
        return (self.accounts or self.logins).look_again(unit, actor)

    def perform(self, operation: Operation, arguments: list[Any], encode: Encode) -> Body:
        """The body of the answer, written in the unit of work of the operation. Raises :class:`SpyneFault`."""

        def work(call: Call) -> Body:
            return collect(encode(operation.function(call, *arguments)))

        execution = self.execution
        try:
            repeatable = self._repeatable(operation, arguments) if execution.header.id else None
            ahead = operation.looking_ahead(arguments)
            return self.replied(execution.perform(operation, work, repeatable, ahead))
        except Exception as error:
            raise self.fault(error) from None

    def replied(self, body: Body) -> Body:
        """An answer with the header ``reply``, when the caller gets one."""
        reply = self.execution.reply
        return body if reply is None or not self.execution.header.is_answered else with_reply(body, reply)

    def _repeatable(self, operation: Operation, arguments: list[Any]) -> Repeatable[Body]:
        """What is asked for, in the dialect of its answer; not by whom, and with which password."""
        login = () if self.accounts is None else self.accounts.parameters
        content = [value for name, value in zip(operation.parameters, arguments, strict=True) if name not in login]
        asked = [self.envelope.dialect, self.envelope.namespace, operation.name, content]
        return Repeatable(
            content=json.dumps(asked, sort_keys=True, default=str),
            dump=lambda body: body.data.decode(),
            load=lambda text: in_memory(text.encode()),
        )

    def fault(self, error: Exception) -> SpyneFault:
        """What Spyne is to raise instead of ``error``."""
        return SpyneFault(self.execution.refusal(error))


_decode_auth, _decode_request = (
    {dialect: compile_type(declared, dialect) for dialect in DIALECTS} for declared in (SoapAuth, RequestOptions)
)


def read_header(auth: Element | None, dialect: Dialect) -> Header | None:
    """The login header as values; None when there is none. Raises InvalidType or InvalidValue."""
    if auth is None:
        return None
    try:
        values = _decode_auth[dialect](auth) or {}
    except Refusal as refusal:
        raise _of_header(refusal, "auth") from None
    return Header(
        username=values.get("username", ""),
        password=values.get("password", ""),
        admin=values.get("admin", False),
        impersonate=values.get("impersonate", 0),
    )


def read_request(request: Element | None, dialect: Dialect, key: str | None) -> RequestHeader:
    """The header ``request`` as values; ``key``, of HTTP, is another way to give its id.

    Raises InvalidType or InvalidValue.
    """
    try:
        values = {} if request is None else _decode_request[dialect](request) or {}
    except Refusal as refusal:
        raise _of_header(refusal, "request") from None
    id = checked_id(values.get("id", ""), "request.id") if _names(request, "id", values) else ""
    if "if_version" not in values and _names(request, "ifVersion", values):
        raise InvalidValue("must be a whole number from 1 on", field="request.ifVersion")
    if key is not None:
        named = checked_id(_unquoted(key), KEY_HEADER)
        if id and id != named:
            raise InvalidValue(f"is another id than the HTTP header {KEY_HEADER} names", field="request.id")
        id = named
    return RequestHeader(
        id=id,
        dry_run=values.get("dry_run", False),
        if_version=values.get("if_version"),
        on_behalf_of=checked_name(values.get("on_behalf_of", ""), "request.onBehalfOf"),
        is_answered=request is not None,
    )


def _names(request: Element | None, name: str, values: dict[str, Any]) -> bool:
    """Is a member given? An empty element is one, too, and no good one: whoever sends it believes the call to be protected."""
    if name in values or request is None:
        return name in values
    return any(local_name(part.tag) == name and not is_nil(part) for part in request)


def _unquoted(key: str) -> str:
    """The text of a header value, which may be a quoted string (RFC 9651 3.3.3) or stand as it is."""
    key = key.strip(" \t")
    if len(key) < 2 or not (key.startswith('"') and key.endswith('"')):
        return key
    return key[1:-1].replace('\\"', '"').replace("\\\\", "\\")


def _of_header(refusal: Refusal, name: str) -> Refusal:
    """The refusal of a member of a header, with the header before its field."""
    refusal.field = f"{name}.{refusal.field}" if refusal.field else name
    return refusal
