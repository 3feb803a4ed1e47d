# SPDX-License-Identifier: Apache-2.0
"""How invitations leave: the token is put into the letter when that is handed over, and forgotten when it was taken."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ngnprov import clock
from ngnprov.calls.channel import Channel
from ngnprov.calls.context import Context
from ngnprov.calls.runner import Runner
from ngnprov.db.ledgers.outbox import Message
from ngnprov.mail import letters
from ngnprov.mail.delivery import DeliveryFailure, deliver
from ngnprov.ports.tenant.invitations import store
from ngnprov.ports.tenant.invitations.service import LETTER, PAGE, is_good
from ngnprov.ports.tenant.invitations.store import Invitation
from ngnprov.ports.tenant.invitations.tables import TOKEN
from ngnprov.ports.tenant.profiles import store as profiles
from ngnprov.ports.tenant.settings import TenantSettings
from ngnprov.ports.tenant.users import store as users
from ngnprov.ports.tenant.users.store import User


def channels(runner: Runner) -> Mapping[str, Channel]:
    """How the messages of the port leave the house."""
    return {LETTER: Channel(Postman(runner.context).send, runner.context.settings.mail.attempts)}


@dataclass(frozen=True, slots=True)
class Postman:
    """Sends invitations."""

    context: Context

    def send(self, message: Message) -> None:
        """Hand over the letter of an invitation, if that is still good. Raises DeliveryFailure, InternalFailure."""
        database, now = self.context.database, clock.now()
        with database.reading() as unit:
            found = store.get(unit, _number(message))
            login = None if found is None else users.login(unit, found.user)
            tenant = "" if login is None else profiles.name_of(unit, login.user.customer)
        if found is None or login is None or not found.token or not is_good(found, login.user, now):
            return
        letter = self._letter(found, login.user, tenant)
        deliver(self.context.settings.mail, letter.to_content(), message.message, message.at)
        database.write(lambda unit: store.was_sent(unit, found.id, now))

    def _letter(self, invitation: Invitation, user: User, tenant: str) -> letters.Letter:
        settings = self.context.settings.of(TenantSettings)
        base = self.context.settings.server.public_url
        if not base:
            raise DeliveryFailure("server.public_url is not set")
        token = TOKEN.open(self.context.keys, invitation.token, id=invitation.id)
        words: dict[str, str | int] = {
            "name": user.name or user.email,
            "email": user.email,
            "tenant": tenant or base,
            "link": f"{base.rstrip('/')}{PAGE}{token}",
            "until": clock.to_seconds(invitation.expires)[:16],
        }
        letter = letters.to_person(user.email, settings.invitation_subject, settings.invitation_text, words)
        if letter is None:
            raise DeliveryFailure("the user's address is none that mail goes to", is_final=True)
        return letter


def _number(message: Message) -> int:
    """The invitation that a message is about. Raises DeliveryFailure."""
    try:
        return int(json.loads(message.content)["invitation"])
    except (ValueError, LookupError, TypeError) as error:
        raise DeliveryFailure(f"it is no invitation: {type(error).__name__}", is_final=True) from None
