# SPDX-License-Identifier: Apache-2.0
"""How a port declares its operations, as methods of a Spyne service.

::

    class CustomerPort(PortService):
        @operation(CustomerAccount, returns=CustomerAccount, answers="account", may=CREATE_CUSTOMERS,
                   faults=(CustomerExists,))
        def addAccount(call: Call, account: CustomerAccountFields) -> CustomerAccountAnswer:
            \"\"\"Create a customer.\"\"\"
            return service.add_account(call, account)

What operations of a group have in common is said once: ``_changing = partial(operation, may=WRITE, versioned="sip_aliases")``.
The annotations are those that ``scripts/records`` has made of the types (:mod:`ngnprov.soap.publishing.python_types`).
"""

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

from spyne import ServiceBase, rpc

from ngnprov.calls.operation import Operation
from ngnprov.calls.policy import Permission, Policy
from ngnprov.errors import Refusal
from ngnprov.soap.types import WireType


class PortService(ServiceBase):
    """A Spyne service whose methods are :func:`operation` declarations."""

    @classmethod
    def call_wrapper(cls, ctx: Any, args: Any = None) -> Any:  # noqa: ARG003  Spyne's signature
        """Have the operation of ``ctx`` run; the body of its answer."""
        handler = ctx.udc
        encode = ctx.app.out_protocol.encoders[handler.envelope.operation, handler.envelope.dialect]
        return handler.perform(ctx.descriptor.udd["operation"], ctx.in_object, encode)

    @classmethod
    def operations(cls) -> list[Operation]:
        """The declared operations in the order of the source."""
        return [method.udd["operation"] for method in cls.public_methods.values()]


def operation(
    *types: WireType,
    returns: WireType | None = None,
    answers: str = "result",
    may: Permission,
    impersonated_by_admin: bool = False,
    answers_nobody: bool = False,
    faults: tuple[type[Refusal], ...] = (),
    writes: bool = True,
    optional: tuple[str, ...] = (),
    replaces: tuple[str, ...] = (),
    versioned: str = "",
    ahead: Callable[..., Any] | None = None,
    before_factor: bool = False,
    proof: str = "",
    hook: str = "",
) -> Callable[[Callable[..., Any]], Any]:
    """Declare a function of a :class:`PortService` as an operation of the wire.

    ``types`` are the types of its parameters after ``call``; all are required unless named in ``optional``. Those in
    ``replaces`` are sets that replace what is stored. ``may`` and the two after it are the
    :class:`~ngnprov.calls.policy.Policy`.
    ``writes`` decides whether the unit of work locks for writing; ``versioned`` is the table of the record whose version it
    answers and looks at (docs/contract/request.md). A parameter that Python has a word for has an underscore behind it:
    ``from_`` is ``from`` on the wire. ``ahead`` asks others than the database before the unit of work begins.
    ``before_factor`` and ``proof`` are about the second factor of whoever calls (:class:`~ngnprov.calls.operation.Operation`).
    Other ports take part through their member ``hook``.
    The docstring's first line is the summary.
    """

    def declare(function: Callable[..., Any]) -> Any:
        names = [name.removesuffix("_") for name in list(inspect.signature(function).parameters)[1:]]
        declared = Operation(
            name=function.__name__,
            function=function,
            parameters=dict(zip(names, types, strict=True)),
            required=frozenset(names) - frozenset(optional),
            replaces=frozenset(replaces),
            returns=returns,
            answers=answers,
            policy=Policy(may, impersonated_by_admin, answers_nobody),
            faults=faults,
            writes=writes,
            versioned=versioned,
            ahead=ahead,
            before_factor=before_factor,
            proof=proof,
            hook=hook,
            summary=inspect.cleandoc(function.__doc__ or function.__name__).split("\n\n")[0].replace("\n", " "),
        )
        answer = {} if returns is None else {"_returns": returns, "_out_variable_name": answers}
        return rpc(*types, _args=names, _udd={"operation": declared}, **answer)(function)

    return declare


reading = partial(operation, writes=False)
"""Declare an operation that changes nothing."""


def listing(query: WireType, *, returns: WireType, may: Permission) -> Callable[[Callable[..., Any]], Any]:
    """Declare an operation that lists what a ``query`` asks for, all that is in scope when there is none."""
    return reading(query, returns=returns, may=may, answers_nobody=True, optional=("query",))
