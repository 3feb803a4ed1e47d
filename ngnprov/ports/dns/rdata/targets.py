# SPDX-License-Identifier: Apache-2.0
"""CNAME, NS, PTR, MX and SRV: what leads to a name (R2)."""

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns import names
from ngnprov.ports.dns.rdata.data import FIELD, Data, absolute, data
from ngnprov.ports.dns.rdata.words import is_16_bit


def name(kind: str, value: str, priority: int, zone: str) -> Data:  # noqa: ARG001
    """CNAME, NS and PTR; a name server is a host."""
    target = names.target(value, zone, FIELD, is_host=kind == "NS")
    return data(kind, target, 0, absolute(target), target)


def mail_exchanger(kind: str, value: str, priority: int, zone: str) -> Data:
    """MX; ``.`` says that there is no mail, and so has no preference (RFC 7505 3, D-K)."""
    target = names.target(value, zone, FIELD, is_host=True, may_be_root=True)
    if target == "." and priority:
        raise InvalidValue("must be 0 when the value is . and no mail is taken (RFC 7505)", field="record.priority")
    return data(kind, target, priority, f"{priority} {absolute(target)}", target)


def service(kind: str, value: str, priority: int, zone: str) -> Data:
    """SRV (RFC 2782)."""
    words = value.split()
    if len(words) != 3 or not all(map(is_16_bit, words[:2])):
        raise InvalidValue("must be weight, port and target (RFC 2782)", field=FIELD)
    weight, port = map(int, words[:2])
    target = names.target(words[2], zone, FIELD, is_host=True, may_be_root=True)
    return data(kind, f"{weight} {port} {target}", priority, f"{priority} {weight} {port} {absolute(target)}", target)
