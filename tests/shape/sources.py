# SPDX-License-Identifier: Apache-2.0
"""The files of the repository, as they stand in the work tree."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "ngnprov"
TESTS = ROOT / "tests"
PORTS = PACKAGE / "ports"

FOREIGN = {"node_modules", "__pycache__", "build", "migrations"}
"""Folders whose files have another's shape; a migration is one long list of columns, written once and never touched again."""


def modules(top: Path) -> list[Path]:
    """The Python modules below ``top``, less migrations."""
    return _files(top, ".py")


def documents() -> list[Path]:
    """All Markdown of the repository."""
    return _files(ROOT, ".md")


def folders(top: Path) -> list[Path]:
    """The folders below ``top`` that hold Python modules, less migrations."""
    return sorted({path.parent for path in modules(top)} - {top})


def lines(path: Path) -> int:
    """How long a file is."""
    return len(path.read_text().splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length of each function of a module, without the functions that are written inside it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, len(_span(node) - {line for inner in _inner(node) for line in _span(inner)})


def docstring(path: Path) -> str:
    """What a module says of itself, "" if nothing."""
    return ast.get_docstring(ast.parse(path.read_text())) or ""


def shown(path: Path) -> str:
    """A path as a person would type it at the top of the repository."""
    return path.relative_to(ROOT).as_posix()


def _files(top: Path, ending: str) -> list[Path]:
    found = []
    for folder, below, names in os.walk(top):
        below[:] = [name for name in below if name not in FOREIGN and not name.startswith(".")]
        found += [Path(folder, name) for name in names if name.endswith(ending)]
    return sorted(found)


def _span(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[int]:
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1))


def _inner(node: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    found = (each for each in ast.walk(node) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))
    return [each for each in found if each is not node]
