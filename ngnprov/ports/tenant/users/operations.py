# SPDX-License-Identifier: Apache-2.0
"""Users on the wire."""

from collections.abc import Sequence
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, Terminated
from ngnprov.ports.tenant.errors import EmailTaken, LastAdministrator, RoleUnknown, UserUnknown
from ngnprov.ports.tenant.invitations import service as invitations
from ngnprov.ports.tenant.permissions import READ_USERS, WRITE_USERS
from ngnprov.ports.tenant.users import service
from ngnprov.ports.tenant.users.types import User, UserPage, UserQuery
from ngnprov.ports.tenant.users.wire import UserAnswer, UserFields, UserPageAnswer, UserQueryFields
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Id, ListOf, Text

_changing = partial(operation, may=WRITE_USERS, versioned="tenant_users")


class TenantUsers(PortService):
    """Users: people of customers, who log in by their e-mail addresses."""

    @_changing(
        User,
        returns=User,
        answers="user",
        faults=(MissingInput, InvalidValue, CustomerUnknown, Terminated, RoleUnknown, EmailTaken),
    )
    def addUser(call: Call, user: UserFields) -> UserAnswer:
        """Keep somebody of a customer, with his roles, and invite him, if the customer is enabled and this server can."""
        return invitations.add_user(call, user)

    @_changing(
        User,
        returns=User,
        answers="user",
        faults=(MissingInput, InvalidValue, UserUnknown, RoleUnknown, EmailTaken, LastAdministrator),
    )
    def updateUser(call: Call, user: UserFields) -> UserAnswer:
        """Change the members given of a user; lists replace the former ones. At another address he is invited anew."""
        return invitations.update_user(call, user)

    @_changing(
        *(Id(), ListOf(Text(32))),
        returns=User,
        answers="user",
        faults=(MissingInput, InvalidValue, UserUnknown, RoleUnknown, LastAdministrator),
    )
    def assignRoles(call: Call, user: int, roles: Sequence[str]) -> UserAnswer:
        """Give a user these roles, and no others."""
        return service.assign_roles(call, user, roles)

    @_changing(Id(), faults=(UserUnknown, LastAdministrator))
    def deleteUser(call: Call, id: int) -> None:
        """Forget somebody."""
        service.delete_user(call, id)

    @listing(UserQuery, returns=UserPage, may=READ_USERS)
    def getUsers(call: Call, query: UserQueryFields | None) -> UserPageAnswer:
        """Users that match: a slice of them, and how many there are in all."""
        return service.get_users(call, query or {})
