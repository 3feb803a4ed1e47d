# SPDX-License-Identifier: Apache-2.0
"""Aliases that lead to aliases (S-B): no loops, and where a chain ends.

A proxy follows an alias one step, so a publisher of aliases publishes the :func:`end_of` each. A chain may run over domains of
several customers, each of whom changes their own part: the change that would close a loop is refused.
"""

from collections.abc import Iterator

from ngnprov.calls.call import Call
from ngnprov.calls.finding import Finding
from ngnprov.db.unit import Unit
from ngnprov.errors import InvalidValue
from ngnprov.ports.sip.accounts import store as accounts
from ngnprov.ports.sip.aliases import store
from ngnprov.ports.sip.aliases.store import Address

LONGEST = 32
"""Aliases that a chain may run through. No dial plan needs that many, and each step costs the publisher a look-up."""

FIELD = "alias.target"


def refuse_loop(call: Call, alias: Address, target: Address, *, is_new: bool = False) -> None:
    """Raise InvalidValue (101) when ``alias`` would lead to itself, or through too many others.

    Until the unit ends nobody else makes an alias that this one did not see, unless the target is an account, which is then
    held: no chain goes on behind it. Call it while the domain of an alias that ``is_new``, or the alias itself, is held, and
    before customers and counters are (that is the order of locks).
    """
    if alias == target:
        raise InvalidValue("must not be the alias itself", field=FIELD)
    if is_new and alias[1] == target[1] and store.target_of(call.unit, *target) is None:
        return  # nor does anybody else make an alias of it, while the domain is held
    if accounts.lock_address(call.unit, *target):
        return
    store.lock_chains(call.unit)
    steps = list(_steps(call.unit, target))
    if alias in steps:
        raise InvalidValue("must not lead back to the alias", field=FIELD)
    if len(steps) >= LONGEST:
        raise InvalidValue(f"must not lead through more than {LONGEST - 1} other aliases", field=FIELD)


def end_of(unit: Unit, address: Address) -> Address | None:
    """Where a call to ``address`` ends: the address itself, or for an alias the first address behind it that is not an alias.

    It need not be an account: an alias may lead to another platform, or to an account that is gone. None for a loop and for
    a chain of more than :data:`LONGEST` aliases, which nobody should publish.
    """
    run = [address, *_steps(unit, address)]
    return run[-1] if len(run) <= LONGEST + 1 else None


def _steps(unit: Unit, address: Address) -> Iterator[Address]:
    """The targets behind an address, one after the other, one more than a chain may have at the most."""
    for _ in range(LONGEST + 1):
        target = store.target_of(unit, *address)
        if target is None:
            return
        yield target
        address = target


def examine(unit: Unit) -> Iterator[Finding]:
    """Loops, which only a hand at the database can make, and chains that are too long to be published."""
    for alias, target in store.leading_to_aliases(unit):
        if end_of(unit, alias) is None:
            steps = [alias, target, *_steps(unit, target)]
            if alias in steps[1:]:
                yield Finding(f"the SIP alias {_text(alias)} leads back to itself")
            elif len(set(steps)) == len(steps):
                yield Finding(
                    f"the SIP alias {_text(alias)} leads through more than {LONGEST} aliases and is not published"
                )


def _text(address: Address) -> str:
    username, domain = address
    return f"{username}@{domain}"
