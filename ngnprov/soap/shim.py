# SPDX-License-Identifier: Apache-2.0
"""Lets Spyne 2.14.0 be imported on Python 3.12 and later. Delete it the day Spyne releases.

Spyne bundles ``six`` 1.14, whose import hook knows only ``find_module``, which Python 3.12 removed. The bundled
module is loaded first and its hook taught ``find_spec``; upstream ``six`` does not do, since Spyne added to its copy.
``cgi``, removed in Python 3.13, comes from the package legacy-cgi (setup.cfg).
"""

import importlib.util
import logging
import sys
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any


def install() -> None:
    """Make ``import spyne`` work, and silence the loggers that would print request bodies and tracebacks."""
    if "spyne.util.six" not in sys.modules:
        _teach_six(_load_bundled_six())
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"spyne(\..*)?")
    warnings.filterwarnings("ignore", category=SyntaxWarning, module=r"spyne(\..*)?")
    logging.getLogger("spyne").setLevel(logging.CRITICAL + 1)
    logging.getLogger("spyne").propagate = False


def _load_bundled_six() -> ModuleType:
    found = importlib.util.find_spec("spyne")
    if found is None or not found.submodule_search_locations:
        raise ImportError("spyne is not installed")
    path = Path(found.submodule_search_locations[0]) / "util" / "six.py"
    spec = importlib.util.spec_from_file_location("spyne.util.six", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _teach_six(module: ModuleType) -> None:
    importer: Any = module._SixMetaPathImporter

    def find_spec(self: Any, fullname: str, path: object = None, target: object = None) -> object:
        if fullname not in self.known_modules:
            return None
        return importlib.util.spec_from_loader(fullname, self)

    importer.find_spec = find_spec
    importer.create_module = lambda self, spec: self.load_module(spec.name)
    importer.exec_module = lambda self, loaded: None
