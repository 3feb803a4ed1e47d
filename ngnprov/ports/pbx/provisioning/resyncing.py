# SPDX-License-Identifier: Apache-2.0
"""Telling phones to fetch their files: messages of the outbox, which the SIP platform delivers (pbx.md F8)."""

import json
from typing import Final

from ngnprov.calls.call import Call
from ngnprov.calls.channel import Channel
from ngnprov.calls.runner import Runner
from ngnprov.db.ledgers.outbox import Message
from ngnprov.mail.delivery import DeliveryFailure
from ngnprov.ports.pbx.errors import NoResync
from ngnprov.ports.sip.live.platform import Platform

KIND: Final = "resync"
_NOBODY = "no SIP platform is attached that tells phones anything ([sip] platform)"
ATTEMPTS: Final = 5
"""Within a few hours: later nobody waits for it any more."""


def content(device: int, username: str, domain: str) -> str:
    """A message as it waits."""
    return json.dumps({"device": device, "username": username, "domain": domain})


def require(call: Call, field: str) -> None:
    """Refuse where no SIP platform would tell a phone. Raises NoResync."""
    platform: Platform = call.context.attached["sip"]
    if not platform.tells_phones:
        raise NoResync(f"cannot be told: {_NOBODY}", field=field)


def channel(runner: Runner) -> Channel:
    """How such messages are sent."""

    def send(message: Message) -> None:
        platform: Platform = runner.context.attached["sip"]
        if not platform.tells_phones:
            raise DeliveryFailure(_NOBODY)
        told = json.loads(message.content)
        try:
            platform.resync(told["username"], told["domain"])
        except Exception as error:  # whatever a provider raises
            raise DeliveryFailure(f"the SIP platform told no phone: {str(error) or type(error).__name__}") from None

    return Channel(send, ATTEMPTS)
