# SPDX-License-Identifier: Apache-2.0
"""The tests of a folder lie in the folder of the same name below ``tests``."""

from tests.shape.sources import PACKAGE, TESTS, folders, modules, shown

APART = {"clients", "docs", "fixtures", "hostile", "planted", "promises", "shape", "support"}
"""What is about the whole: real clients, documents, hostile input, a port that is planted, promises under load, this, and tools."""


def test_the_folders_of_tests_are_those_of_the_package() -> None:
    astray = {
        shown(folder)
        for folder in folders(TESTS)
        if (below := folder.relative_to(TESTS)).parts[0] not in APART and not (PACKAGE / below).is_dir()
    }
    assert not astray, f"move these to the folder below tests/ that is called as what they test: {astray}"


def test_what_stands_apart_is_there() -> None:
    gone = {name for name in APART if not (TESTS / name).is_dir()}
    assert not gone, f"strike these from APART in {shown(TESTS)}/shape/test_mirror.py: {gone}"


def test_no_test_lies_at_the_top() -> None:
    loose = {shown(path) for path in modules(TESTS) if path.parent == TESTS} - {
        "tests/__init__.py",
        "tests/conftest.py",
    }
    assert not loose, f"move tests to the folder of what they test and tools to tests/support: {loose}"


def test_every_folder_with_tests_is_a_package() -> None:
    """Two modules of one name in folders that are none would be taken for the same module."""
    bare = {shown(path.parent) for path in modules(TESTS) if path.stem.startswith("test_")} - {
        shown(path.parent) for path in modules(TESTS) if path.name == "__init__.py"
    }
    assert not bare, f"give these an empty __init__.py: {bare}"
