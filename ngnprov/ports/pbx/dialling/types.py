# SPDX-License-Identifier: Apache-2.0
"""Types of dialling (pbx.md 2)."""

from ngnprov.ports.pbx.names import LONGEST_CODE
from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.soap.types import Flag, Text


class DialledNumber(PbxRecord):
    """What an extension has dialled: the ``number`` that is meant, and of what ``kind``: internal, emergency or external.

    An external number has a ``+``; of an internal one ``target`` is where it leads, ``username@domain``. ``callerId`` is what
    the one who is called sees, ``anonymous`` for nothing. Where the call is not ``allowed`` a ``reason`` says why.
    """

    number = Text(32)
    kind = Text(16)
    target = Text(255)
    callerId = Text(32)
    callPlan = Text(LONGEST_CODE)
    recorded = Flag()
    allowed = Flag()
    reason = Text(255)
