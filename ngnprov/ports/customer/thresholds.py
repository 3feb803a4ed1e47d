# SPDX-License-Identifier: Apache-2.0
"""What is told when so much of a credit is used, in the transaction that uses it: an event and mail.

The event, an entry of the journal, comes each time that use reaches one of the reseller's thresholds (event.md 3). Mail comes
at ``mail.credit_percents``: a limit that is raised is another one; else each of them is told of once a day, as use may go up
and down around it.
"""

from typing import Final

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.ledgers import notices
from ngnprov.db.ledgers.counters import UNLIMITED, Counter
from ngnprov.mail import letters
from ngnprov.ports.customer import store

AGAIN_SECONDS: Final = 24 * 3600


DEFAULT: Final = (80, 100)
"""Per cent of a limit at which it is told of, where the reseller has not said."""


def watch(call: Call, holder: int, kind: str, counter: Counter, count: int, reseller: int) -> None:
    """Tell of the ``count`` more of a credit that are in its counter, if they cross a threshold.

    Nothing is read but when use comes to another whole per cent.
    """
    limit = call.context.settings.customers.credit_default if counter.limit is None else counter.limit
    if not limit or limit == UNLIMITED:
        return
    before, now = ((used * 100) // limit for used in (counter.used - count, counter.used))
    if before == now:
        return
    _tell(call, holder, kind, counter.used, limit, reseller, range(before + 1, now + 1))
    if call.preview is None and call.context.settings.mail.is_on:
        _write(call, holder, kind, counter, count, limit)


def _tell(call: Call, holder: int, kind: str, used: int, limit: int, reseller: int, reached: range) -> None:
    """Write an entry for each threshold: a part of the change, as what undoes that has nothing to do with it."""
    rules = call.context.limit_rules
    for percent in (rules and rules.thresholds(call.unit, reseller)) or DEFAULT:
        if percent in reached:
            with call.parts():
                told = {"percent": percent, "used": used, "limit": limit}
                call.journal_entry(f"credit {kind} of {holder}", after=told, customer=holder, reseller=reseller)


def _write(call: Call, holder: int, kind: str, counter: Counter, count: int, limit: int) -> None:
    """Write to the holder of a credit, or to the operator. Of several thresholds the highest counts."""
    mail = call.context.settings.mail
    crossed = [
        percent
        for percent in mail.credit_percents
        if (counter.used - count) * 100 < percent * limit <= counter.used * 100
    ]
    if not crossed:
        return
    about = f"credit {kind} of {holder}: {crossed[-1]} % of {limit}"
    if not notices.is_news(call.unit, about, int(clock.moment(call.now).timestamp()), AGAIN_SECONDS):
        return
    login, email = store.contact(call.unit, holder)
    letter = letters.of_credit(mail, email, login=login, kind=kind, holder=holder, used=counter.used, limit=limit)
    if letter is not None:
        call.send(letters.MAIL, letter.to_content(), holder)
