# SPDX-License-Identifier: Apache-2.0
"""Types of pilots (pbx.md 2)."""

from ngnprov.ports.pbx.extensions.types import Extension
from ngnprov.ports.pbx.names import LONGEST_TITLE
from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.ports.sip.domains.types import SipDomain
from ngnprov.soap.types import Id, ListOf, Part, Text


class BaseNumber(PbxRecord):
    """An international number in its parts: ``cc`` the code of the country, ``ac`` the area or network, ``sn`` the
    subscriber."""

    cc = Text(3, example="43")
    ac = Text(14, example="1")
    sn = Text(15, example="9999")


class Pilot(PbxRecord):
    """The first extension of a customer, to which calls to its base number go; in a domain that is there, or made with it."""

    customer = Id()
    domain = Text(255)
    newDomain = Part(SipDomain)
    number = Part(BaseNumber)
    name = displayName = Text(LONGEST_TITLE)
    webUsername = Text(64)
    webPassword = Text(255, secret=True)
    sipUsername = Text(64, example="pilot")
    sipPassword = Text(255, secret=True)
    rewriteRuleSet = Text(LONGEST_TITLE)


class AddedPilot(PbxRecord):
    """A pilot that was made. ``warnings`` are those of checkDomain about its domain, sentences for people."""

    pilot = Part(Extension)
    warnings = ListOf(Text(1024))


class Renumbered(PbxRecord):
    """A telephone number that has become another one with the base number."""

    was = now = Text(16)


class UpdatedPilot(PbxRecord):
    """A pilot as it is now, and what has become of the numbers of its customer, itself first."""

    pilot = Part(Extension)
    renumbered = ListOf(Renumbered)
