# SPDX-License-Identifier: Apache-2.0
"""Operations run by somebody at the machine, asked for and answered in the words of the wire, to be compared with it."""

from dataclasses import replace

from ngnprov.calls.call import Call
from ngnprov.errors import Refusal
from ngnprov.soap.reading.decoder import compile_arguments
from ngnprov.soap.reading.envelope import open_envelope
from ngnprov.soap.writing.body import Body, collect
from ngnprov.soap.writing.encoder import compile_answer
from ngnprov.soap.writing.faults import encode_fault
from tests.support.caller import Caller, Sent, declared, port_of
from tests.support.world import World


def caller(world: World, impersonate: int = 0) -> Caller:
    """The operator as a caller; no request of his is parsed, nobody logs in."""
    operator = replace(world.operator, impersonate=impersonate)

    def exchange(sent: Sent) -> bytes:
        envelope = open_envelope(sent.body, sent.path, None)
        operation, port = declared(sent.port, sent.operation), port_of(sent.port)
        assert operation is not None
        assert port is not None
        arguments = compile_arguments(operation, port.namespace, envelope.dialect)(envelope.element)
        encode = compile_answer(operation, port, envelope.dialect)

        def work(call: Call) -> Body:
            return collect(encode(operation.function(call, *arguments)))

        try:
            return operator.run(operation, work, ahead=operation.looking_ahead(arguments)).data
        except Refusal as refusal:
            return encode_fault(refusal, envelope.dialect, "0")

    return Caller(exchange, None, "encoded")
