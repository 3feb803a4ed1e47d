# SPDX-License-Identifier: Apache-2.0
"""People, ranges and numbers for the tests of EnumPort."""

from typing import Any

from ngnprov.ports.enum import PORT
from tests.support.caller import Caller
from tests.support.scene import PortScene, scene_fixtures

TREE = "e164.arpa"


class EnumScene(PortScene):
    """The customer owns the range 31208005."""

    port = PORT
    credits = ("enum_range_credit", "enum_number_credit")
    plenty = 1000

    def furnish(self) -> None:
        """Make the range."""
        self.range()

    def range(self, prefix: str = "31208005", caller: Caller | None = None, **members: Any) -> dict[str, Any]:
        """Create a range, the customer's unless told otherwise, as the administrator; what came back."""
        given = {"id": range_id(prefix), "customer": self.customer_id, **members}
        answer: dict[str, Any] = (caller or self.root).addRange(range=given)
        return answer

    def number(self, digits: str = "31208005101", *uris: str, caller: Caller | None = None, **members: Any) -> Any:
        """Create a number with SIP mappings as the customer; what came back."""
        given = {"id": number_id(digits), "mappings": [sip(uri) for uri in uris], **members}
        return (caller or self.customer_login).addNumber(number=given)

    def get(self, digits: str = "31208005101") -> dict[str, Any]:
        """A number as the administrator sees it."""
        answer: dict[str, Any] = self.root.getNumber(enumId=number_id(digits))
        return answer

    def the_range(self, prefix: str = "31208005", tld: str = TREE) -> dict[str, Any]:
        """A range as the administrator sees it."""
        (found,) = self.root.getRanges(query={"filter": {"prefix": prefix, "tld": tld}})["ranges"]
        return dict(found)


def range_id(prefix: str = "31208005", tld: str = TREE) -> dict[str, str]:
    """A range as it is named."""
    return {"prefix": prefix, "tld": tld}


def number_id(digits: str = "31208005101", tld: str = TREE) -> dict[str, str]:
    """A number as it is named."""
    return {"number": digits, "tld": tld}


def sip(uri: str, **members: Any) -> dict[str, Any]:
    """A SIP mapping as it is sent."""
    return {"type": "sip", "mapto": uri, **members}


def uris(number: dict[str, Any]) -> list[str]:
    """Where a number leads to."""
    return [mapping["mapto"] for mapping in number["mappings"]]


enum_world, scene, quick = scene_fixtures(EnumScene)
