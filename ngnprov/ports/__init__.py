# SPDX-License-Identifier: Apache-2.0
"""The business: one folder for each WSDL port, found by :mod:`ngnprov.calls.port`."""

import pkgutil
from pathlib import Path


def folders() -> list[Path]:
    """The folder of each port, which has its name. They are found by walking, so that adding one edits no existing file."""
    return [Path(place) / found.name for place in __path__ for found in pkgutil.iter_modules([place]) if found.ispkg]
