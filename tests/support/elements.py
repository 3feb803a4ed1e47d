# SPDX-License-Identifier: Apache-2.0
"""Elements that a test knows to be there."""

from lxml.etree import _Element as Element


def the(element: Element, path: str) -> Element:
    """The first element at a path."""
    found = element.find(path)
    assert found is not None, f"{element.tag} has no {path}"
    return found


def text_of(element: Element, path: str) -> str:
    """The text of the first element at a path, "" if it has none."""
    return the(element, path).text or ""
