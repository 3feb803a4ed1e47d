# SPDX-License-Identifier: Apache-2.0
"""A throw-away port, planted for some tests: it proves that a port is a new folder and nothing else, and it exercises what
the kernel offers to ports: credits, scope, list queries, in-use hooks, recounts, migrations, fault codes of its own.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from ngnprov import ports

WIDGET = Path(__file__).parent / "widget"


@contextlib.contextmanager
def planted() -> Iterator[None]:
    """The folder of this package is part of ``ngnprov.ports``."""
    place = str(WIDGET.parent)
    ports.__path__.append(place)
    try:
        yield
    finally:
        ports.__path__.remove(place)
