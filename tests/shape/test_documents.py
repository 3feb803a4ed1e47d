# SPDX-License-Identifier: Apache-2.0
"""A document names no file that has been moved away."""

import re
from pathlib import Path

from tests.shape.sources import PACKAGE, ROOT, documents, shown

QUOTED = re.compile(r"`([\w.*<>/-]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
STARTS = (ROOT, PACKAGE)
"""Where a path in a document may begin, besides the folder of the document."""
MADE = ("var/", ".venv/", "build/")
"""What appears only when something runs."""


def is_there(name: str, document: Path) -> bool:
    """Does ``name`` lead to a file, a folder or a module? ``<port>`` and ``*`` stand for any name."""
    pattern = re.sub(r"<\w+>", "*", name).rstrip("/")
    return any(any(top.glob(pattern + ending)) for top in (*STARTS, document.parent) for ending in ("", ".py"))


def is_path(name: str) -> bool:
    """Is it a file of this repository and not a path of the web or of another machine?"""
    first, slash, _ = name.partition("/")
    return bool(first and slash) and any((top / first).is_dir() for top in STARTS) and not name.startswith(MADE)


def test_files_that_documents_name_are_there() -> None:
    gone = {
        f"{shown(document)}: {name}"
        for document in documents()
        for name in QUOTED.findall(document.read_text())
        if is_path(name) and not is_there(name, document)
    }
    assert not gone, f"these have another name now, or are gone: {sorted(gone)}"


def test_links_between_documents_lead_somewhere() -> None:
    gone = {
        f"{shown(document)}: {name}"
        for document in documents()
        for name in LINK.findall(document.read_text())
        if ":" not in name and not (document.parent / name).exists()
    }
    assert not gone, f"mend or remove these links: {sorted(gone)}"
