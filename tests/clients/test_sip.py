# SPDX-License-Identifier: Apache-2.0
"""SipPort with real clients: nested structs, lists of texts and structs, bare lists, booleans and amounts (README.md)."""

from pathlib import Path

import pytest

from .compiled import CLIENTS, tell_by
from .program import PROGRAMS, Server

NUMBERS = ("quota", "timeout", "code")


@pytest.mark.parametrize("client", [*PROGRAMS, *CLIENTS])
def test_the_sip_story_is_told_alike_by_every_client(server: Server, build_cache: Path, client: str) -> None:
    told = tell_by(client, "sip", server, build_cache)
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
