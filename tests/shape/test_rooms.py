# SPDX-License-Identifier: Apache-2.0
"""The top of the package shows its plan: folders with a purpose, and few single modules."""

from tests.shape.sources import PACKAGE, ROOT, TESTS, docstring, folders, modules, shown

SINGLE_MODULES = {"__init__", "__main__", "app", "clock", "errors"}
DRAWERS = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}
FEWEST_WORDS = 4


def test_the_package_has_few_modules_that_lie_in_no_folder() -> None:
    loose = {path.stem for path in PACKAGE.glob("*.py")} - SINGLE_MODULES
    assert not loose, f"put these into the folder whose subject they share, or make a folder for the subject: {loose}"


def test_no_name_is_one_for_whatever_comes() -> None:
    named = modules(PACKAGE) + modules(TESTS) + modules(ROOT / "scripts")
    drawers = {shown(path) for path in named if DRAWERS & {path.stem, path.parent.name}}
    assert not drawers, f"call these by what is in them; if no name fits, they are several things: {drawers}"


def test_every_folder_is_a_package_and_says_what_it_is_for() -> None:
    """A folder without ``__init__.py`` would be left out of what is installed."""
    mute = {
        shown(folder)
        for folder in folders(PACKAGE)
        if not (folder / "__init__.py").exists()
        or len(docstring(folder / "__init__.py").split("\n")[0].split()) < FEWEST_WORDS
    }
    assert not mute, f"begin the __init__.py of these with a sentence that tells a newcomer what belongs there: {mute}"
