# SPDX-License-Identifier: Apache-2.0
"""What TenantPort asks outside of this server: the platforms of connections, over HTTP."""

from typing import NamedTuple

from ngnprov.calls.context import Context
from ngnprov.outgoing.client import Outgoing
from ngnprov.settings import Settings


class Outside(NamedTuple):
    """The way out."""

    outgoing: Outgoing


def attach(settings: Settings) -> Outside:
    """What the settings allow."""
    return Outside(Outgoing(settings.outgoing))


def outside(context: Context) -> Outside:
    """What the server of a call has."""
    found: Outside = context.attached["tenant"]
    return found
