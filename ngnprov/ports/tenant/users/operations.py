# SPDX-License-Identifier: Apache-2.0
"""Users on the wire."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, Terminated
from ngnprov.ports.tenant.errors import EmailTaken, RoleUnknown, UserUnknown
from ngnprov.ports.tenant.permissions import READ_USERS, WRITE_USERS
from ngnprov.ports.tenant.users import service
from ngnprov.ports.tenant.users.types import User, UserPage, UserQuery
from ngnprov.ports.tenant.users.wire import UserAnswer, UserFields, UserPageAnswer, UserQueryFields
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Id

_changing = partial(operation, may=WRITE_USERS, versioned="tenant_users")


class TenantUsers(PortService):
    """Users: people of customers, who are known by their e-mail addresses."""

    @_changing(
        User,
        returns=User,
        answers="user",
        faults=(MissingInput, InvalidValue, CustomerUnknown, Terminated, RoleUnknown, EmailTaken),
    )
    def addUser(call: Call, user: UserFields) -> UserAnswer:
        """Keep somebody of a customer, with his roles. Nobody logs in as one yet."""
        return service.add_user(call, user)

    @_changing(Id(), faults=(UserUnknown,))
    def deleteUser(call: Call, id: int) -> None:
        """Forget somebody."""
        service.delete_user(call, id)

    @listing(UserQuery, returns=UserPage, may=READ_USERS)
    def getUsers(call: Call, query: UserQueryFields | None) -> UserPageAnswer:
        """Users that match: a slice of them, and how many there are in all."""
        return service.get_users(call, query or {})
