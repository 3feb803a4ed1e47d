# SPDX-License-Identifier: Apache-2.0
"""A simulated Kazoo on a port of this machine: the one of examples/, and a server that may ask it."""

import contextlib
import importlib.util
import ipaddress
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ngnprov.settings import OutgoingSettings

_FILE = Path(__file__).parent.parent.parent / "examples" / "kazoo_simulator.py"
LOOPBACK = OutgoingSettings(allowed=(ipaddress.ip_network("127.0.0.0/8"),), timeout=60)
"""Settings of a server that may ask this machine."""


def load() -> Any:
    """The example as a module."""
    spec = importlib.util.spec_from_file_location("kazoo_simulator", _FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextlib.contextmanager
def running() -> Iterator[Any]:
    """One that answers, without accounts."""
    kazoo = load().Kazoo()
    kazoo.start()
    try:
        yield kazoo
    finally:
        kazoo.stop()
