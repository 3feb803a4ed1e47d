# SPDX-License-Identifier: Apache-2.0
"""How messages of the outbox leave the house, as the kernel and ports declare it; :mod:`ngnprov.serve.sender` sends them."""

from collections.abc import Callable
from dataclasses import dataclass

from ngnprov.db.ledgers.outbox import Message


@dataclass(frozen=True, slots=True)
class Channel:
    """How messages of a kind are sent, and how often they are tried.

    ``send`` raises :class:`~ngnprov.mail.delivery.DeliveryFailure`. It may be asked to send the same message twice.
    """

    send: Callable[[Message], None]
    attempts: int
