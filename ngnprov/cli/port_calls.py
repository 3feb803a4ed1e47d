# SPDX-License-Identifier: Apache-2.0
"""Operations of ports as commands call them: by their rights, rules and journal, as every caller."""

from typing import TYPE_CHECKING, Any

from ngnprov.cli.options import as_operator
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.calls.operation import Operation


class PortCalls:
    """Calls the operations of a port, which is loaded when the first one is called: ``--help`` waits for none."""

    def __init__(self, port: str) -> None:
        self._port = port

    def call(self, settings: Settings, name: str, *arguments: Any) -> Any:
        """What an operation answers; records are given as documents, and read by the forms and bounds of the wire."""
        from ngnprov.intake.documents import read

        operation = self._operation(name)
        declared = list(operation.parameters.items())[: len(arguments)]
        given = [
            None if each is None else read(type_, each, parameter)
            for (parameter, type_), each in zip(declared, arguments, strict=True)
        ]
        with as_operator(settings) as operator:
            return operator.call(operation, *given)

    def document(self, settings: Settings, name: str, *arguments: Any, secrets: tuple[str, ...] = ()) -> Any:
        """The same as a JSON document, without its secrets but for the members named."""
        from ngnprov.calls.fields import wire_name
        from ngnprov.intake.documents import written

        answer, returns = self.call(settings, name, *arguments), self._operation(name).returns
        if returns is None:
            return None
        document = written(returns, answer)
        return document | {wire_name(each): value for each in secrets if (value := getattr(answer, each))}

    def _operation(self, name: str) -> "Operation":
        from ngnprov.calls.port import find_ports

        (port,) = [each for each in find_ports() if each.name == self._port]
        return next(each for each in port.operations() if each.name == name)
