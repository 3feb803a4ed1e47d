# SPDX-License-Identifier: Apache-2.0
"""Types of entitlements (pbx.md 2)."""

from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.soap.types import Flag, Id, Int, Text


class Entitlement(PbxRecord):
    """A limit that something planned would meet: whose it is, how much of it is used, and how much more is ``wanted``.

    ``bites`` is the one with which it would be refused. Of an ``unlimited`` one ``limit`` and ``left`` are 0.
    """

    kind = Text(64, example="sip_credit")
    holder = Id()
    limit = Int(0)
    unlimited = Flag()
    used = left = wanted = Int(0)
    bites = Flag()
