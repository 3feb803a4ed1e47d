# SPDX-License-Identifier: Apache-2.0
"""The business: one folder for each WSDL port, found by :mod:`ngnprov.calls.port`."""

import contextlib
import gc
import pkgutil
from collections.abc import Iterator
from pathlib import Path


def folders() -> list[Path]:
    """The folder of each port, which has its name. They are found by walking, so that adding one edits no existing file."""
    return [Path(place) / found.name for place in __path__ for found in pkgutil.iter_modules([place]) if found.ispkg]


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Without looking for garbage: what is imported stays, and to walk it again and again takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
