# SPDX-License-Identifier: Apache-2.0
"""Types of SIP aliases (sip.md 4.4)."""

from ngnprov.ports.sip.types import SipId
from ngnprov.soap.types import Id, Part, Record, Text, page_of, query_of


class SipAlias(Record):
    """An address that leads to another, perhaps over other aliases; ``customer`` and ``reseller`` are those of its domain."""

    id = target = Part(SipId)
    owner = customer = reseller = Id()
    changeDate = Text(64)


class AliasFilter(Record):
    """What getAliases filters by."""

    aliasUsername = aliasDomain = targetUsername = targetDomain = Text(1024)
    owner = customer = reseller = Id()


AliasQuery = query_of("AliasQuery", "SIP aliases", AliasFilter)
SipAliasPage = page_of("SipAliasPage", "SIP aliases", aliases=SipAlias)
