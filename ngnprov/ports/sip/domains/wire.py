# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Listed
from ngnprov.soap.wire import OrderByFields, RangeFields


class SipDomainFields(TypedDict, total=False):
    """What was supplied of a SipDomain."""

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


SipDomainMember = Literal[
    "domain",
    "customer",
    "reseller",
    "certificate",
    "private_key",
    "match_ip_address",
    "match_sip_domain",
    "verify_cert",
    "require_cert",
    "change_date",
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


class SipDomainFilterFields(TypedDict, total=False):
    """What was supplied of a SipDomainFilter."""

    domain: str
    customer: int
    reseller: int


class SipDomainQueryFields(TypedDict, total=False):
    """What was supplied of a SipDomainQuery."""

    filter: SipDomainFilterFields
    order_by: OrderByFields
    range: RangeFields


class SipDomainPageAnswer(NamedTuple):
    """A SipDomainPage as it is answered, in wire order."""

    domains: Listed[SipDomainAnswer]
    total: int
