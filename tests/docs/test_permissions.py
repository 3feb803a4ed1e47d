# SPDX-License-Identifier: Apache-2.0
"""docs/contract/permissions.md is what operations declare."""

from pathlib import Path

from ngnprov.calls.port import find_ports
from ngnprov.soap.publishing.permissions import page

PAGE = Path(__file__).parents[2] / "docs/contract/permissions.md"


def test_the_page_is_what_operations_declare() -> None:
    assert PAGE.read_text() == page(find_ports()), "run scripts/wsdl"
