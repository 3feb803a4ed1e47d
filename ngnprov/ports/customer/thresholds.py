# SPDX-License-Identifier: Apache-2.0
"""Mail to whoever has used so much of a credit (``mail.credit_percents``), in the transaction that uses it.

A limit that is raised is another one; else each threshold is told of once a day, as use may go up and down around it.
"""

from typing import Final

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.ledgers import notices
from ngnprov.db.ledgers.counters import UNLIMITED, Counter
from ngnprov.mail import letters
from ngnprov.ports.customer import store

AGAIN_SECONDS: Final = 24 * 3600


def watch(call: Call, holder: int, kind: str, counter: Counter, count: int) -> None:
    """Write to the holder of a credit, or to the operator, if the ``count`` more that are in its counter cross a threshold.

    Of several thresholds the highest counts. Nothing is read but when one is crossed.
    """
    mail = call.context.settings.mail
    if call.preview is not None or not mail.is_on:
        return
    limit = call.context.settings.customers.credit_default if counter.limit is None else counter.limit
    if not limit or limit == UNLIMITED:
        return
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
