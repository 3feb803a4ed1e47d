# SPDX-License-Identifier: Apache-2.0
"""Types of extensions (pbx.md 2)."""

from ngnprov.ports.pbx.names import LONGEST_CODE, LONGEST_EXTENSION, LONGEST_TITLE
from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.ports.sip.types import SipId
from ngnprov.soap.types import Flag, Id, Int, ListOf, Part, Text, page_of, query_of

E164 = Text(16, example="4319999101")
"""Digits of an international number."""


class Extension(PbxRecord):
    """An extension with its SIP account, its numbers and what it holds; ``number`` is how the customer's own people dial it.

    The server sets ``kind``, ``accountId``, ``accountRole``, ``sipAccount``, ``primaryNumber``, ``numbers``, ``blockedBy``,
    ``status``, ``draftState``, ``createdBy`` and the dates; ``groups`` are heeded by addExtension and addExtensions. No answer
    has ``webPassword``.
    """

    customer = Id()
    kind = Text(16)
    number = Text(LONGEST_EXTENSION, example="101")
    accountId = Text(32)
    accountRole = Text(16)
    name = Text(LONGEST_TITLE, example="Reception")
    displayName = Text(LONGEST_TITLE)
    sipAccount = Part(SipId)
    sipUsername = Text(64)
    sipPassword = Text(255, secret=True)
    primaryNumber = E164
    numbers = ListOf(Text(16))
    webUsername = Text(64)
    webPassword = Text(255, secret=True)
    email = Text(255)
    timezone = Text(64)
    mainProduct = Text(LONGEST_CODE)
    addons = ListOf(Text(LONGEST_CODE))
    callPlan = Text(LONGEST_CODE)
    localPrefix = Text(6)
    callerId = Text(16)
    recordOutbound = Flag()
    recordEmail = Text(254)
    recordSubject = Text(LONGEST_TITLE)
    groups = ListOf(Text(32))
    blockedBy = ListOf(Text(16))
    status = draftState = Text(16)
    createdBy = createDate = changeDate = Text(64)
    version = Int(0)


class ExtensionFilter(PbxRecord):
    """What getExtensions filters by."""

    customer = reseller = Id()
    kind = number = accountId = name = domain = Text(1024)


class FreedExtension(PbxRecord):
    """What an extension that was removed leaves: numbers that are free again, and names of devices that are nobody's now."""

    freedNumbers = ListOf(Text(16))
    devices = ListOf(Text(64))


class DirectoryEntry(PbxRecord):
    """An extension as it stands in the directory of its customer: ``address`` is where its calls go, ``username@domain``."""

    name = displayName = Text(LONGEST_TITLE)
    number = Text(LONGEST_EXTENSION, example="101")
    address = Text(320)
    kind = Text(16)


ExtensionQuery = query_of("ExtensionQuery", "extensions", ExtensionFilter)
ExtensionPage = page_of("ExtensionPage", "extensions", extensions=Extension)
