# SPDX-License-Identifier: Apache-2.0
"""The page of an invitation: ``GET /invitation/TOKEN`` shows a form and uses nothing up, since mail scanners follow links;
POST sets the password.

Nobody can guess a token, so whoever asks for others is not counted: he is told, without a word of what was wrong, that there
is no such invitation.
"""

import logging
from dataclasses import dataclass, replace
from functools import partial

from ngnprov import clock
from ngnprov.auth.actors import entrys_actor
from ngnprov.auth.claims import unknown
from ngnprov.auth.logins import Logins
from ngnprov.auth.passwords import LONGEST_OF_USERS, SHORTEST
from ngnprov.calls.actor import Actor
from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.operator import on_snapshot
from ngnprov.calls.plain import PlainAnswer, PlainDoor, PlainRequest
from ngnprov.calls.policy import Policy
from ngnprov.calls.port import find_directory
from ngnprov.calls.runner import Execution, Runner
from ngnprov.db.failures import StorageFailure
from ngnprov.db.unit import Unit
from ngnprov.errors import InvalidValue, MissingInput, NotAuthenticated, Refusal
from ngnprov.ports.tenant.errors import InvitationUsed
from ngnprov.ports.tenant.invitations import service, store
from ngnprov.ports.tenant.invitations.service import PAGE, is_good
from ngnprov.ports.tenant.pages import form, hidden_field, page, paragraph, password_field
from ngnprov.ports.tenant.permissions import ACCEPT
from ngnprov.ports.tenant.users import store as users
from ngnprov.ports.tenant.users.store import User

log = logging.getLogger("ngnprov.invitations")

TASK = Task(name="acceptInvitation", policy=Policy(ACCEPT))
TITLE = "Set your password"


@dataclass(frozen=True, slots=True)
class Invited:
    """Whoever holds a token, as a caller: a user, with the one right to accept."""

    runner: Runner
    token: str

    def actor(self, execution: Execution) -> tuple[Actor, Unit]:  # noqa: ARG002  of every caller
        """The user who was invited, on a snapshot. Raises NotAuthenticated."""
        return on_snapshot(self.runner.context.database, self._actor)

    def look_again(self, unit: Unit, actor: Actor) -> Actor:  # noqa: ARG002  of every caller
        """The same as ``unit`` finds him. Raises NotAuthenticated."""
        return self._actor(unit)

    def _actor(self, unit: Unit) -> Actor:
        user = invited(unit, self.token)
        directory = find_directory(self.runner.context.ports)
        entry = None if user is None else directory.by_id(unit, user.customer)
        if user is None or entry is None or entry.barred:
            raise unknown()
        acting = entrys_actor(directory, unit, entry, user.email, by_admin=False)
        return replace(acting, permissions=frozenset({ACCEPT.name}), user=user.id)


class InvitationDoor:
    """Shows and takes the form."""

    def __init__(self, runner: Runner, _: Logins) -> None:
        self._runner = runner

    def answer(self, request: PlainRequest) -> PlainAnswer:
        """The answer to one request."""
        try:
            if request.form is None:
                return self._show(request.path)
            return self._take(request.path, request.form.get("password", ""), request.address)
        except StorageFailure as failure:
            log.warning("an invitation was not answered: %s", failure)
            return page(TITLE, paragraph("This cannot be done just now. Try again in a minute."), status=503)

    def settle(self) -> None:
        """Nothing is left to be done."""

    def _show(self, token: str) -> PlainAnswer:
        with self._runner.context.database.reading() as unit:
            user = invited(unit, token)
        return _none() if user is None else _form(user)

    def _take(self, token: str, password: str, address: str) -> PlainAnswer:
        runner = self._runner
        with Execution(
            runner, TASK.name, runner.new_request_id(), log, "tenant", "TenantPort", address=address
        ) as execution:
            try:
                execution.enter(Invited(runner, token))
                work = partial(_accept, token, password)
                user = execution.perform(
                    TASK, work, ahead=lambda context: service.hashed_ahead(context, token, password)
                )
            except (NotAuthenticated, InvitationUsed):
                return _none()
            except (InvalidValue, MissingInput) as wrong:
                return self._again(token, wrong)
            except Exception as error:
                why = execution.refusal(error).sentence
                return page(TITLE, paragraph(f"This cannot be done: {why}.", is_wrong=True), status=503)
        return page("Your password is set", paragraph(f"You log in as {user}."))

    def _again(self, token: str, refusal: Refusal) -> PlainAnswer:
        with self._runner.context.database.reading() as unit:
            user = invited(unit, token)
        return _none() if user is None else _form(user, f"The password {refusal.text}.")


DOOR = PlainDoor((PAGE,), InvitationDoor, forms=True)


def invited(unit: Unit, token: str) -> User | None:
    """The user whom an invitation that is still good is about."""
    invitation = store.by_token(unit, token)
    found = None if invitation is None else users.login(unit, invitation.user)
    if invitation is None or found is None or not is_good(invitation, found.user, clock.now()):
        return None
    return found.user


def _accept(token: str, password: str, call: Call) -> str:
    return service.accept(call, token, password).email


def _form(user: User, wrong: str = "") -> PlainAnswer:
    return page(
        TITLE,
        paragraph(f"It will be the password of {user.email}, whatever that address is invited to."),
        paragraph(wrong, is_wrong=True) if wrong else "",
        form(
            "Set password",
            hidden_field("username", user.email),
            password_field("password", f"Password, {SHORTEST} characters or more", SHORTEST, LONGEST_OF_USERS),
        ),
        status=422 if wrong else 200,
    )


def _none() -> PlainAnswer:
    return page(
        "No such invitation", paragraph("It was used, it is over, or there was none. Ask for another one."), status=404
    )
