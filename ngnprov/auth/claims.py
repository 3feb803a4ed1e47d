# SPDX-License-Identifier: Apache-2.0
"""What a caller says of himself, before anybody knows whether it is right; and the answer when it is not."""

from dataclasses import dataclass
from typing import Protocol

from ngnprov.errors import NotAuthenticated


class Given(Protocol):
    """What somebody says of himself. Logins of one ``kind`` have names of their own."""

    @property
    def kind(self) -> str:
        """``admin``, ``customer``, ``account``, or that of another secret: ``token``."""

    @property
    def username(self) -> str:
        """The name."""

    @property
    def password(self) -> str:
        """The password."""


class Request(Protocol):
    """The call in which somebody logs in: what log and journal tell of it."""

    address: str
    request_id: str

    @property
    def operation(self) -> str:
        """Its name."""

    @property
    def port_title(self) -> str:
        """The port of the operation, e.g. ``CustomerPort``."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Whom a caller says he is, and whether he is there.

    ``login`` is how he is called in log and journal, ``counted_as`` by the counters of attempts; ``stored`` is what
    his password is compared with, None when he cannot log in, and ``customer`` the id of his entry, or of the one to whom his
    account belongs, 0 without any.
    """

    login: str
    counted_as: str
    stored: bytes | None
    customer: int = 0


def unknown() -> NotAuthenticated:
    """What everybody is told whose login is not right, whatever is wrong with it."""
    return NotAuthenticated("the login is not known or its password is wrong")


def suspended() -> NotAuthenticated:
    """What those are told who log in rightly for a customer that is suspended, or below a reseller that is."""
    return NotAuthenticated("the customer, or its reseller, is suspended: nobody logs in meanwhile")
