# SPDX-License-Identifier: Apache-2.0
"""SipPort with real clients: nested structs, lists of texts and structs, bare lists, booleans and amounts (README.md)."""

import sys
from pathlib import Path
from typing import Any

import pytest

from .program import HERE, Server, missing, need, tell, works

PROGRAMS = (
    *("zeep", "suds encoded", "suds literal", "php wsdl-encoded", "php plain-encoded", "php wsdl-literal"),
    *("node", "perl"),
)
NUMBERS = ("quota", "timeout", "code")


def command(client: str) -> list[str | Path]:
    """How the program of a client is run."""
    if client == "php":
        php = need("php", "php-cli")
        if not works(php, "-r", "exit(extension_loaded('soap') ? 0 : 1);"):
            missing("PHP's soap extension", "php-soap")
        return [php, HERE / "php/sip.php"]
    if client == "node":
        if not (HERE / "node/node_modules/soap").is_dir():
            missing("The npm package soap", "npm")
        return [need("node", "nodejs"), HERE / "node/sip.js"]
    if client == "perl":
        perl = need("perl", "perl")
        if not works(perl, "-MSOAP::Lite", "-e", "1"):
            missing("Perl's SOAP::Lite", "libsoap-lite-perl")
        return [perl, HERE / "perl/sip.pl"]
    return [sys.executable, HERE / f"python/{client}_sip.py"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_sip_story_is_told_alike_by_every_client(server: Server, program: str) -> None:
    client, *mode = program.split()
    told: dict[str, Any] = tell(command(client), server, program.replace(" ", "-"), *mode)
    tag = told["id"]["domain"].removesuffix(".example")
    assert tag.startswith(program.replace(" ", "-"))
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
