# SPDX-License-Identifier: Apache-2.0
"""What waits in the outbox of a world, and a server that sends it."""

import dataclasses
from typing import Any

from ngnprov.db.ledgers import outbox
from ngnprov.db.ledgers.outbox import Message
from ngnprov.mail.letters import Letter
from ngnprov.settings import MailSettings
from tests.support.world import World

OPERATOR = "operator@example.net"
MAIL = MailSettings(host="127.0.0.1", port=1, sender="ngnprov@example.net", recipients=(OPERATOR,), timeout=60)
"""Of a server that writes mail, and would not get rid of it."""


def writing_mail(world: World, **changes: Any) -> World:
    """Another server on the same database, which writes mail; a context manager."""
    return world.with_settings(mail=dataclasses.replace(MAIL, **changes))


def waiting(world: World) -> list[Message]:
    """All messages in the outbox."""
    world.app.settle()
    with world.database.reading() as unit:
        return [message for batch in outbox.every(unit) for message in batch]


def letters(world: World) -> list[Letter]:
    """The letters among them, and there is nothing else."""
    found = waiting(world)
    assert {message.kind for message in found} <= {"mail"}
    return [Letter.from_content(message.content) for message in found]


def subjects(world: World) -> list[str]:
    """What they are about."""
    return [letter.subject for letter in letters(world)]
