# SPDX-License-Identifier: Apache-2.0
"""Dialling on the wire (pbx.md 1)."""

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, Terminated
from ngnprov.ports.pbx.dialling import service
from ngnprov.ports.pbx.dialling.types import DialledNumber
from ngnprov.ports.pbx.dialling.wire import DialledNumberAnswer
from ngnprov.ports.pbx.errors import ExtensionUnknown, NoPilot, NotPbx
from ngnprov.ports.pbx.permissions import READ_EXTENSIONS
from ngnprov.soap.port_service import PortService, reading
from ngnprov.soap.types import Id, Text


class PbxDialling(PortService):
    """Dialling: what becomes of a number, without a call."""

    @reading(
        *(Id(), Text(32, example="101"), Text(64, example="01 2345678")),
        returns=DialledNumber,
        may=READ_EXTENSIONS,
        faults=(MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, NoPilot, ExtensionUnknown),
        optional=("number",),
    )
    def testDial(call: Call, customer: int, number: str | None, dialled: str) -> DialledNumberAnswer:
        """What a number means that an extension, the pilot without a number, dials, and whether it may call it."""
        return service.test_dial(call, customer, number or "", dialled)
