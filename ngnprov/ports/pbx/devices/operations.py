# SPDX-License-Identifier: Apache-2.0
"""Devices on the wire (pbx.md 1)."""

from collections.abc import Sequence
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerLimit, InvalidValue, MissingInput, ResellerLimit, Terminated
from ngnprov.ports.pbx.devices import linking, service
from ngnprov.ports.pbx.devices.types import Device, DevicePage, DeviceQuery
from ngnprov.ports.pbx.devices.wire import DeviceAnswer, DeviceFields, DevicePageAnswer, DeviceQueryFields
from ngnprov.ports.pbx.errors import (
    BadLine,
    BadMac,
    BlockedFromAbove,
    DeviceExists,
    DeviceLinked,
    DeviceLinkedElsewhere,
    DeviceUnknown,
    ExtensionUnknown,
    MacTaken,
    NoFreeLicence,
    NoPilot,
    NotPbx,
)
from ngnprov.ports.pbx.extensions.operations import IN_PBX
from ngnprov.ports.pbx.extensions.types import Extension
from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer
from ngnprov.ports.pbx.permissions import READ_DEVICES, WRITE_DEVICES
from ngnprov.ports.sip.errors import AccountExists
from ngnprov.ports.tenant.errors import FeatureNotInType
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Flag, Id, Int, ListOf, Text

NAMED = (BadMac, MacTaken, DeviceExists, BadLine)
"""What is refused of whatever names a device."""
OF_DEVICE = (MissingInput, InvalidValue, DeviceUnknown, NotPbx, Terminated, BlockedFromAbove)
"""What is refused of whatever is about a device."""
LINKING = (*IN_PBX, NoPilot, ExtensionUnknown, BlockedFromAbove, DeviceUnknown, DeviceLinkedElsewhere)

_changing = partial(operation, Device, returns=Device, may=WRITE_DEVICES, versioned="pbx_devices")
_linking = partial(operation, returns=Extension, may=WRITE_DEVICES, faults=LINKING)


class PbxDevices(PortService):
    """Devices: phones with an account of their own, and whose they are."""

    @_changing(
        faults=(
            *(*IN_PBX, FeatureNotInType, NoPilot, ExtensionUnknown, BlockedFromAbove, *NAMED),
            *(NoFreeLicence, AccountExists, CustomerLimit, ResellerLimit),
        )
    )
    def addDevice(call: Call, device: DeviceFields) -> DeviceAnswer:
        """Make a device with its SIP account: what is not given of name, user name and password is filled in."""
        return service.add_device(call, device)

    @_changing(faults=(*OF_DEVICE, *NAMED))
    def updateDevice(call: Call, device: DeviceFields) -> DeviceAnswer:
        """Change what is given of a device; a list of keys replaces the former one."""
        return service.update_device(call, device)

    @_changing(faults=(*OF_DEVICE, DeviceLinked))
    def deleteDevice(call: Call, device: DeviceFields) -> DeviceAnswer:
        """Remove a device that is linked to no extension, with its account; answers it as it was."""
        return service.delete_device(call, device)

    @listing(DeviceQuery, returns=DevicePage, may=READ_DEVICES)
    def getDevices(call: Call, query: DeviceQueryFields | None) -> DevicePageAnswer:
        """Devices that match: a slice of them, and how many there are in all."""
        return service.get_devices(call, query or {})

    @_linking(Id(), Text(32), ListOf(Int(0)), Flag(), optional=("number", "move"))
    def linkDevice(
        call: Call, customer: int, number: str | None, devices: Sequence[int], move: bool | None
    ) -> ExtensionAnswer:
        """Let devices belong to a user, or to the pilot without a number; with ``move`` also those of others."""
        return linking.link_devices(call, customer, number or "", devices, moves=bool(move))

    @_linking(Id(), Text(32), ListOf(Int(0)), optional=("number",))
    def unlinkDevice(call: Call, customer: int, number: str | None, devices: Sequence[int]) -> ExtensionAnswer:
        """Let devices of a user, or of the pilot, belong to nobody."""
        return linking.unlink_devices(call, customer, number or "", devices)
