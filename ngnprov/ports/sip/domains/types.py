# SPDX-License-Identifier: Apache-2.0
"""Types of SIP domains (sip.md 4.2)."""

from ngnprov.soap.types import Flag, Id, Record, Text, page_of, query_of

PEM = 65535


class SipDomain(Record):
    """A SIP domain; ``customer`` and ``reseller`` are inherited by its accounts and aliases."""

    domain = Text(255)
    customer = reseller = Id()
    certificate = Text(PEM)
    private_key = Text(PEM, secret=True)
    match_ip_address = match_sip_domain = Text(1024)
    verify_cert = require_cert = Flag()
    changeDate = Text(64)


class SipDomainFilter(Record):
    """What getDomains filters by."""

    domain = Text(1024)
    customer = reseller = Id()


SipDomainQuery = query_of("SipDomainQuery", "SIP domains", SipDomainFilter)
SipDomainPage = page_of("SipDomainPage", "SIP domains", domains=SipDomain)
