# SPDX-License-Identifier: Apache-2.0
"""``ngnprov enum export``: what a range publishes (enum.md 6)."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import dns.rdatatype
import dns.zone
import pytest
from click.testing import CliRunner, Result

from ngnprov.cli import main
from tests.ports.enum.conftest import EnumScene, number_id, range_id, sip
from tests.support import bind
from tests.support.scene import prop

ZONE = "5.0.0.8.0.2.1.3.e164.arpa"
EXAMPLE = """
5.0.0.8.0.2.1.3.e164.arpa.       3600 IN SOA ns1.provider.test. dnsadmin.provider.test. 2024010103 10800 3600 604800 3600
5.0.0.8.0.2.1.3.e164.arpa.       3600 IN NS  ns1.provider.test.
5.0.0.8.0.2.1.3.e164.arpa.       3600 IN NS  ns2.provider.test.
1.0.1.5.0.0.8.0.2.1.3.e164.arpa.  600 IN NAPTR 100 5  "u" "E2U+sip"          "!^.*$!sip:alice@example.com!" .
1.0.1.5.0.0.8.0.2.1.3.e164.arpa.  600 IN NAPTR 100 10 "u" "E2U+email:mailto" "!^.*$!mailto:alice@example.com!" .
2.0.1.5.0.0.8.0.2.1.3.e164.arpa. 3600 IN NAPTR 100 5  "u" "E2U+web:http"     "!^.*$!http://example.com/a%21b!" .
3.0.1.5.0.0.8.0.2.1.3.e164.arpa. 3600 IN NAPTR 100 5  "u" "E2U+sip"          "!^.*$!sips:bob@example.com:5061!" .
"""
"""The worked example of enum.md 6."""
NAMESERVERS = ["ns1.provider.test", "NS2.Provider.Test."]


def run(scene: EnumScene, *arguments: str) -> Result:
    settings = scene.world.settings
    options = ["--database", settings.database.url, "--key-file", str(settings.keys.file)]
    result = CliRunner().invoke(main, ["enum", "export", *arguments, *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def exported(scene: EnumScene, *arguments: str) -> str:
    result = run(scene, *(arguments or ("31208005",)))
    assert result.exit_code == 0, result.output
    return result.stdout


def absolute(text: str, zone: str = ZONE) -> list[str]:
    """The records of a master file as lines with whole names and single blanks, read by the rules of RFC 1035 alone."""
    origin, ttl, *records = text.splitlines()
    assert origin == f"$ORIGIN {zone}."
    assert re.fullmatch(r"\$TTL \d+", ttl)
    found = []
    for record in records:
        name, rest = record.split(" ", 1)
        whole = f"{zone}." if name == "@" else name if name.endswith(".") else f"{name}.{zone}."
        found.append(f"{whole} {' '.join(rest.split())}")
    return found


def check(text: str, tmp_path: Path, zone: str = ZONE) -> None:
    """A zone that dnspython reads, and that named-checkzone accepts when it is there."""
    dns.zone.from_text(text, origin=zone)
    bind.accept(text, zone, tmp_path, "-i", "local")


def publish(scene: EnumScene, digits: str, mappings: Iterable[dict[str, Any]], tld: str = "e164.arpa") -> None:
    scene.root.addNumber(number={"id": number_id(digits, tld), "mappings": list(mappings)})


def nameservers(scene: EnumScene, prefix: str = "31208005") -> None:
    scene.root.updateRange(range={"id": range_id(prefix), "nameservers": NAMESERVERS})


def test_the_zone_of_the_contracts_example_is_written_to_the_byte(scene: EnumScene, tmp_path: Path) -> None:
    nameservers(scene)
    scene.admin.setProperties(
        customer=scene.customer_id, properties=[prop("dns_admin_email", "dnsadmin@provider.test")]
    )
    mail = {"type": "mailto", "mapto": "mailto:alice@example.com", "ttl": 600, "priority": 10}
    publish(scene, "31208005101", [mail, sip("sip:alice@example.com")])
    publish(scene, "31208005102", [{"type": "web:http", "mapto": "http://example.com/a!b"}])
    publish(scene, "31208005103", [sip("sips:bob@example.com:5061")])
    text = exported(scene)
    lines = absolute(text)
    lines[0] = re.sub(r" 20\d{8} ", " 2024010103 ", lines[0])
    assert lines == [" ".join(line.split()) for line in EXAMPLE.strip().splitlines()]
    assert [each["ttl"] for each in scene.get()["mappings"]] == [600, 3600]
    check(text, tmp_path)


def test_serials_grow_by_one_within_a_day(quick: EnumScene) -> None:
    nameservers(quick)
    before = quick.the_range()["serial"]
    publish(quick, "31208005101", [sip("sip:a@x")])
    publish(quick, "31208005102", [sip("sip:a@x")])
    assert quick.the_range()["serial"] == before + 2
    assert f" {before + 2} 10800 3600 604800 3600" in exported(quick).splitlines()[2]


def test_inner_ranges_are_delegated_and_their_numbers_left_to_them(scene: EnumScene, tmp_path: Path) -> None:
    scene.range("31208", nameservers=["ns1.outer.test"], ttl=300)
    nameservers(scene)
    scene.range("312080059", nameservers=["ns1.innermost.test"])
    scene.range("312081", nameservers=["ns1.other.test"], ttl=60)
    for digits in ("31208005101", "31208005901", "3120801"):
        publish(scene, digits, [sip(f"sip:{digits}@x")])
    outer = exported(scene, "31208")
    assert absolute(outer, "8.0.2.1.3.e164.arpa")[1:] == [
        "8.0.2.1.3.e164.arpa. 300 IN NS ns1.outer.test.",
        "5.0.0.8.0.2.1.3.e164.arpa. 3600 IN NS ns1.provider.test.",
        "5.0.0.8.0.2.1.3.e164.arpa. 3600 IN NS ns2.provider.test.",
        "1.8.0.2.1.3.e164.arpa. 60 IN NS ns1.other.test.",
        '1.0.8.0.2.1.3.e164.arpa. 300 IN NAPTR 100 5 "u" "E2U+sip" "!^.*$!sip:3120801@x!" .',
    ]
    inner = exported(scene)
    assert "9.5.0.0.8.0.2.1.3.e164.arpa. 3600 IN NS ns1.innermost.test." in absolute(inner)
    assert "sip:31208005901@x" not in inner
    check(outer, tmp_path, "8.0.2.1.3.e164.arpa")
    check(inner, tmp_path)


def test_a_number_that_is_the_whole_prefix_is_published_at_the_apex(quick: EnumScene, tmp_path: Path) -> None:
    nameservers(quick)
    publish(quick, "31208005", [sip("sip:a@x")])
    text = exported(quick)
    assert text.splitlines()[-1] == '@ 3600 IN NAPTR 100 5 "u" "E2U+sip" "!^.*$!sip:a@x!" .'
    check(text, tmp_path)


@pytest.mark.parametrize(
    "uri", ["sip:a!b@x", 'sip:"a"@x;y', "sip:é@x", "sip:a(b)@x", "sip:$INCLUDE@x", "sip:@x", "sip:a;b"]
)
def test_whatever_a_uri_holds_the_file_is_a_zone_and_says_it(quick: EnumScene, tmp_path: Path, uri: str) -> None:
    nameservers(quick)
    publish(quick, "31208005101", [sip(uri)])
    text = exported(quick)
    zone = dns.zone.from_text(text, origin=ZONE)
    (rdata,) = zone.find_rdataset("1.0.1", dns.rdatatype.NAPTR)
    assert rdata.regexp.decode() == f"!^.*$!{uri.replace('!', '%21')}!"
    check(text, tmp_path)


def test_every_type_is_published(quick: EnumScene, tmp_path: Path) -> None:
    from ngnprov.ports.enum import naptr

    nameservers(quick)
    publish(
        quick,
        "31208005101",
        [{"type": kind, "mapto": f"{scheme}x"} for kind, schemes in naptr.TYPES.items() for scheme in schemes],
    )
    text = exported(quick)
    assert len(re.findall(" NAPTR ", text)) == sum(map(len, naptr.TYPES.values()))
    check(text, tmp_path)


def test_the_mailbox_is_the_customers_the_resellers_or_the_servers(quick: EnumScene) -> None:
    nameservers(quick)

    def mailbox() -> str:
        return exported(quick).splitlines()[2].split()[5]

    assert mailbox() == "hostmaster.localhost."
    quick.admin.setProperties(customer=quick.reseller_id, properties=[prop("dns_admin_email", "j.doe@provider.test")])
    assert mailbox() == r"j\.doe.provider.test."
    for wrong in ("x\n@ 1 IN A 192.0.2.1", "a b@x.test", "nobody", '"q"@x.test', "a;b@x.test", f"{'x' * 64}@x.test"):
        quick.admin.setProperties(customer=quick.customer_id, properties=[prop("dns_admin_email", wrong)])
        assert mailbox() == r"j\.doe.provider.test."
    quick.admin.setProperties(customer=quick.customer_id, properties=[prop("dns_admin_email", "Dns@Customer.test")])
    assert mailbox() == "Dns.customer.test."


def test_settings_name_servers_mailbox_and_literal_services(
    quick: EnumScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(quick, "31208005101", [{"type": "mailto", "mapto": "mailto:a@x"}])
    monkeypatch.setenv("NGNPROV_ENUM_NAMESERVERS", "NS1.server.test., ns2.server.test")
    monkeypatch.setenv("NGNPROV_ENUM_DNS_ADMIN_EMAIL", "dns@server.test")
    monkeypatch.setenv("NGNPROV_ENUM_LITERAL_SERVICES", "true")
    text = exported(quick)
    assert "SOA ns1.server.test. dns.server.test. " in text
    assert "@ 3600 IN NS ns2.server.test." in text.splitlines()
    assert '"E2U+mailto"' in text
    check(text, tmp_path)
    monkeypatch.setenv("NGNPROV_ENUM_NAMESERVERS", "nonsense")
    result = run(quick, "31208005")
    assert (result.exit_code, "enum.nameservers must be a host name" in result.stderr) == (2, True)


def test_a_zone_without_nameservers_or_a_range_is_refused_in_one_sentence(quick: EnumScene) -> None:
    for arguments, sentence in (
        (
            ("31208005",),
            "ENUM range 31208005 e164.arpa has no nameservers, nor does the setting enum.nameservers name any",
        ),
        (("49",), "there is no such ENUM range"),
        (("31208005", "--tld", "e164.example"), "there is no such ENUM range"),
    ):
        result = run(quick, *arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"ngnprov: {sentence}\n")


def test_another_tree_is_exported_by_name_and_a_plus_is_no_matter(quick: EnumScene, tmp_path: Path) -> None:
    quick.root.addRange(range={"id": range_id("49", "e164.example"), "nameservers": NAMESERVERS})
    publish(quick, "4930", [sip("sip:a@x")], "e164.example")
    text = exported(quick, "+49", "--tld", "E164.example.")
    assert text.splitlines()[0] == "$ORIGIN 9.4.e164.example."
    check(text, tmp_path, "9.4.e164.example")
