# SPDX-License-Identifier: Apache-2.0
"""Types of users (tenant.md 11)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Flag, Id, ListOf, Text, page_of, query_of


class User(TenantRecord):
    """Somebody of a customer. ``roles`` are codes, such as customerAdmin; the server sets ``state``, ``acceptDate``,
    ``lastLogin`` and ``secondFactor``, which tells whether he has one."""

    id = customer = Id()
    email = Text(1024)  # 254 at most (RFC 5321), which the rule says better
    name = Text(128)
    roles = ListOf(Text(32))
    state = Text(16)
    disabled = Flag()
    acceptDate = Text(64)
    activation = expiry = Text(64)
    allowedNetworks = ListOf(Text(64))
    timezone = Text(64)
    language = Text(35)
    externalId = Text(255)
    lastLogin = Text(64)
    secondFactor = Flag()
    changeDate = Text(64)


class UserFilter(TenantRecord):
    """What getUsers filters by."""

    id = customer = Id()
    email = name = externalId = Text(1024)


UserQuery = query_of("UserQuery", "users", UserFilter)
UserPage = page_of("UserPage", "users", users=User)
