# SPDX-License-Identifier: Apache-2.0
"""Types of devices (pbx.md 2)."""

from ngnprov.devices.configuration import MOST_KEYS
from ngnprov.ports.pbx.names import LONGEST_CODE, LONGEST_DEVICE, LONGEST_LABEL
from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.ports.sip.types import SipId
from ngnprov.soap.types import Id, Int, ListOf, Part, Text, page_of, query_of


class DeviceLine(PbxRecord):
    """A key of a device, at a ``place`` from 1 on. ``type`` is ``private``, ``shared``, ``blf``, ``speeddial``, ``forward`` or
    ``transfer``.

    ``extension`` is who is watched (``blf``), by number or account id; ``target`` what is dialled, or where calls go: the
    number of an extension, or any other one. A line (``private``, ``shared``) is that of the extension to which the device
    is linked.
    """

    place = Int(1, MOST_KEYS)
    type = Text(16, example="blf")
    extension = Text(32, example="102")
    target = Text(64)
    label = Text(LONGEST_LABEL, example="Anna")


class DeviceFetch(PbxRecord):
    """When a phone has asked for a file last. ``addressHash`` tells addresses apart without saying which they are."""

    at = Text(64)
    addressHash = Text(16)
    userAgent = Text(200)
    file = Text(64)
    status = Int(0)


class Device(PbxRecord):
    """A phone with a SIP account of its own, linked to an ``extension`` by its number or account id, or to none.

    The server sets ``id``, ``accountId``, ``sipAccount``, ``callPlan``, which is the extension's, ``draftState``,
    ``lastFetch``, ``redirection``, which is ``pending``, ``registered`` or ``failed`` once redirectDevice was called, with
    what the vendor said of it, ``createdBy`` and the dates. addDevice alone answers ``sipPassword``, and only
    one that it has made.
    """

    id = Id()
    customer = Id()
    accountId = Text(32)
    name = Text(LONGEST_DEVICE, example="John's Desk Phone")
    mac = Text(32, example="0015651234ab")
    model = Text(64, example="Yealink T46S")
    sipAccount = Part(SipId)
    sipUsername = Text(64)
    sipPassword = Text(255, secret=True)
    extension = Text(32, example="101")
    callPlan = Text(LONGEST_CODE)
    lines = ListOf(DeviceLine)
    draftState = Text(16)
    lastFetch = Part(DeviceFetch)
    redirection = Text(16)
    redirectionText = Text(255)
    resyncDate = createdBy = createDate = changeDate = Text(64)
    version = Int(0)


class DeviceFilter(PbxRecord):
    """What getDevices filters by."""

    customer = reseller = id = Id()
    accountId = name = mac = model = Text(1024)


DeviceQuery = query_of("DeviceQuery", "devices", DeviceFilter)
DevicePage = page_of("DevicePage", "devices", devices=Device)
