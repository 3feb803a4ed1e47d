# SPDX-License-Identifier: Apache-2.0
"""Types of draft and revisions (pbx.md 2)."""

from ngnprov.ports.pbx.names import LONGEST_EXTENSION, LONGEST_TITLE
from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.soap.types import Id, Int, ListOf, Text, page_of, query_of

DIGEST = 64
"""Characters of a SHA-256 in hexadecimal."""


class DraftMember(PbxRecord):
    """A member as it was applied and as it is now; a list has several values, and what is empty none."""

    name = Text(64)
    before = after = ListOf(Text(4000))


class DraftChange(PbxRecord):
    """An extension of any kind that is not as it was applied. ``draftState`` is ``added``, ``changed`` or ``removed``.

    ``changedBy`` and ``changeDate`` say who changed it last and when, and are empty where the journal tells it no more.
    """

    accountId = Text(32)
    kind = Text(16)
    number = Text(LONGEST_EXTENSION, example="101")
    name = Text(LONGEST_TITLE, example="Reception")
    draftState = Text(16)
    changedBy = Text(255)
    changeDate = Text(64)
    members = ListOf(DraftMember)


class Draft(PbxRecord):
    """What differs from the last revision, 0 before the first one.

    ``digest`` is that of the revision which it would be, and ``problems`` are sentences that say why it cannot be applied.
    """

    customer = Id()
    baseRevision = Int(0)
    digest = Text(DIGEST)
    changes = ListOf(DraftChange)
    problems = ListOf(Text(1024))


class ConfigRevision(PbxRecord):
    """What was applied at once, by whom and when. ``digest`` is the SHA-256 of its snapshot."""

    customer = Id()
    number = Int(0)
    appliedBy = Text(255)
    appliedAt = Text(64)
    digest = Text(DIGEST)


class ConfigRevisionFilter(PbxRecord):
    """What getRevisions filters by."""

    customer = reseller = Id()
    number = Int(0)


ConfigRevisionQuery = query_of("ConfigRevisionQuery", "revisions", ConfigRevisionFilter)
ConfigRevisionPage = page_of("ConfigRevisionPage", "revisions", revisions=ConfigRevision)
