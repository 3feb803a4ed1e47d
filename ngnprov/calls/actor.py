# SPDX-License-Identifier: Apache-2.0
"""Who calls: one frozen value that every rule reads."""

from dataclasses import dataclass
from enum import Enum, IntEnum


class Level(IntEnum):
    """What kind of caller (customer.md 6.3). NOBODY is an administrator impersonating an ``entry`` that is not there; ACCOUNT
    is an account that logs in itself (login.md L-E)."""

    NOBODY = 0
    ACCOUNT = 1
    CUSTOMER = 2
    RESELLER = 3
    ADMIN = 4


class Factor(Enum):
    """What is known of the second factor of a caller (login.md L-H)."""

    NONE = "he has none, and needs none"
    PROVED = "he has shown it"
    MISSING = "he has one, and has not shown it"
    UNENROLLED = "he needs one, and has none"

    @classmethod
    def of(cls, *, is_shown: bool, has_one: bool, needs_one: bool = False) -> "Factor":
        """What is known of somebody who has one or needs one, and has shown it or not."""
        if is_shown:
            return cls.PROVED
        if has_one:
            return cls.MISSING
        return cls.UNENROLLED if needs_one else cls.NONE


@dataclass(frozen=True, slots=True)
class Actor:
    """The caller of one request.

    ``customer`` and ``reseller`` are the entry whose scope the caller has (0, 0 for an administrator); ``entry`` is
    the id of the login or impersonated entry itself, which differs from ``customer`` when the entry works with the
    rights of another one (customer.md 6.3). ``impersonated_by_admin`` tells that an administrator stands behind an
    impersonated entry. ``permissions`` are the names of what he may of that which his level may
    (:mod:`ngnprov.calls.policy`), None for all of it. ``account`` is the number of the account that calls, which sees itself
    alone; ``customer`` and ``reseller`` are then those to whom it belongs. ``user`` is the number of the user who calls for
    the ``entry`` (login.md L-G), 0 for the entry itself, and ``token`` that of the API token by which he came, or
    ``session`` that of his session. ``factor`` is about his second factor.
    """

    level: Level
    login: str
    entry: int = 0
    customer: int = 0
    reseller: int = 0
    impersonated_by_admin: bool = False
    permissions: frozenset[str] | None = None
    account: int = 0
    user: int = 0
    token: int = 0
    session: int = 0
    factor: Factor = Factor.NONE

    @property
    def is_admin(self) -> bool:
        """Is it an administrator acting as such, without impersonation?"""
        return self.level is Level.ADMIN

    @property
    def may_choose_ids(self) -> bool:
        """May he say which number a new record gets (customer.md I1, dns.md R6)? Also an administrator behind a reseller."""
        return self.is_admin or (self.impersonated_by_admin and self.level is Level.RESELLER)

    def can_see(self, customer: int, reseller: int) -> bool:
        """Is a record of this customer and reseller in his scope? In SQL: :mod:`ngnprov.db.scope`."""
        if self.level is Level.RESELLER:
            return reseller == self.reseller
        return self.is_admin or (self.level is Level.CUSTOMER and customer == self.customer)
