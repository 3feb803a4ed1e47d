# SPDX-License-Identifier: Apache-2.0
"""From the ``auth`` header to a user: somebody who calls for a customer under an e-mail address of his own (rule L-G of
docs/contract/login.md).

He acts where the login of his customer would act, with no more than his roles give. Everything else is as for other logins: an
attempt is counted before the password is looked at, what was right is remembered for the network, and whoever may not come in
for any other reason is answered as one whose password is wrong, after the same work.
"""

import ipaddress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, Protocol

from ngnprov import clock
from ngnprov.auth import factors, passwords
from ngnprov.auth.actors import Directory, entrys_actor
from ngnprov.auth.claims import Request, unknown
from ngnprov.auth.logins import Header, Logins, remembered_as
from ngnprov.auth.second_factor import Proof
from ngnprov.auth.throttle import network_of
from ngnprov.calls.actor import Actor, Factor
from ngnprov.db.columns import fold
from ngnprov.db.unit import Unit

TOKEN_PREFIX: Final = "ngp_"  # noqa: S105  no secret
"""How API tokens begin, so that scanners of sources and logs find them; no password of a user is taken that begins so."""


@dataclass(frozen=True, slots=True)
class Person:
    """A user. ``stored`` is the argon2id hash of his password, "" while he has none; ``permissions`` are the names of what his
    roles give. ``has_factor``, ``needs_factor``: he logs in by a second factor, or his reseller asks for one.

    ``is_admitted``: he is active, today is within his dates. ``networks`` are those from which alone he may come, if there are
    any. ``token`` is the API token by which he comes, of which ``stored`` is the hash then, and which may give less.
    """

    id: int
    customer: int
    email: str
    stored: str = field(repr=False)
    permissions: frozenset[str]
    is_admitted: bool
    networks: tuple[str, ...] = ()
    token: int = 0
    has_factor: bool = False
    needs_factor: bool = False

    def factor(self, *, is_shown: bool) -> Factor:
        """What is known of his second factor. A token was made by somebody who had shown what is asked for."""
        if self.token:
            return Factor.NONE
        return Factor.of(is_shown=is_shown, has_one=self.has_factor, needs_one=self.needs_factor)

    def comes_from(self, address: str) -> bool:
        """May he come from this address?"""
        if not self.networks:
            return True
        try:
            source = ipaddress.ip_address(address)
        except ValueError:
            return False
        source = getattr(source, "ipv4_mapped", None) or source
        return any(source in ipaddress.ip_network(network) for network in self.networks)


class People(Protocol):
    """Where users are; a port is one."""

    def by_email(self, unit: Unit, email: str, customer: int) -> Person | None:
        """Whoever logs in by this address, without regard to case, for a customer; for the first that admits him when that is
        0."""

    def by_token(self, unit: Unit, email: str, secret: str) -> Person | None:
        """Whoever has this address and this API token, if that is not over."""

    def by_id(self, unit: Unit, id: int, token: int) -> Person | None:
        """The user with this number, as he comes by an API token, or by his password when that is 0."""

    def came(self, unit: Unit, person: Person, at: str) -> None:
        """Note that he has logged in."""


class UserLogins:
    """Authenticates users; :attr:`Logins.users`."""

    def __init__(self, logins: Logins, directory: Directory, people: People) -> None:
        self._logins = logins
        self._directory = directory
        self._people = people

    def actor(self, unit: Unit, header: Header, request: Request) -> tuple[Actor, Unit]:
        """The user whom the header names, ``impersonate`` for which of his customers, and the reading unit in which he was
        looked up, perhaps another one; the caller closes it.

        Raises NotAuthenticated or TooManyLogins.
        """
        person = self._person(unit, header)
        may = person is not None and person.is_admitted and person.comes_from(request.address)
        stored = "" if person is None else person.stored
        is_proving = person is not None and header.code and person.has_factor and not person.token
        proof = Proof(factors.USER, person.id, header.code) if person is not None and is_proving else None
        network = network_of(request.address)
        if not (may and stored and proof is None and self._logins.is_remembered(header, network, stored.encode())):

            def is_right() -> bool:
                if header.password.startswith(TOKEN_PREFIX):
                    return may and bool(person and person.token)  # it was found by its hash
                right = passwords.is_right(stored or passwords.nobodys_hash(), passwords.composed(header.password))
                return right and may and bool(stored) and self._logins.is_proved(proof)

            # without what is stored whoever may not come in is not remembered either
            known: tuple[str | None, bytes | None, int] = (None, None, 0)
            if person is not None:
                known = (person.email, remembered_as(stored, proof) if may else None, person.customer)
            claim = self._logins.claim(header, *known)
            unit = self._logins.verify(unit, header, request, claim, is_right)
            assert person is not None
            work = partial(self._people.came, person=person, at=clock.now())
            unit = self._logins.note(unit, work, "a login is not noted", person.email)
        assert person is not None
        return self.acting(unit, person, header, request, is_shown=proof is not None), unit

    def of_session(self, unit: Unit, header: Header, id: int, request: Request) -> Person | None:
        """The user of a session, if the header names him and he may come."""
        person = self._people.by_id(unit, id, 0)
        if person is None or fold(person.email) != fold(header.username) or not person.stored:
            return None
        if header.impersonate not in (0, person.customer):
            return None
        return person if person.is_admitted and person.comes_from(request.address) else None

    def _person(self, unit: Unit, header: Header) -> Person | None:
        """Whom the header means; whoever shows no good token is known by his name all the same, and not let in."""
        if header.password.startswith(TOKEN_PREFIX):
            person = self._people.by_token(unit, header.username, header.password)
            if person is not None and header.impersonate in (0, person.customer):
                return person
        return self._people.by_email(unit, header.username, header.impersonate)

    def look_again(self, unit: Unit, actor: Actor) -> Actor:
        """The same user as ``unit`` finds him, with the rights that he has now. Raises NotAuthenticated."""
        return found_again(self._people, self._directory, unit, actor)

    def acting(self, unit: Unit, person: Person, header: Header, request: Request, *, is_shown: bool) -> Actor:
        """A user as a caller, who has shown his second factor or not.

        Raises NotAuthenticated for a customer that is suspended, and closes the unit then.
        """
        try:
            entry = self._directory.by_id(unit, person.customer)
            if entry is not None and entry.barred:
                raise self._logins.barred(header, person.email, person.customer, request)
            return _acting(self._directory, unit, person, person.factor(is_shown=is_shown))
        except BaseException:
            unit.close()
            raise


def found_again(people: People, directory: Directory, unit: Unit, actor: Actor) -> Actor:
    """A user who was let in some time, with the rights that he has now. Raises NotAuthenticated."""
    person = people.by_id(unit, actor.user, actor.token)
    if person is None or not person.is_admitted or person.email != actor.login:
        raise unknown()
    return _acting(directory, unit, person)


def _acting(directory: Directory, unit: Unit, person: Person, factor: Factor = Factor.NONE) -> Actor:
    entry = directory.by_id(unit, person.customer)
    if entry is None or entry.barred:
        raise unknown()
    acting = entrys_actor(directory, unit, entry, person.email, by_admin=False)
    return replace(acting, permissions=person.permissions, user=person.id, token=person.token, factor=factor)
