# SPDX-License-Identifier: Apache-2.0
"""A, AAAA, CAA, DS, SSHFP and TLSA: the value is the RDATA, as dnspython reads and writes it."""

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns.rdata.data import FIELD, Data, data, parsed

_LONGEST_TAG = 15
"""Octets of the tag of a CAA record; NSD refuses a zone with a longer one, and none is registered."""


def read(kind: str, value: str, priority: int, zone: str) -> Data:  # noqa: ARG001
    """The value in its canonical form: addresses shortened, hexadecimal in lower case, values of CAA quoted."""
    return data(kind, None, priority, value)


def authorization(kind: str, value: str, priority: int, zone: str) -> Data:  # noqa: ARG001
    """CAA; its tag has no case (RFC 8659 4.1), and NSD takes it in lower case only."""
    rdata = parsed(kind, value)
    if len(rdata.tag) > _LONGEST_TAG:
        raise InvalidValue(
            f"has a tag of more than {_LONGEST_TAG} characters (RFC 8659 4.1 asks for short ones)", field=FIELD
        )
    return data(kind, None, priority, rdata.replace(tag=rdata.tag.lower()).to_text())
