# SPDX-License-Identifier: Apache-2.0
"""Numbers that a port has whoever watches the server see, beside those of all calls."""

from collections.abc import Callable
from typing import NamedTuple


class Tally(NamedTuple):
    """A number that only rises, apart for each value of one label.

    ``name`` is that of Prometheus without ``_total``, ``meaning`` a few words. Values of the label come from the program, and
    never from what a caller sent.
    """

    name: str
    meaning: str
    label: str


Count = Callable[[Tally, str], None]
"""(tally, value of its label): one more. It does not raise."""


def count_nothing(_tally: Tally, _value: str) -> None:
    """Where nobody watches: a command."""
