# SPDX-License-Identifier: Apache-2.0
"""Types of groups (pbx.md 2)."""

from ngnprov.ports.pbx.extensions.types import E164
from ngnprov.ports.pbx.groups.tables import LONGEST_TIMEOUT
from ngnprov.ports.pbx.names import LONGEST_CODE, LONGEST_EXTENSION, LONGEST_TITLE
from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.ports.sip.types import SipId
from ngnprov.soap.types import Id, Int, ListOf, Part, Text, page_of, query_of


class Group(PbxRecord):
    """A group, to which ``members`` belong by their numbers, the pilot by its account id, in the order in which they ring.

    ``timeout`` is in seconds. The server sets ``accountId``, ``sipAccount``, ``primaryNumber``, ``numbers``, ``blockedBy``,
    ``status``, ``draftState``, ``createdBy`` and the dates.
    """

    customer = Id()
    number = Text(LONGEST_EXTENSION, example="200")
    accountId = Text(32)
    name = Text(LONGEST_TITLE, example="Sales")
    displayName = Text(LONGEST_TITLE)
    sipAccount = Part(SipId)
    sipUsername = Text(64, example="sales")
    sipPassword = Text(255, secret=True)
    primaryNumber = E164
    numbers = ListOf(Text(16))
    policy = Text(16, example="serial")
    timeout = Int(1, LONGEST_TIMEOUT)
    cancelMode = Text(16, example="cancel")
    members = ListOf(Text(32, example="101"))
    mainProduct = Text(LONGEST_CODE)
    addons = ListOf(Text(LONGEST_CODE))
    blockedBy = ListOf(Text(16))
    status = draftState = Text(16)
    createdBy = createDate = changeDate = Text(64)
    version = Int(0)


class GroupFilter(PbxRecord):
    """What getGroups filters by."""

    customer = reseller = Id()
    number = name = Text(1024)


GroupQuery = query_of("GroupQuery", "groups", GroupFilter)
GroupPage = page_of("GroupPage", "groups", groups=Group)
