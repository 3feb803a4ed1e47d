# SPDX-License-Identifier: Apache-2.0
"""An extension that was just made, with all that is known of it then."""

from collections.abc import Sequence
from typing import NamedTuple

from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.numbers.store import Number
from ngnprov.ports.pbx.subscriptions.store import Subscription
from ngnprov.ports.sip.accounts.lookup import Account


class Made(NamedTuple):
    """A new extension, what it holds, its numbers and its account; ``is_blocked``: its customer is, or its reseller. A user
    may have been made a member of ``groups``, which are called by their numbers."""

    extension: Extension
    held: Sequence[Subscription]
    numbers: Sequence[Number]
    account: Account
    is_blocked: bool
    groups: Sequence[str] = ()
