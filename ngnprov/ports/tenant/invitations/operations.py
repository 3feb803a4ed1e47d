# SPDX-License-Identifier: Apache-2.0
"""Invitations on the wire."""

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.tenant.errors import InvitationsOff, InvitationUsed, UserUnknown
from ngnprov.ports.tenant.invitations import service
from ngnprov.ports.tenant.invitations.types import Invitation
from ngnprov.ports.tenant.invitations.wire import InvitationAnswer
from ngnprov.ports.tenant.permissions import ACCEPT, WRITE_USERS
from ngnprov.ports.tenant.users.types import User
from ngnprov.ports.tenant.users.wire import UserAnswer
from ngnprov.soap.port_service import PortService, operation
from ngnprov.soap.types import Id, Text


class TenantInvitations(PortService):
    """Invitations: by mail a user learns where to set his password."""

    @operation(
        Id(),
        returns=Invitation,
        answers="invitation",
        may=WRITE_USERS,
        faults=(MissingInput, InvalidValue, UserUnknown, InvitationsOff),
    )
    def inviteUser(call: Call, user: int) -> InvitationAnswer:
        """Invite a user again; a former invitation is void. Who has forgotten his password sets another one by it."""
        return service.invite_user(call, user)

    @operation(
        *(Text(64, secret=True), Text(1024, secret=True)),
        returns=User,
        answers="user",
        may=ACCEPT,
        faults=(MissingInput, InvalidValue, InvitationUsed),
        ahead=service.hashed_ahead,
    )
    def acceptInvitation(call: Call, token: str, password: str) -> UserAnswer:
        """Set the password of whoever got the token of an invitation: for a portal, which does it for him."""
        return service.accept(call, token, password)
