# SPDX-License-Identifier: Apache-2.0
"""EnumPort and DnsPort with real clients: lists of mappings and of texts, ids that stay, records of every shape (README.md)."""

from pathlib import Path
from typing import Any

import pytest

from .compiled import tell_by
from .program import PROGRAMS, Server
from .story import typed


@pytest.fixture(scope="module", params=[*PROGRAMS, "xsdata"])
def told(request: pytest.FixtureRequest, server: Server, build_cache: Path) -> dict[str, Any]:
    return tell_by(request.param, "numbers", server, build_cache)


def test_numbers_and_their_mappings_are_told_alike_by_every_client(told: dict[str, Any]) -> None:
    tld = told["range"]["id"]["tld"]
    expected = {
        "range": {
            "id": {"prefix": "31208005", "tld": tld},
            "limits": [600, 11, 11, 0],
            "nameservers": ["ns1.example.net", "ns2.example.net"],
            "info": "Müller & <Söhne>",
        },
        "added": [
            ["sip", "sip:alice@example.net", 300, 10],
            ["mailto", "mailto:alice@example.net?subject=a&body=<b>", 600, 5],
        ],
        "read": [{"number": "31208005101", "tld": tld}, 0, 'Zoë "1" & <2>'],
        "changed": [["sip", "sip:alice@example.net;user=phone", 300, 20], ["tel", "tel:+31208005102", 600, 5]],
        "found": [{"numbers": [], "total": 0}, {"numbers": ["31208005101"], "total": 1}],
        "emptied": [[], ""],
        "used": [[], 100, 1],
        "refused": [3010, 3000],
        "removed": [None, 3002, None],
    }
    assert typed({name: told[name] for name in expected}) == typed(expected)


def test_a_mapping_that_is_sent_back_keeps_its_id_and_a_new_one_gets_its_own(told: dict[str, Any]) -> None:
    (first, second), (kept, new) = told["ids"]
    assert [type(each) for each in (first, second, kept, new)] == [int] * 4
    assert kept == first
    assert len({first, second, new}) == 3


def test_zones_and_their_records_are_told_alike_by_every_client(told: dict[str, Any]) -> None:
    zone = told["zone"]["name"]
    text = [f"t.{zone}", "TXT", 'say "hi" \\ done & <ü>', 0, 3600]
    mx = [zone, "MX", f"mail.{zone}", 10, 3600]
    naptr = [zone, "NAPTR", f'10 100 "s" "SIP+D2T" "" _sip._tcp.{zone}', 100, 600]
    moved = [zone, "MX", "mail2.example.net", 20, 3600]
    redirect = [f"go.{zone}", "URL", "http://example.net/?a=1&b=2", 0, 300]
    elsewhere = [f"go.{zone}", "URL", "https://example.net/", 0, 300]
    expected = {
        "zone": {
            "name": zone,
            "email": f"dns.admin@{zone}",
            "nameservers": ["ns1.example.net", "ns2.example.net"],
            "timers": [3600, 3600, 3600, 604800, 10800],
            "info": "Zoë's & <zone>",
        },
        "records": [[f"www.{zone}", "A", "192.0.2.10", 0, 3600], mx, naptr, text],
        "pages": [
            {"records": [], "total": 0},
            {"records": [text], "total": 1},
            {"records": [mx, naptr], "total": 4},
        ],
        "mx": [moved, moved],
        "fancy": [
            redirect,
            [f"info@{zone}", "MBOXFW", "zoe@example.net", 0, 3600],
            {"records": [redirect], "total": 1},
        ],
        "redirect": [elsewhere, elsewhere],
        "conflicts": [7001, 7003, 7002, 102],
        "updated": [f"hostmaster@{zone}", ["ns2.example.net"], "Zoë's & <zone>"],
        "deleted": [None, None, None],
        "left": {"records": [], "total": 0},
    }
    assert typed({name: told[name] for name in expected}) == typed(expected)
