# SPDX-License-Identifier: Apache-2.0
"""PHP and Perl as they are written every day: no type is named and nothing is cast (the plain story of README.md).

SOAP::Lite sends texts beyond ASCII as base64 and texts that look like numbers, truth values and addresses as those (W-A);
ext-soap sends arrays with keys as Maps where it has no WSDL (W-B), and doubles with 17 digits where ``precision`` says so (W-E).
"""

from typing import Any

import pytest

from .program import Server, command, tell
from .story import typed

MODES = ("perl", "php wsdl-encoded", "php plain-encoded", "php wsdl-literal")


@pytest.fixture(scope="module", params=MODES)
def told(request: pytest.FixtureRequest, server: Server) -> dict[str, Any]:
    """What the program told; Perl's scalars, which are texts, are numbers where PHP has numbers."""
    client, *mode = request.param.split()
    story = tell(command(client, "plain"), server, request.param.replace(" ", "-"), *mode)
    if client == "perl":
        for name in ("balance", "credit"):
            story["stored"][name] = float(story["stored"][name])
        story["kept"]["balance"] = float(story["kept"]["balance"])
        story["found"] = {name: int(total) for name, total in story["found"].items()}
        story["named"] = [int(total) for total in story["named"]]
    return story


def test_texts_and_amounts_are_stored_as_they_were_meant(told: dict[str, Any]) -> None:
    assert typed(told["stored"]) == typed(
        {
            "organization": "Müller & Söhne <GmbH>",
            "city": "Köln",
            "address": "Straße 1\nHaus 2",
            "tel": "+31201234567",
            "postcode": "01234",
            "web": "http://example.net/ü",
            "language": "true",
            "companyCode": "1e3",
            "fax": "",
            "balance": 18000000.24,
            "credit": 0.1,
        }
    )


def test_null_keeps_a_value_and_an_empty_text_clears_it(told: dict[str, Any]) -> None:
    assert typed(told["kept"]) == typed({"city": "Köln", "organization": "", "balance": 18000000.24})


def test_a_list_of_properties_arrives_and_an_empty_one_takes_none_away(told: dict[str, Any]) -> None:
    assert told["properties"] == {"support_company": "Größe", "sip_credit": "5"}


def test_filters_filter(told: dict[str, Any]) -> None:
    assert typed(told["found"]) == typed({"nobody": 0, "umlaut": 1, "other": 0, "id": 1, "nulls": 2})
    assert typed(told["named"]) == typed([1, 0])


def test_structs_and_lists_in_a_struct_arrive_whole(told: dict[str, Any]) -> None:
    assert told["account"] == ["Prüfung-1", "Älice", ["free-pstn", "sms"], 1, 0]
    assert told["diversions"] == {"FUNC": "sip:bob@example.net", "FBUS": "sip:carol@example.net", "FNOA": ""}


def test_only_an_empty_list_clears_a_list(told: dict[str, Any]) -> None:
    assert told["barred"] == [["+44", "+900"], ["+44", "+900"], []]


def test_a_password_beyond_ascii_logs_in(told: dict[str, Any]) -> None:
    assert told["own"].endswith("-reseller")


REFUSED = {"misnamed": "101", "without names": "101", "left out": "102"}


@pytest.mark.parametrize(
    ("program", "more"), [("perl", {"not UTF-8": "101"}), ("php plain-encoded", {"a Map for a list": "100"})]
)
def test_what_cannot_be_meant_is_refused(server: Server, program: str, more: dict[str, str]) -> None:
    client, *mode = program.split()
    story = tell(command(client, "plain"), server, f"refused-{client}", *mode)
    assert story["refused"] == {**REFUSED, **more}
