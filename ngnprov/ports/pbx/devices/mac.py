# SPDX-License-Identifier: Apache-2.0
"""MAC addresses (IEEE 802, EUI-48): by which a phone is known on the whole platform."""

import re

from ngnprov.ports.pbx.errors import BadMac

_FORM = re.compile(
    r"(?:[0-9a-f]{12}|[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2})"
).fullmatch
_GROUP = 0x01
"""The bit of the first octet that makes an address that of a group (IEEE 802-2014, 8.2)."""


def parse(written: str, field: str) -> str:
    """The 12 lower-case digits of a MAC address, "" for none. Raises BadMac.

    Vendors print it as ``00:15:65:12:34:ab``, ``00-15-65-12-34-AB`` or ``0015.6512.34ab``.
    """
    text = written.lower()
    if not text:
        return ""
    if not text.isascii() or not _FORM(text):
        raise BadMac("must be 12 hexadecimal digits, as they are or in pairs with : or - between them", field=field)
    digits = re.sub("[:.-]", "", text)
    if int(digits[:2], 16) & _GROUP or digits == "0" * 12:
        raise BadMac("is not the address of one device", field=field)
    return digits
