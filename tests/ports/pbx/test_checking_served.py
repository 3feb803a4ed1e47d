# SPDX-License-Identifier: Apache-2.0
"""checkDomain asks real name servers for a zone that DnsPort has made: with a wildcard, with records, without (pbx.md 11)."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.ports.dns import publication
from ngnprov.ports.pbx.settings import PbxSettings
from tests.ports.pbx.conftest import PbxScene
from tests.support import name_servers
from tests.support.name_servers import Served

ZONE = "example.org"
NAME = f"c1.pbx.{ZONE}"
SERVICES = ("_sip._udp", "_sip._tcp", "_sips._tcp")
Server = Callable[[str, str, Path], AbstractContextManager[Served]]


def records(pbx: PbxScene, *wanted: tuple[str, str, str]) -> str:
    """A zone with these records, as DnsPort publishes it."""
    zone = {"name": ZONE, "nameservers": ["ns1.provider.test"], "email": "hostmaster@provider.test"}
    pbx.admin.dns.addZone(zone=zone)
    for name, type, value in wanted:
        pbx.admin.dns.addRecord(record={"zone": ZONE, "name": name, "type": type, "value": value})

    def write(call: Call) -> str:
        return "\n".join(publication.master_file(call, ZONE, lambda _: None)) + "\n"

    return pbx.world.operator.run(Task(name="zone export", writes=False), write)


@contextmanager
def asking(pbx: PbxScene, served: Served) -> Iterator[PbxScene]:
    """The same people at a server that asks this name server."""
    section = PbxSettings(resolver=f"{name_servers.HERE}:{served.port}", resolver_timeout=30)
    with pbx.world.with_settings(extra={"pbx": section}) as world:
        yield PbxScene(world, "encoded")


def said(pbx: PbxScene, name: str) -> tuple[bool, bool, list[str]]:
    told = pbx.root.checkDomain(domain=name)
    return told["resolvable"], told["wildcard"], told["warnings"]


def pilot(pbx: PbxScene, domain: str) -> dict[str, Any]:
    return {
        **{
            "customer": pbx.customer_id,
            "newDomain": {"domain": domain},
            "number": {"cc": "43", "ac": "1", "sn": "9999"},
        },
        **{"sipUsername": "pilot", "sipPassword": "a secret of the pilot"},
    }


def missing(name: str, *services: str) -> list[str]:
    return [f"there is no SRV record {each}.{name}" for each in services]


@pytest.mark.parametrize("server", [name_servers.bind, name_servers.knot], ids=["named", "knotd"])
def test_a_wildcard_makes_names_resolvable_that_nobody_has_made(
    quick_pbx: PbxScene, tmp_path: Path, server: Server
) -> None:
    text = records(
        quick_pbx,
        ("*.pbx", "A", "192.0.2.10"),
        ("*.pbx", "AAAA", "2001:db8::10"),
        ("own.pbx", "A", "192.0.2.11"),
        ("_sip._udp.own.pbx", "SRV", "0 5060 own.pbx.example.org"),
        ("_sip._tcp.own.pbx", "SRV", "0 5060 own.pbx.example.org"),
        ("_sips._tcp.own.pbx", "SRV", "0 5061 own.pbx.example.org"),
        ("lone", "AAAA", "2001:db8::1"),
        ("www", "CNAME", "lone.example.org"),
    )
    with server(ZONE, text, tmp_path) as served, asking(quick_pbx, served) as pbx:
        assert said(pbx, NAME) == (True, True, missing(NAME, *SERVICES))
        assert said(pbx, f"own.pbx.{ZONE}") == (True, False, [])
        assert said(pbx, f"lone.{ZONE}") == (True, False, missing(f"lone.{ZONE}", *SERVICES))
        assert said(pbx, f"www.{ZONE}") == (True, False, missing(f"www.{ZONE}", *SERVICES))
        away = f"none.{ZONE}"
        assert said(pbx, away) == (
            *(False, False),
            [f"there is no address record (A or AAAA) of {away}", *missing(away, *SERVICES)],
        )


def test_the_record_that_is_missing_is_named_until_it_is_there(quick_pbx: PbxScene, tmp_path: Path) -> None:
    text = records(quick_pbx)
    absent = [f"there is no address record (A or AAAA) of {NAME}", *missing(NAME, *SERVICES)]
    with name_servers.knot(ZONE, text, tmp_path) as served, asking(quick_pbx, served) as pbx:
        assert said(pbx, NAME) == (False, False, absent)
        asked = pbx.root.asking(id="once")
        added = asked.call("addPilot", {"pilot": pilot(pbx, NAME)})
        assert (added["pilot"]["accountId"], added["warnings"]) == ("ph2p", absent)
    with asking(quick_pbx, served) as pbx:  # nobody answers any more, and nobody is needed for what was answered
        assert pbx.root.asking(id="once").call("addPilot", {"pilot": pilot(pbx, NAME)}) == added


def test_a_server_that_does_not_know_the_zone_is_told(quick_pbx: PbxScene, tmp_path: Path) -> None:
    with name_servers.knot(ZONE, records(quick_pbx), tmp_path) as served, asking(quick_pbx, served) as pbx:
        name = "c1.elsewhere.test"
        assert said(pbx, name) == (False, False, [f"the resolver does not tell A of {name}: NoNameservers"])
