# SPDX-License-Identifier: Apache-2.0
"""What SipPort does with the keys of a server: at an upgrade, and for ``ngnprov doctor``."""

from collections.abc import Iterator

from ngnprov.calls.finding import Finding
from ngnprov.db import traces
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.accounts import digests
from ngnprov.ports.sip.vouchers import numbers
from ngnprov.sealing.keys import Keys


def seal(unit: Unit, keys: Keys) -> None:
    """Seal what a release before kept in clear, and make digests that it did not make (S-A, S-E)."""
    if numbers.seal_clear(unit, keys):
        traces.leave(unit)
    digests.fill(unit, keys)


def examine_sealed(unit: Unit, keys: Keys) -> Iterator[Finding]:
    """What is sealed and does not fit to what stands beside it."""
    yield from numbers.examine(unit, keys)
