# SPDX-License-Identifier: Apache-2.0
"""Types of trusted peers (sip.md 4.6)."""

from ngnprov.soap.types import Flag, Id, Int, Record, Text, page_of, query_of


class TrustedPeer(Record):
    """A peer whose calls are taken without digest authentication; ``ip`` is its key, for MS Teams a host name.

    A null ``description`` or ``tenant`` says that a form had no such field, and others not either (5.15).
    """

    ip = Text(255)
    description = Text(255, keeps_null=True)
    tags = Text(1024)
    billingId = Text(255)
    msteams = Flag()
    tenant = Text(255, keeps_null=True)
    carrierName = originator = Text(255)
    prefix = Text(64)
    strip = Int(0)
    callLimit = Int(0)
    blocked = Int()
    enumLookup = transit = prepaid = Flag()
    authToken = Text(255, secret=True)
    owner = customer = reseller = Id()
    changeDate = Text(64)


class TrustedPeerFilter(Record):
    """What getTrustedPeers filters by; ``msteams`` and ``blocked`` restrict whenever they are sent, 0 and false too."""

    ip = description = tenant = tags = billingId = Text(1024)
    msteams = Flag()
    blocked = Int()


TrustedPeerQuery = query_of("TrustedPeerQuery", "trusted peers", TrustedPeerFilter)
TrustedPeerPage = page_of("TrustedPeerPage", "trusted peers", peers=TrustedPeer)
