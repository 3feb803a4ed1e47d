# SPDX-License-Identifier: Apache-2.0
"""The samples of the reference page for the small ports: requests that work as they are, answers as they come."""

import json
import re

import pytest

from ngnprov.calls.port import find_ports
from ngnprov.soap.publishing import samples
from ngnprov.soap.reading.envelope import Dialect
from tests.support.world import ADMIN, PASSWORD, World

PORTS = {port.name: port for port in find_ports()}
ON_OTHERS = {"billing", "imports", "tenant"}
ON_ACCOUNTS = [port.name for port in PORTS.values() if port.floor > PORTS["sip"].floor and port.name not in ON_OTHERS]
"""Ports whose records are about those of SipPort; the others an administrator calls for a reseller that is there, or a PBX."""
INPUT_AT_FAULT = re.compile(rb"<errorcode[^>]*>10\d<")
ALICE = {"username": "alice", "domain": "example.com"}


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
@pytest.mark.parametrize("name", ON_ACCOUNTS)
def test_a_sample_can_be_sent_where_its_account_is(sqlite_world: World, name: str, dialect: Dialect) -> None:
    reseller = {"id": 7, "username": "reseller", "password": "secret", "resellerActive": True}
    sqlite_world.call().addAccount(account=reseller)
    sip = sqlite_world.call().sip
    sip.addDomain(domain={"domain": ALICE["domain"]})
    sip.addAccount(account={"id": ALICE, "password": "secret"})
    first, *others = PORTS[name].operations()
    for operation in (first, *others):
        request = samples.request(PORTS[name], operation, dialect)
        for sample, real in (("admin", ADMIN), ("your password", PASSWORD)):
            request = request.replace(f">{sample}<", f">{real}<")
        answer = sqlite_world.request(request.encode(), f"/soap/{name}/")
        assert not INPUT_AT_FAULT.search(answer.body), (operation.name, answer.body)
        assert answer.status == 200 or operation is not first, answer.body


def test_a_json_document_is_shown_as_one() -> None:
    shown = {}
    for name in ("network", "sip"):
        for operation in PORTS[name].operations():
            found = re.search(r">([\[{].*[\]}])</result>", samples.answer(PORTS[name], operation, "encoded"))
            if found:
                shown[operation.name] = json.loads(found[1])
    assert shown["getStatus"]["1"]["roles"] == ["provisioning_server"]
    assert set(shown["getStatistics"]["summary"]["sip_proxy"]) == {"online_accounts", "total_accounts"}
    assert (shown["getMediaSessions"], shown["getMediaTrace"]) == ([], {})
