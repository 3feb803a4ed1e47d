# SPDX-License-Identifier: Apache-2.0
"""The zone of a range is loaded by real name servers, with a mapping of every type, and one with ``!`` (D-C)."""

from pathlib import Path

from ngnprov.ports.enum import naptr
from tests.ports.enum.conftest import EnumScene, number_id, range_id
from tests.ports.enum.test_zone import exported
from tests.support import name_servers

ZONE = "5.0.0.8.0.2.1.3.e164.arpa"


def test_bind_loads_it_as_primary_nsd_takes_it_over_and_knot_takes_it(quick: EnumScene, tmp_path: Path) -> None:
    quick.root.updateRange(range={"id": range_id("31208005"), "nameservers": ["ns1.provider.test"]})
    mappings = [
        {"type": kind, "mapto": f"{scheme}{rest}"}
        for kind, schemes in naptr.TYPES.items()
        for scheme in schemes
        for rest in ("x", 'a!b";c=(é)')
    ]
    quick.customer_login.addNumber(number={"id": number_id("31208005101"), "mappings": mappings})
    quick.number("31208005102", "sip:a!b@example.com")
    quick.range("312080059", nameservers=["ns1.innermost.test"])
    text = exported(quick)
    expected = name_servers.of_file(text, ZONE)
    assert len(expected) == 2 + len(mappings) + 2
    name_servers.nsd_accepts(ZONE, text, tmp_path)
    with name_servers.bind(ZONE, text, tmp_path) as primary, name_servers.nsd(ZONE, primary, tmp_path) as secondary:
        assert primary.transfer() == secondary.transfer() == expected
        answer = '100 5 "u" "E2U+sip" "!^.*$!sip:a%21b@example.com!" .'
        assert secondary.ask("2.0.1.5.0.0.8.0.2.1.3.e164.arpa", "NAPTR") == [answer]
    with name_servers.knot(ZONE, text, tmp_path) as served:
        assert served.transfer() == expected
