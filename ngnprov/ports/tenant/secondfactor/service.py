# SPDX-License-Identifier: Apache-2.0
"""The rules of second factors (tenant.md 23)."""

from ngnprov.auth import factors, second_factor
from ngnprov.auth.sessions import CUSTOMER
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.db import administrators, sessions
from ngnprov.errors import InvalidValue, NotAuthorized
from ngnprov.ports.tenant.errors import NoSecondFactor
from ngnprov.ports.tenant.permissions import WRITE_USERS
from ngnprov.ports.tenant.secondfactor.wire import SecondFactorAnswer
from ngnprov.ports.tenant.sessions import holder
from ngnprov.ports.tenant.sessions.holder import Holder
from ngnprov.ports.tenant.users import service as users
from ngnprov.ports.tenant.users import store as users_store


def enrol(call: Call) -> SecondFactorAnswer:
    """Make a secret for whoever calls: his second factor once he has shown a code of it. One that he has stays until then.

    Raises NotAuthorized.
    """
    whose = _own(call)
    secret = second_factor.new_secret()
    stored = factors.lock(call.unit, whose.kind, whose.id)
    factors.store(
        *(call.unit, whose.kind, whose.id),
        secret=b"" if stored is None else stored[0],
        pending=factors.PENDING.seal(call.context.keys, secret, kind=whose.kind, owner=whose.id),
        last_step=0 if stored is None else stored[2],
        at=call.now,
    )
    call.journal_entry(_subject(whose), after={"customer": whose.customer, "second_factor": whose.has_factor})
    return SecondFactorAnswer(secret=secret, uri=second_factor.uri(secret, whose.name), recovery_codes=[])


def confirm(call: Call, code: str) -> SecondFactorAnswer:
    """Make what was enrolled the second factor of whoever calls, who shows a code of it; its recovery codes are answered this
    once. His other sessions end.

    Raises MissingInput, InvalidValue (another code), NoSecondFactor (nothing was enrolled), NotAuthorized.
    """
    whose = _own(call)
    required(code, "code")
    stored = factors.lock(call.unit, whose.kind, whose.id)
    row = {"kind": whose.kind, "owner": whose.id}
    if stored is None or not stored[1]:
        raise NoSecondFactor("nothing is enrolled: see enrolSecondFactor", field="code")
    secret = factors.PENDING.open(call.context.keys, stored[1], **row)
    step = second_factor.step_of(secret, code.strip(), call.now)
    if step is None:
        raise InvalidValue("is not the code that is shown now", field="code")
    codes = second_factor.new_codes()
    sealed = factors.SECRET.seal(call.context.keys, secret, **row)
    factors.store(call.unit, whose.kind, whose.id, secret=sealed, pending=b"", last_step=step, at=call.now)
    factors.set_codes(call.unit, whose.kind, whose.id, [second_factor.digest(each) for each in codes])
    _mark(call, whose, has_factor=True)
    sessions.close_all(call.unit, whose.kind, whose.id, but=call.actor.session)
    if call.actor.session:
        sessions.prove(call.unit, call.actor.session)
    _tell(call, whose, has_factor=True)
    return SecondFactorAnswer(secret="", uri="", recovery_codes=codes)


def reset(call: Call, user: int) -> None:
    """Let a user, or whoever calls, log in by his password alone; his sessions end.

    Raises UserUnknown, NoSecondFactor, NotAuthorized (who does not manage the user; his own, where the reseller asks for one).
    """
    is_own = user in (0, call.actor.user)
    whose = _own(call) if is_own else _managed(call, user)
    if is_own and whose.needs_factor:
        raise NotAuthorized("the reseller asks for a second factor: whoever manages this user resets it", field="user")
    if not factors.remove(call.unit, whose.kind, whose.id):
        raise NoSecondFactor("there is no second factor", field="user")
    _mark(call, whose, has_factor=False)
    sessions.close_all(call.unit, whose.kind, whose.id)
    _tell(call, whose, has_factor=False)


def _own(call: Call) -> Holder:
    whose = holder.of_caller(call, "second factor")
    if whose.kind == CUSTOMER:
        raise NotAuthorized("the login of a customer has no second factor: its users have")
    if call.actor.impersonated_by_admin:
        raise NotAuthorized("an administrator sets up his second factor without impersonating anybody")
    return whose


def _managed(call: Call, id: int) -> Holder:
    if not WRITE_USERS.is_held_by(call.actor):
        raise users.USERS.unknown(field="user")
    return holder.of_user(call, users.lock(call, id, "user"))


def _mark(call: Call, whose: Holder, *, has_factor: bool) -> None:
    if whose.user:
        users_store.set_factor(call.unit, whose.user, has_factor)
    else:
        administrators.set_factor(call.unit, whose.id, has_factor)


def _tell(call: Call, whose: Holder, *, has_factor: bool) -> None:
    told = {"customer": whose.customer, "second_factor": whose.has_factor}
    call.journal_entry(_subject(whose), told, {**told, "second_factor": has_factor})


def _subject(whose: Holder) -> str:
    return f"second factor of user {whose.user}" if whose.user else f"second factor of administrator {whose.name}"
