# SPDX-License-Identifier: Apache-2.0
"""What an operation is, whoever calls it: parameters, who may, which refusals it can give.

Ports declare operations with :func:`ngnprov.soap.port_service.operation`; enforcement, WSDL, reference page and tests read the
same declaration.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ngnprov.calls.actor import Actor, Factor
from ngnprov.calls.policy import OPERATE, Policy
from ngnprov.errors import Refusal, SecondFactorNeeded

Values = dict[str, Any]
"""A decoded record: snake_case names, only what was supplied and not null."""

_OPERATORS = Policy(OPERATE)
_FACTOR_FIRST = {
    Factor.MISSING: "this login has a second factor: begin a session with a code of it, by openSession",
    Factor.UNENROLLED: "the reseller asks for a second factor: set one up first, by enrolSecondFactor",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What the runner runs for a caller: an operation of the wire, a command, an import, later a job.

    ``name`` is what the journal says was done; ``writes`` decides whether the unit of work locks for writing. ``versioned`` is
    the table of the record that it is about, when that record has a version; "" otherwise. ``before_factor``: it is for those,
    too, who need a second factor and have none yet.
    """

    name: str
    policy: Policy = _OPERATORS
    writes: bool = True
    versioned: str = ""
    before_factor: bool = False

    def require(self, actor: Actor) -> None:
        """Raise SecondFactorNeeded (907) when a second factor comes first, NotAuthorized (902) when ``actor`` may not."""
        if actor.factor is Factor.MISSING or (actor.factor is Factor.UNENROLLED and not self.before_factor):
            raise SecondFactorNeeded(_FACTOR_FIRST[actor.factor])
        self.policy.require(actor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Task):
    """One operation of a port as declared. ``parameters`` maps wire names to types in declaration order.

    ``replaces`` are those that replace what is stored as a whole: required, and an empty element is the empty set (W-C).
    ``ahead`` is given the context and the arguments, and asks others than the database before the unit of work begins, so that
    nobody waits for them who waits for the database; it raises nothing, and what it finds is :attr:`Call.ahead`.
    ``proof`` is the parameter by which a caller shows his second factor, "" where there is none.
    ``hook`` is the member of ports through which others take part, who say there what they refuse
    (:mod:`ngnprov.calls.refusing`).
    """

    function: Callable[..., Any]
    parameters: dict[str, type[Any]]
    required: frozenset[str]
    replaces: frozenset[str]
    returns: type[Any] | None
    answers: str
    faults: tuple[type[Refusal], ...]
    summary: str
    ahead: Callable[..., Any] | None = None
    proof: str = ""
    hook: str = ""

    def looking_ahead(self, arguments: Iterable[Any]) -> Callable[[Any], Any] | None:
        """``ahead`` of a call with these arguments, of the context; None where nothing is asked."""
        ahead = self.ahead
        return None if ahead is None else lambda context: ahead(context, *arguments)
