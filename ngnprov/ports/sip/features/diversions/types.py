# SPDX-License-Identifier: Apache-2.0
"""The type of call diversions (sip.md 4.9)."""

from ngnprov.soap.types import Record, Text

_TARGET = 255


class CallDiversions(Record):
    """Where calls go: unconditionally, when no device is registered, busy, unanswered, or unavailable.

    Each is a SIP URI, ``<voice-mailbox>``, or empty for no diversion.
    """

    FUNC = FNOL = FBUS = FNOA = FUNV = Text(_TARGET)
