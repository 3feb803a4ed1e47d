# SPDX-License-Identifier: Apache-2.0
"""Whoever has read one group of operations knows where to look in all others."""

from pathlib import Path

from tests.shape.sources import PORTS, docstring, folders, shown

FIVE = {"types", "tables", "store", "service", "operations"}


def groups() -> list[Path]:
    """The folders of ports that are a group of operations: they have at least two of the five files."""
    return [folder for folder in folders(PORTS) if len(FIVE & names(folder)) > 1]


def names(folder: Path) -> set[str]:
    """Its modules."""
    return {path.stem for path in folder.glob("*.py")}


def test_every_port_has_a_group_of_operations() -> None:
    without = {
        shown(port)
        for port in PORTS.iterdir()
        if (port / "__init__.py").exists() and not any(group.is_relative_to(port) for group in groups())
    }
    assert not without, f"a port has the files {sorted(FIVE)}, or folders that have them: {without}"


def test_a_group_has_the_five_files_or_says_which_it_does_without() -> None:
    unsaid = {
        f"{shown(folder)}: {name}"
        for folder in groups()
        for name in FIVE - names(folder)
        if f"``{name}``" not in docstring(folder / "__init__.py")
    }
    assert not unsaid, (
        f"add the file, or name it in the folder's docstring as in ``types`` and say why not: {sorted(unsaid)}"
    )
