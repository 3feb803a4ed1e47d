# SPDX-License-Identifier: Apache-2.0
"""SipPort with real clients: nested structs, lists of texts and structs, bare lists, booleans and amounts (README.md)."""

from pathlib import Path
from typing import Any

import pytest

from .compiled import CLIENTS, compiled
from .program import PROGRAMS, Server, command, tell

NUMBERS = ("quota", "timeout", "code")


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_sip_story_is_told_alike_by_every_client(server: Server, program: str) -> None:
    client, *mode = program.split()
    compare(tell(command(client, "sip"), server, program.replace(" ", "-"), *mode), program)


@pytest.mark.parametrize("client", CLIENTS)
def test_the_sip_story_is_told_alike_by_compiled_clients(server: Server, build_cache: Path, client: str) -> None:
    compare(tell(compiled(client, "sip", server, build_cache), server, client.replace(" ", "-")), client)


def compare(told: dict[str, Any], client: str) -> None:
    """Is this what the story must tell?"""
    tag = told["id"]["domain"].removesuffix(".example")
    assert tag.startswith(client.replace(" ", "-"))
    assert told == {
        "id": {"username": "alice", "domain": f"{tag}.example"},
        "firstName": "Älice & <Co>",
        "password": "geheim & sicher",
        "groups": ["free-pstn", "prepaid", "sms"],
        "quota": 5,
        "prepaid": True,
        "acl": [["10.0.0.0", 8]],
        "properties": [["language", "nl"], ["empty", ""]],
        "timeout": 35,
        "done": True,
        "read": [7, [], ["free-pstn", "prepaid", "sms"], "geheim & sicher"],
        "pages": [{"names": [], "total": 0}, {"names": ["alice"], "total": 1}],
        "balance": {"old_balance": 0, "new_balance": 10.25},
        "balances": [0, 10.25],
        "barred": [["+44"], []],
        "diversions": dict.fromkeys(("FUNC", "FNOL", "FBUS", "FNOA", "FUNV"), ""),
        "trace": "[]",
        "code": 1010,
        "deleted": [True, True],
    }
    assert [type(told[name]) for name in NUMBERS] == [int] * len(NUMBERS)
    assert [type(told[name]) for name in ("prepaid", "done")] == [bool, bool]
