# SPDX-License-Identifier: Apache-2.0
"""A file has one subject and a function fits a screen. These numbers are what the code keeps; they are not raised to let one in."""

from statistics import median

from tests.shape.sources import PACKAGE, TESTS, functions, lines, modules, shown

LONGEST_MODULE = 350
MEDIAN_OF_MODULES = 100
LONGEST_TEST_MODULE = 450
SCREEN = 60


def test_no_module_is_longer_than_a_few_screens() -> None:
    long = {shown(path): lines(path) for path in modules(PACKAGE) if lines(path) > LONGEST_MODULE}
    assert not long, f"over {LONGEST_MODULE} lines: find the second subject in each and give it a module: {long}"


def test_half_of_the_modules_are_short() -> None:
    middle = median(lines(path) for path in modules(PACKAGE) if path.name != "__init__.py")
    assert middle < MEDIAN_OF_MODULES, f"the median module has {middle} lines: split by subject before adding more"


def test_no_module_of_tests_is_longer_than_a_few_screens() -> None:
    long = {shown(path): lines(path) for path in modules(TESTS) if lines(path) > LONGEST_TEST_MODULE}
    assert not long, f"over {LONGEST_TEST_MODULE} lines: one module of tests a subject, so split these: {long}"


def test_a_function_fits_a_screen() -> None:
    long = {
        f"{shown(path)}: {name}": length
        for path in modules(PACKAGE) + modules(TESTS)
        for name, length in functions(path)
        if length > SCREEN
    }
    assert not long, f"over {SCREEN} lines: name the steps and make each a function: {long}"
