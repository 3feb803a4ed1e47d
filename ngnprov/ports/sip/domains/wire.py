# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found
from ngnprov.soap.queries import QueryFields

SipDomainFields = TypedDict("SipDomainFields", {
    "domain": str, "customer": int, "reseller": int, "certificate": str, "private_key": str, "match_ip_address": str,
    "match_sip_domain": str, "verify_cert": bool, "require_cert": bool, "change_date": str,
}, total=False)
"""What was supplied of a SipDomain."""


SipDomainMember = Literal[
    "domain", "customer", "reseller", "certificate", "private_key", "match_ip_address", "match_sip_domain",
    "verify_cert", "require_cert", "change_date",
]


class SipDomainAnswer(NamedTuple):
    """A SipDomain as it is answered, in wire order."""

    domain: str
    customer: int
    reseller: int
    certificate: str
    private_key: str
    match_ip_address: str
    match_sip_domain: str
    verify_cert: bool
    require_cert: bool
    change_date: str


SipDomainFilterFields = TypedDict("SipDomainFilterFields", {
    "domain": str, "customer": int, "reseller": int,
}, total=False)
"""What was supplied of a SipDomainFilter."""


SipDomainQueryFields = QueryFields[SipDomainFilterFields]


SipDomainPageAnswer = Found[SipDomainAnswer]
