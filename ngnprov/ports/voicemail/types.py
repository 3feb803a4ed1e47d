# SPDX-License-Identifier: Apache-2.0
"""Types of voicemail accounts (voicemail.md 2)."""

from ngnprov.ports.sip.types import SipId
from ngnprov.soap.types import Flag, Part, Record, Text

LONGEST_PIN = 64
LONGEST_RECORDING = 16 * 1024 * 1024
"""Of an announcement; how long a request may be is a setting."""


class VoicemailOptions(Record):
    """``delete``: a message is deleted when it was sent by e-mail; otherwise it is kept on the server as well."""

    delete = Flag()


class VoicemailAccount(Record):
    """The mailbox of a SIP account. The server gives the number, ``mailbox``; ``info`` is always empty."""

    sipId = Part(SipId)
    mailbox = Text(64, example="1000000")
    password = Text(LONGEST_PIN, secret=True, example="2468")
    name = Text(511, example="Alice Liddell")  # by default the two names of the SIP account with a blank between
    email = Text(255)
    info = Text(255)
    options = Part(VoicemailOptions)
