# SPDX-License-Identifier: Apache-2.0
"""The jobs of a server: messages are sent, the journal is sealed, and what is kept for a time is forgotten."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from ngnprov import clock
from ngnprov.calls import idempotency, undo
from ngnprov.calls.channel import Channel
from ngnprov.calls.context import Context
from ngnprov.calls.job import GoesOn, Job, always
from ngnprov.calls.port import find_directory
from ngnprov.calls.runner import Runner
from ngnprov.db.ledgers import links, notices
from ngnprov.db.ledgers.horizon import newest
from ngnprov.db.ledgers.outbox import Message
from ngnprov.db.unit import Unit
from ngnprov.mail.delivery import deliver
from ngnprov.mail.letters import MAIL
from ngnprov.serve.sender import Sender, Tally
from ngnprov.settings import MailSettings
from ngnprov.upkeep import dated
from ngnprov.upkeep.chain import Sealer

LOOK_SECONDS: Final = 1.0
FORGET_SECONDS: Final = 3600.0
DATED_SECONDS: Final = 60.0

ROWS: Final = 200
"""What is forgotten in one transaction."""


def make_jobs(runner: Runner, tally: Tally) -> list[Job]:
    """The jobs of a server, and those of its ports, with the names of their leases."""
    context = runner.context
    directory = find_directory(context.ports)
    sender = Sender(context.database, channels(runner), tally)
    return [
        Job("outbox", LOOK_SECONDS, sender.is_needed, sender.work),
        Job("sealing", LOOK_SECONDS, has_unsealed, partial(seal, Sealer(context.database, directory))),
        Job("dated", DATED_SECONDS, lambda unit: dated.is_due(context, _today(), unit), partial(_carry_out, runner)),
        Job("forgetting", FORGET_SECONDS, always, partial(forget, context)),
        *(job for port in context.ports if port.jobs is not None for job in port.jobs(runner)),
    ]


def channels(runner: Runner) -> dict[str, Channel]:
    """How messages leave the house, by their kind: letters, and what ports send."""
    mail = runner.context.settings.mail
    found = {MAIL: Channel(partial(_send_mail, mail), mail.attempts)}
    for port in runner.context.ports:
        if port.channels is not None:
            found |= port.channels(runner)
    return found


def has_unsealed(unit: Unit) -> bool:
    """Has the journal an entry without a link?"""
    return links.top(unit) < newest(unit)


def seal(sealer: Sealer, goes_on: GoesOn) -> None:
    """Give the entries of the journal their links."""
    for _ in sealer.seal():
        if not goes_on():
            return


def _carry_out(runner: Runner, goes_on: GoesOn) -> None:
    dated.serve(runner, _today(), goes_on)


def _today() -> str:
    return clock.to_day(clock.now())


def forget(context: Context, goes_on: GoesOn) -> None:
    """Remove answers, ways back and notices that are kept no longer."""
    settings, now = context.settings, datetime.now(UTC)
    answers = clock.text(now - timedelta(hours=settings.requests.keep_hours))
    ways = clock.text(now - timedelta(days=settings.journal.undo_days))
    ledgers: list[Callable[[Unit], int]] = [
        lambda unit: idempotency.forget_old(unit, answers, ROWS),
        lambda unit: undo.forget_old(unit, ways, ROWS),
        lambda unit: notices.forget_old(unit, int(time.time()), ROWS),
    ]
    for forget_old in ledgers:
        while goes_on() and context.database.write(forget_old) >= ROWS:
            pass


def _send_mail(settings: MailSettings, message: Message) -> None:
    deliver(settings, message.content, message.message, message.at)
