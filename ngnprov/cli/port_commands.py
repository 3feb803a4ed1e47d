# SPDX-License-Identifier: Apache-2.0
"""Commands of ports: a port that has some declares them as ``COMMANDS`` in its ``commands.py``, or several files with names
that end so.

Those files alone are read to list and to start them. The port itself, which takes longer to load than ``--help`` may take, is
imported by a command when it runs.
"""

import importlib.util
import sys
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType

import click

from ngnprov import ports


def port_commands() -> dict[str, click.Command]:
    """The commands of all ports by name, those of the port that is last in the alphabet first."""
    modules = [
        _module(f"{ports.__name__}.{folder.name}.{file.stem}", folder)
        for folder in ports.folders()
        for file in folder.glob("*commands.py")
    ]
    found = sorted(filter(None, modules), key=lambda module: module.__name__, reverse=True)
    return {command.name: command for module in found for command in module.COMMANDS}


def _module(name: str, folder: Path) -> ModuleType | None:
    """The module ``name`` in a folder, without the package that it is in; None when there is none."""
    if name in sys.modules:
        return sys.modules[name]
    spec = PathFinder.find_spec(name, [str(folder)])
    if spec is None or spec.loader is None:
        return None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
