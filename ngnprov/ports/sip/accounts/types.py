# SPDX-License-Identifier: Apache-2.0
"""Types of SIP accounts, members in the contract's order (sip.md 4.3)."""

from ngnprov.ports.sip.types import Names, SipId
from ngnprov.soap.types import Flag, Id, Int, ListOf, Part, Record, Text, page_of, query_of


class AclEntry(Record):
    """A network from which an account may be used."""

    ip = Text(64)
    mask = Int(0, 32)
    tag = Text(64)


class Property(Record):
    """A name and a value that clients keep with an account."""

    name = Text(64)
    value = Text(65535)


class SipAccount(Record):
    """A SIP account. Answers have one of ``password`` and ``ha1`` (5.3); ``customer`` and ``reseller`` are the domain's."""

    id = Part(SipId)
    firstName = lastName = Text(255)
    password = Text(255, secret=True)
    ha1 = Text(64, secret=True)
    email = Text(255)
    timezone = Text(64)
    owner = customer = reseller = Id()
    groups = Names
    quota = Int(0)
    prepaid = Flag()
    rpid = region = quickdialPrefix = Text(64)
    timeout = callLimit = Int(0)
    acl = ListOf(AclEntry)
    properties = ListOf(Property)
    createDate = changeDate = Text(64)


class SipFilter(Record):
    """What getAccounts filters by; an account must be in every group named."""

    username = domain = firstName = lastName = email = Text(1024)
    owner = customer = reseller = Id()
    groups = Names


SipQuery = query_of("SipQuery", "SIP accounts", SipFilter)
SipAccountPage = page_of("SipAccountPage", "SIP accounts", accounts=SipAccount)
