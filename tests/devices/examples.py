# SPDX-License-Identifier: Apache-2.0
"""Phones that the tests are about."""

from dataclasses import replace
from hashlib import md5

from ngnprov.devices.configuration import (
    BLF,
    FORWARD,
    PRIVATE,
    SHARED,
    SPEED_DIAL,
    TRANSFER,
    Configuration,
    Credentials,
    Entry,
    Key,
    Line,
    Server,
)
from ngnprov.devices.formats import FORMATS

MAC = "0004130a1b2c"
URL = "https://prov.example.net/p/Zm9vYmFyYmF6cXV1eA/"
SPECIAL = "< & \" = % # ' \\ > é ß 漢 📞"
"""What some format or other takes for its own."""


def credentials(username: str = "acme1001", password: str = "s3cr3t-Pw", realm: str = "acme.example") -> Credentials:
    """With the digest that belongs to them."""
    return Credentials(username, realm, md5(f"{username}:{realm}:{password}".encode()).hexdigest(), password)


LINE = Line(
    credentials(), Server("acme.example", 5061), f"Jörg {SPECIAL}", number="1001", label="Reception", voicemail="*97"
)
KEYS = (
    Key(1, PRIVATE, label="Mine"),
    Key(2, SHARED, label="Ours"),
    Key(3, BLF, "1002", f"Anna {SPECIAL}"),
    Key(4, SPEED_DIAL, "+43199991234", "Taxi"),
    Key(5, FORWARD, "1003", "Night"),
    Key(7, TRANSFER, "1004", "Desk"),
    Key(20, BLF, "1005", "Door"),
)
FULL = Configuration("Desk 1", LINE, KEYS, MAC, URL)
NOBODY = replace(FULL, line=None)
ENTRIES = (Entry("Anna Müller", "1002"), Entry(f"B {SPECIAL}", "+43199991234"))


def rendered(name: str, configuration: Configuration) -> bytes:
    """The main file of the format of that name."""
    return FORMATS[name].render(configuration, FORMATS[name].files(configuration.mac)[0])
