# SPDX-License-Identifier: Apache-2.0
"""Whole files, byte by byte, as they were when somebody last looked at them.

After a change that is meant, write them anew and read the difference; the tests that write fail, so that it is never by chance:

    NGNPROV_TEST_RENEW=1 .venv/bin/python -m pytest tests/devices/test_golden.py; git diff tests/devices/golden
"""

import os
from pathlib import Path

import pytest

from ngnprov.devices.formats import FORMATS
from tests.devices.examples import ENTRIES, FULL, MAC, NOBODY, rendered

GOLDEN = Path(__file__).parent / "golden"
PHONES = {"full": FULL, "nobody": NOBODY}
DIRECTORIES = [name for name, each in FORMATS.items() if each.render_directory]


def compare(name: str, data: bytes) -> None:
    place = GOLDEN / name
    if os.environ.get("NGNPROV_TEST_RENEW"):
        place.write_bytes(data)
        pytest.fail(f"{name} is written anew: read what has changed")
    assert data.decode() == place.read_text(encoding="utf-8"), f"{name} has changed: see {__file__}"
    assert data == place.read_bytes()


@pytest.mark.parametrize("phone", list(PHONES))
@pytest.mark.parametrize("name", list(FORMATS))
def test_the_file_of_a_phone_is_what_it_was(name: str, phone: str) -> None:
    ending = Path(FORMATS[name].files(MAC)[0]).suffix
    compare(f"{name}-{phone}{ending}", rendered(name, PHONES[phone]))


@pytest.mark.parametrize("name", DIRECTORIES)
def test_a_directory_is_what_it_was(name: str) -> None:
    render = FORMATS[name].render_directory
    assert render
    compare(f"{name}-directory.xml", render("Acme & Sons", ENTRIES))


def test_no_golden_file_is_one_of_a_format_that_is_gone() -> None:
    assert {path.name.partition("-")[0] for path in GOLDEN.iterdir()} == set(FORMATS)
