# SPDX-License-Identifier: Apache-2.0
"""A throw-away port, planted for some tests: it proves that a port is a new folder and nothing else, and it exercises what
the kernel offers to ports: credits, scope, list queries, in-use hooks, recounts, migrations, fault codes of its own, sealed
columns, commands.
"""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from ngnprov import ports
from ngnprov.db.columns import metadata

WIDGET = Path(__file__).parent / "widget"


@contextlib.contextmanager
def planted() -> Iterator[None]:
    """The folder of this package is part of ``ngnprov.ports``; afterwards nothing is left of its port."""
    place = str(WIDGET.parent)
    if place in ports.__path__:  # a fixture around this one has planted it
        yield
        return
    ports.__path__.append(place)
    try:
        yield
    finally:
        ports.__path__.remove(place)
        _forget(f"{ports.__name__}.{WIDGET.name}")


def _forget(package: str) -> None:
    """Its modules and its tables: whoever walks all tables must not find one that is in no database."""
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]
    if "widgets" in metadata.tables:
        metadata.remove(metadata.tables["widgets"])
