# SPDX-License-Identifier: Apache-2.0
"""Formats are found by walking their folder, and files by their names."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ngnprov.devices import formats
from ngnprov.devices.configuration import Configuration
from ngnprov.devices.formats import FORMATS, FileUnknown, find_formats, of_file, of_model
from tests.devices.examples import FULL, MAC, NOBODY

PLANTED = """
from ngnprov.devices.formats import Format

FORMAT = Format(
    name="melody",
    title="Melody",
    models=("melody",),
    content_type="text/plain; charset=utf-8",
    files=lambda mac: ("melody.txt",),
    recognises=lambda file, agent: file.lower() == "melody.txt",
    render=lambda configuration, file: configuration.name.encode(),
)
"""
AGENTS = ("", "Unknown", "Yealink SIP-T46S 66.84.0.10 00:15:65:aa:bb:cc", "Mozilla/4.0 (compatible; snomD785-SIP 10.1)")


@pytest.fixture
def melody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder with a format is part of ``ngnprov.devices.formats``."""
    (tmp_path / "melody").mkdir()
    (tmp_path / "melody" / "__init__.py").write_text(PLANTED)
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    importlib.invalidate_caches()
    yield
    sys.modules.pop("ngnprov.devices.formats.melody", None)
    vars(formats).pop("melody", None)


def test_a_planted_folder_is_a_format_without_an_edit(melody: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(find_formats()) == sorted([*FORMATS, "melody"])
    monkeypatch.setattr(formats, "FORMATS", find_formats())
    found = of_file("Melody.txt", "")
    assert found is of_model("Melody 5000") is find_formats()["melody"]
    assert found
    assert found.render(FULL, "melody.txt") == b"Desk 1"
    assert (found.directory, found.render_directory) == ("", None)


def test_nothing_is_left_of_it_behind_the_test() -> None:
    assert "melody" not in find_formats()


def test_formats_are_named_as_their_folders_in_alphabetical_order() -> None:
    assert list(FORMATS) == ["acrobits", "grandstream", "lpconfig", "snom", "yealink"]
    assert [each.name for each in FORMATS.values()] == list(FORMATS)
    assert all("charset=" in kind for each in FORMATS.values() for kind in (each.content_type, each.directory_type))


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("Yealink SIP-T46U", "yealink"),
        ("  yealink", "yealink"),
        ("SNOM D785", "snom"),
        ("Grandstream GXP2170", "grandstream"),
        ("GXP2170", "grandstream"),
        ("GRP2614", "grandstream"),
        ("Linphone", "lpconfig"),
        ("Groundwire for iOS", "acrobits"),
        ("Acrobits Softphone", "acrobits"),
        ("Gigaset", ""),
        ("my yealink", ""),
        ("", ""),
    ],
)
def test_a_model_is_known_by_how_its_name_begins(model: str, name: str) -> None:
    assert of_model(model) is FORMATS.get(name)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (f"{MAC}.cfg", "yealink"),
        (f"{MAC.upper()}.CFG", "yealink"),
        (f"{MAC}.boot", "yealink"),
        ("y000000000000.boot", "yealink"),
        ("y000000000044.cfg", "yealink"),
        ("y000000000123.cfg", "yealink"),
        ("yealink.cfg", "yealink"),
        ("Yealink-Directory.xml", "yealink"),
        (f"snom{MAC.upper()}.xml", "snom"),
        ("snom.xml", "snom"),
        ("snom-directory.xml", "snom"),
        (f"cfg{MAC}.xml", "grandstream"),
        ("cfg.xml", "grandstream"),
        ("phonebook.xml", "grandstream"),
        ("linphone.xml", "lpconfig"),
        ("acrobits.xml", "acrobits"),
        (f"cfg{MAC}", ""),
        (f"{MAC}.xml", ""),
        (f"{MAC}0.cfg", ""),
        (f"../{MAC}.cfg", ""),
        (f"{MAC}.cfg\n", ""),
        ("", ""),
        ("index.html", ""),
    ],
)
@pytest.mark.parametrize("agent", AGENTS)
def test_a_file_is_known_by_its_name_in_any_case_whoever_asks(file: str, name: str, agent: str) -> None:
    assert of_file(file, agent) is FORMATS.get(name)


@pytest.mark.parametrize("mac", [MAC, ""])
@pytest.mark.parametrize("agent", AGENTS)
def test_no_two_formats_recognise_the_same_file(mac: str, agent: str) -> None:
    for owner in FORMATS.values():
        for file in owner.files(mac):
            assert [each.name for each in FORMATS.values() if each.recognises(file, agent)] == [owner.name]
    directories = [each.directory for each in FORMATS.values() if each.directory]
    assert len(set(directories)) == len(directories)
    assert not [name for name in directories for each in FORMATS.values() if each.recognises(name, agent)]


@pytest.mark.parametrize("configuration", [FULL, NOBODY])
@pytest.mark.parametrize("name", list(FORMATS))
def test_each_file_that_is_named_is_rendered_in_any_case_twice_the_same(
    name: str, configuration: Configuration
) -> None:
    for mac in (MAC, ""):
        phone = Configuration(configuration.name, configuration.line, configuration.keys, mac, configuration.url)
        for file in FORMATS[name].files(mac):
            rendered = FORMATS[name].render(phone, file)
            assert rendered == FORMATS[name].render(phone, file.upper()) == FORMATS[name].render(phone, file.lower())
            assert rendered.endswith(b"\n")
            assert b"\r" not in rendered


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("yealink", "{}.cfg"),
        ("yealink", "{}.boot"),
        ("snom", "snom{}.xml"),
        ("grandstream", "cfg{}.xml"),
        ("grandstream", "cfg{}"),
        ("lpconfig", "linphone{}.xml"),
        ("acrobits", "acrobits{}.xml"),
    ],
)
def test_a_file_of_another_phone_is_unknown(name: str, file: str) -> None:
    stranger, unknown = "0004130a1b2d", Configuration(FULL.name, FULL.line, FULL.keys, "", FULL.url)
    for phone in (FULL, unknown):
        with pytest.raises(FileUnknown):
            FORMATS[name].render(phone, file.format(stranger))
    with pytest.raises(FileUnknown):
        FORMATS[name].render(unknown, file.format(MAC))


@pytest.mark.parametrize("name", list(FORMATS))
@pytest.mark.parametrize("file", ["", ".cfg", "cfg", "snom", "other.xml", "phonebook.xml"])
def test_a_file_that_no_phone_asks_for_is_unknown(name: str, file: str) -> None:
    with pytest.raises(FileUnknown):
        FORMATS[name].render(FULL, file)
