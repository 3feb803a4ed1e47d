# SPDX-License-Identifier: Apache-2.0
"""Types of PresencePort (presence.md 2), in the namespace of the SOAP SIMPLE proxy."""

from ngnprov.soap.types import Flag, ListOf, Record, Text

NAMESPACE = "urn:AGProjects:SoapSIMPLEProxy"

_LONGEST_ADDRESS = 320


class SipId(Record):
    """The address of the account that calls, ``username@domain``; letter case does not matter."""

    __namespace__ = NAMESPACE

    username = Text(64)
    domain = Text(255)


class PresenceInformation(Record):
    """What an account says of itself: ``open``, ``idle``, ``busy``, ``available`` or ``away``, and a note."""

    __namespace__ = NAMESPACE

    activity = Text(16, example="busy")
    note = Text(1024)


class Watcher(Record):
    """Somebody who watches: ``status`` is what the policy says, ``online`` whether a subscription is active."""

    __namespace__ = NAMESPACE

    id = Text(_LONGEST_ADDRESS)
    status = Text(16)
    online = Flag()


Addresses = ListOf(Text(_LONGEST_ADDRESS, example="bob@example.com"))
"""``user@domain``, or a domain for everybody there."""


class PresencePolicy(Record):
    """Who sees the presence of an account, who does not, and who has to be confirmed first."""

    __namespace__ = NAMESPACE

    allow = deny = confirm = Addresses


Watchers = ListOf(Watcher)

Password = Text(1024, secret=True)
"""That of the SIP account, in clear text."""

Done = Flag()
"""What changes answer: true."""
