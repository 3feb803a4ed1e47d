# SPDX-License-Identifier: Apache-2.0
"""How a discarded draft says what cannot be restored."""

from collections.abc import Iterator
from contextlib import contextmanager

from ngnprov.errors import Refusal
from ngnprov.ports.pbx.errors import DraftInconsistent

FIELD = "customer"


@contextmanager
def restoring(name: str) -> Iterator[None]:
    """Have what is refused while one is restored say so. Raises DraftInconsistent."""
    try:
        yield
    except Refusal as refusal:
        why = f"{refusal.sentence} ({refusal.code})"
        raise DraftInconsistent(f"{name} cannot be restored: {why}", field=FIELD) from None
