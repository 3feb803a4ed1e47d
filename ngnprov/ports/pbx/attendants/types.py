# SPDX-License-Identifier: Apache-2.0
"""Types of auto attendants (pbx.md 2)."""

from ngnprov.ports.pbx.names import LONGEST_CODE, LONGEST_TITLE
from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.ports.sip.types import SipId
from ngnprov.soap.types import Id, Int, ListOf, Part, Text, page_of, query_of

LONGEST_GREETING = 4000


class AttendantKey(PbxRecord):
    """Where a key leads: to an extension by its number or account id, or to a telephone number with ``+`` before it."""

    button = Text(16, example="1")
    target = Text(32, example="101")


class AutoAttendant(PbxRecord):
    """An auto attendant, which answers with ``greeting``, a text or the name of a recording, and goes on as a key says.

    Keys are ``0`` to ``9``, ``*``, ``#``, ``timeout`` for none that is pressed and ``invalid`` for any other. The server sets
    ``num``, which counts those of the customer, ``accountId``, ``sipAccount``, ``numbers``, ``blockedBy``, ``status``,
    ``draftState``, ``createdBy`` and the dates.
    """

    customer = Id()
    num = Int(0)
    accountId = Text(32)
    name = Text(LONGEST_TITLE, example="Main menu")
    displayName = Text(LONGEST_TITLE)
    sipAccount = Part(SipId)
    sipUsername = Text(64, example="menu")
    sipPassword = Text(255, secret=True)
    numbers = ListOf(Text(16))
    greeting = Text(LONGEST_GREETING)
    keys = ListOf(AttendantKey)
    mainProduct = Text(LONGEST_CODE)
    addons = ListOf(Text(LONGEST_CODE))
    blockedBy = ListOf(Text(16))
    status = draftState = Text(16)
    createdBy = createDate = changeDate = Text(64)
    version = Int(0)


class AutoAttendantFilter(PbxRecord):
    """What getAutoAttendants filters by."""

    customer = reseller = Id()
    num = Int(0)
    accountId = name = Text(1024)


AutoAttendantQuery = query_of("AutoAttendantQuery", "attendants", AutoAttendantFilter)
AutoAttendantPage = page_of("AutoAttendantPage", "attendants", attendants=AutoAttendant)
