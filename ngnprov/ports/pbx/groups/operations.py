# SPDX-License-Identifier: Apache-2.0
"""Groups on the wire (pbx.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.ports.pbx.errors import BadMember, BlockedFromAbove, GroupUnknown, NoPilot, NumbersUsedUp, Referred
from ngnprov.ports.pbx.extensions.operations import IN_PBX, MAKING
from ngnprov.ports.pbx.groups import service
from ngnprov.ports.pbx.groups.types import Group, GroupPage, GroupQuery
from ngnprov.ports.pbx.groups.wire import GroupAnswer, GroupFields, GroupPageAnswer, GroupQueryFields
from ngnprov.ports.pbx.permissions import READ_EXTENSIONS, WRITE_GROUPS
from ngnprov.soap.port_service import PortService, listing, operation

_changing = partial(operation, Group, returns=Group, may=WRITE_GROUPS, versioned="pbx_extensions")


class PbxGroups(PortService):
    """Groups: several users who ring when one number is called."""

    @_changing(faults=(*IN_PBX, NoPilot, NumbersUsedUp, *MAKING, BadMember))
    def addGroup(call: Call, group: GroupFields) -> GroupAnswer:
        """Make a group with its SIP account, its telephone number and its members: all of it, or nothing."""
        return service.add_group(call, group)

    @_changing(faults=(*IN_PBX, GroupUnknown, BlockedFromAbove, BadMember))
    def updateGroup(call: Call, group: GroupFields) -> GroupAnswer:
        """Change what is given of a group; a list of members replaces the former one."""
        return service.update_group(call, group)

    @_changing(faults=(*IN_PBX, GroupUnknown, BlockedFromAbove, Referred))
    def deleteGroup(call: Call, group: GroupFields) -> GroupAnswer:
        """Remove the group of this customer and number, which no key of an auto attendant leads to; answers it as it was."""
        return service.delete_group(call, group)

    @listing(GroupQuery, returns=GroupPage, may=READ_EXTENSIONS)
    def getGroups(call: Call, query: GroupQueryFields | None) -> GroupPageAnswer:
        """Groups that match: a slice of them, and how many there are in all."""
        return service.get_groups(call, query or {})
