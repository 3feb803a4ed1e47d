# SPDX-License-Identifier: Apache-2.0
"""Users as they log in (login.md L-G): for :mod:`ngnprov.auth.users`."""

from dataclasses import replace

from ngnprov import clock
from ngnprov.auth.users import Person
from ngnprov.calls.policy import EVERYTHING
from ngnprov.db.columns import fold
from ngnprov.db.unit import Unit
from ngnprov.ports.tenant.roles import codes
from ngnprov.ports.tenant.roles.store import permissions_of
from ngnprov.ports.tenant.tokens import store as tokens
from ngnprov.ports.tenant.tokens.store import Token
from ngnprov.ports.tenant.users import store
from ngnprov.ports.tenant.users.standing import is_admitted
from ngnprov.ports.tenant.users.store import Login


class TenantPeople:
    """The users of all customers."""

    def by_email(self, unit: Unit, email: str, customer: int) -> Person | None:
        """Whoever logs in by this address, for a customer; for the first that admits him when that is 0."""
        today = clock.to_day(clock.now())
        found = [each for each in store.logins_of(unit, email) if customer in (0, each.user.customer)]
        if not found:
            return None
        return _person(unit, next((each for each in found if is_admitted(each.user, today)), found[0]), today)

    def by_token(self, unit: Unit, email: str, secret: str) -> Person | None:
        """Whoever has this address and this API token, if that is not over."""
        token = tokens.by_secret(unit, secret)
        found = None if token is None else store.login(unit, token.user)
        if token is None or found is None or fold(found.user.email) != fold(email):
            return None
        return _by_token(unit, found, token)

    def by_id(self, unit: Unit, id: int, token: int) -> Person | None:
        """The user with this number, as he comes by an API token, or by his password when that is 0."""
        found = store.login(unit, id)
        if found is None:
            return None
        if token:
            shown = tokens.get(unit, token)
            return None if shown is None or shown.user != id else _by_token(unit, found, shown)
        return _person(unit, found, clock.to_day(clock.now()))

    def came(self, unit: Unit, person: Person, at: str) -> None:
        """Note that he has logged in."""
        store.note_login(unit, person.id, clock.to_seconds(at))
        if person.token:
            tokens.note_use(unit, person.token, clock.to_seconds(at))


def _person(unit: Unit, login: Login, today: str) -> Person:
    user = login.user
    return Person(
        id=user.id,
        customer=user.customer,
        email=user.email,
        stored=login.password,
        permissions=codes.given_by(permissions_of(unit, login.reseller, user.roles.split())),
        is_admitted=is_admitted(user, today),
        networks=tuple(user.allowed_networks.split()),
        has_factor=user.has_factor,
        needs_factor=login.needs_factor,
    )


def _by_token(unit: Unit, login: Login, token: Token) -> Person | None:
    """A user with no more than a token gives; None when that is over."""
    today = clock.to_day(clock.now())
    if not token.is_good(today):
        return None
    person = _person(unit, login, today)
    given = person.permissions
    if token.permissions:
        given = codes.given_by(frozenset(token.permissions.split()))
        if EVERYTHING not in person.permissions:
            given &= person.permissions  # perhaps nothing, if he has lost all of it since
    # what is stored is never looked at, but for whether it is another token than the one that is remembered
    return replace(person, permissions=given, stored=f"token {token.id}", token=token.id)


PEOPLE = TenantPeople()
