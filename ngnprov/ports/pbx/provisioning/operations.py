# SPDX-License-Identifier: Apache-2.0
"""What phones are given, on the wire (pbx.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.pbx.devices.operations import OF_DEVICE
from ngnprov.ports.pbx.devices.types import Device
from ngnprov.ports.pbx.devices.wire import DeviceAnswer
from ngnprov.ports.pbx.errors import BadMac, DeviceUnknown, NoRedirection, NoResync, NotApplied, PasswordNotKept
from ngnprov.ports.pbx.permissions import WRITE_DEVICES
from ngnprov.ports.pbx.provisioning import service
from ngnprov.ports.pbx.provisioning.types import DeviceConfiguration, DeviceDoor
from ngnprov.ports.pbx.provisioning.wire import DeviceConfigurationAnswer, DeviceDoorAnswer
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Id, Text

_changing = partial(operation, Id(), may=WRITE_DEVICES, faults=OF_DEVICE, versioned="pbx_devices")


class PbxProvisioning(PortService):
    """What phones are given: their files, and how they come by them."""

    @reading(
        *(Id(), Text(32), Text(32), Text(64)),
        returns=DeviceConfiguration,
        may=WRITE_DEVICES,
        faults=(MissingInput, InvalidValue, BadMac, DeviceUnknown, NotApplied, PasswordNotKept),
        optional=("device", "mac", "format", "file"),
    )
    def getDeviceConfiguration(
        call: Call, device: int | None, mac: str | None, format: str | None, file: str | None
    ) -> DeviceConfigurationAnswer:
        """A file of a device, by its number or MAC address, as it was applied last; the main one if none is named."""
        return service.get_configuration(call, device or 0, mac or "", format or "", file or "")

    @_changing(returns=Device, faults=(*OF_DEVICE, NoResync))
    def resyncDevice(call: Call, device: int) -> DeviceAnswer:
        """Have a phone told to fetch its files."""
        return service.resync_device(call, device)

    @operation(Id(), returns=Device, may=WRITE_DEVICES, faults=(*OF_DEVICE, NoRedirection), versioned="pbx_devices")
    def redirectDevice(call: Call, device: int) -> DeviceAnswer:
        """Have the vendor of a phone that is fresh from the box lead it here."""
        return service.redirect_device(call, device)

    @_changing(returns=DeviceDoor)
    def rotateDeviceToken(call: Call, device: int) -> DeviceDoorAnswer:
        """Give a device another token: at the former one nothing is found any more."""
        return service.rotate_token(call, device)
