# SPDX-License-Identifier: Apache-2.0
"""What checkDomain says of certificates, of names in scope, and of a resolver that says nothing (pbx.md 11)."""

import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from ngnprov.ports.pbx.checking import certificates
from ngnprov.ports.pbx.checking.resolver import MOST_AT_ONCE, Found, Resolver
from ngnprov.ports.pbx.settings import PbxSettings, resolver_address
from tests.ports.pbx.conftest import PbxScene
from tests.support.caller import Caller, Fault
from tests.support.world import World

KEY = ec.generate_private_key(ec.SECP256R1())
NOW = datetime.now(UTC).replace(microsecond=0)
PARENT = "pbx.invalid"
STRANGER = 4
"""The id of the other reseller, in whatever test makes it first."""


def pem(*names: str, days: int = 365, begin: int = -1) -> str:
    """A certificate, for nobody without names, from ``begin`` on until in so many ``days``."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "c1.pbx.invalid")])
    built = x509.CertificateBuilder(
        *(subject, subject, KEY.public_key(), x509.random_serial_number()),
        not_valid_before=NOW + timedelta(days=min(begin, days - 1)),
        not_valid_after=NOW + timedelta(days=days),
    )
    if names:
        built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
    return built.sign(KEY, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


def domain(pbx: PbxScene, name: str, certificate: str = "", customer: int = PbxScene.customer_id) -> None:
    given = {"domain": name, "customer": customer, "certificate": certificate}
    pbx.admin.at("Sip").addDomain(domain=given)


def said(caller: Caller, name: str) -> tuple[str, str]:
    told = caller.checkDomain(domain=name)
    return told["certificate"], told["until"]


def end(days: int = 365) -> str:
    return (NOW + timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S")


def test_what_is_not_there_is_told_and_no_fault(pbx: PbxScene) -> None:
    domain(pbx, PARENT)
    told = pbx.reseller_login.checkDomain(domain="C1.Pbx.Invalid")
    assert list(told) == ["domain", "resolvable", "wildcard", "certificate", "until", "warnings"]
    name = "c1.pbx.invalid"
    assert told == {
        **{"domain": name, "resolvable": False, "wildcard": False, "certificate": "none", "until": ""},
        "warnings": [
            f"there is no address record (A or AAAA) of {name}",
            *(f"there is no SRV record {each}.{name}" for each in ("_sip._udp", "_sip._tcp", "_sips._tcp")),
        ],
    }


def test_a_name_in_scope_or_below_a_domain_in_scope_is_checked(pbx: PbxScene) -> None:
    domain(pbx, PARENT, pem(f"*.{PARENT}"))
    stranger = pbx.stranger()
    for name in (PARENT, f"c1.{PARENT}", f"a.b.{PARENT}"):
        assert pbx.reseller_login.checkDomain(domain=name)["domain"] == name
        fault = stranger.refused("checkDomain", domain=name)
        assert (fault.code, fault.field) == (1000, "domain")
        assert pbx.customer_login.refused("checkDomain", domain=name).code == 902
    for name, code in (("invalid", 101), ("a_b.invalid", 101), ("", 102), ("x" * 64 + ".invalid", 101)):
        fault = pbx.root.refused("checkDomain", domain=name)
        assert (fault.code, fault.field) == (code, "domain")
    assert pbx.reseller_login.refused("checkDomain", domain="other.invalid").code == 1000
    assert said(pbx.root, "other.invalid") == ("none", "")


def test_the_certificate_of_the_parent_covers_one_label(pbx: PbxScene) -> None:
    domain(pbx, PARENT, pem(PARENT, f"*.{PARENT}"))
    for name, word in ((PARENT, "covers"), (f"c1.{PARENT}", "covers"), (f"a.c1.{PARENT}", "doesNotCover")):
        assert said(pbx.reseller_login, name) == (word, end()), name
    told = pbx.reseller_login.checkDomain(domain=f"a.c1.{PARENT}")
    assert f"the certificate does not cover a.c1.{PARENT}" in told["warnings"]


@pytest.mark.parametrize(
    ("names", "name", "word"),
    [
        (["C1.Pbx.Invalid"], "c1.pbx.invalid", "covers"),
        (["other.invalid"], "c1.pbx.invalid", "doesNotCover"),
        (["*.invalid"], "c1.pbx.invalid", "doesNotCover"),
        (["*"], "c1.pbx.invalid", "doesNotCover"),
        (["c*.pbx.invalid"], "c1.pbx.invalid", "doesNotCover"),
        (["*.*.invalid"], "c1.pbx.invalid", "doesNotCover"),
        (["*.pbx.invalid"], "pbx.invalid", "doesNotCover"),
        (["xpbx.invalid"], "pbx.invalid", "doesNotCover"),
        ([], "c1.pbx.invalid", "doesNotCover"),
    ],
)
def test_only_alternative_names_count(names: list[str], name: str, word: str) -> None:
    assert certificates.judge(name, pem(*names), (), ()).word == word


def test_its_own_certificate_goes_before_that_of_the_parent(quick_pbx: PbxScene) -> None:
    domain(quick_pbx, PARENT, pem(f"*.{PARENT}"))
    domain(quick_pbx, f"c1.{PARENT}", pem("other.invalid", days=90))
    domain(quick_pbx, f"c2.{PARENT}", "no certificate")
    assert said(quick_pbx.reseller_login, f"c1.{PARENT}") == ("doesNotCover", end(90))
    assert said(quick_pbx.reseller_login, f"c2.{PARENT}") == ("invalid", "")
    assert "the certificate cannot be read" in quick_pbx.root.checkDomain(domain=f"c2.{PARENT}")["warnings"]


def test_a_wildcard_that_another_domain_in_scope_has_is_found(pbx: PbxScene) -> None:
    domain(pbx, PARENT)
    domain(pbx, f"c0.{PARENT}", pem(f"*.{PARENT}"))
    domain(pbx, f"c1.{PARENT}")
    assert said(pbx.reseller_login, f"c1.{PARENT}") == ("covers", end())
    stranger = pbx.stranger()
    domain(pbx, "other.invalid", customer=STRANGER)
    domain(pbx, f"c2.{PARENT}", customer=STRANGER)
    assert said(stranger, f"c2.{PARENT}") == ("none", ""), "it is another's"


def test_a_chain_begins_with_the_certificate_of_the_domain() -> None:
    assert certificates.judge("a.invalid", pem("a.invalid") + pem("b.invalid"), (), ()).word == "covers"
    for broken in ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "ö", "x" * 1000):
        assert certificates.judge("a.invalid", broken, [pem("a.invalid")], ()).word == "invalid"


@pytest.mark.parametrize(
    ("days", "begin", "warning"),
    [
        (-2, -5, "the certificate has ended"),
        (10, -5, "the certificate ends in 9 days"),
        (90, 5, "the certificate has not begun"),
        (90, -5, ""),
    ],
)
def test_a_certificate_out_of_its_time_is_a_warning(quick_pbx: PbxScene, days: int, begin: int, warning: str) -> None:
    domain(quick_pbx, PARENT, pem(PARENT, days=days, begin=begin))
    told = quick_pbx.root.checkDomain(domain=PARENT)
    assert (told["certificate"], told["until"]) == ("covers", end(days))
    assert [each for each in told["warnings"] if "certificate" in each] == [warning] * bool(warning)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", None),
        ("192.0.2.53", ("192.0.2.53", 53)),
        ("192.0.2.53:5353", ("192.0.2.53", 5353)),
        ("2001:db8::53", ("2001:db8::53", 53)),
        ("[2001:db8::53]:5353", ("2001:db8::53", 5353)),
    ],
)
def test_a_resolver_is_an_address_with_or_without_a_port(text: str, address: tuple[str, int] | None) -> None:
    assert resolver_address(text) == address


@pytest.mark.parametrize("text", ["dns.example", "192.0.2.53:", "192.0.2.53:x", "[::1]", "1.2.3", ":53", "::1:70000x"])
def test_another_resolver_is_no_setting(text: str) -> None:
    with pytest.raises(ValueError, match="must be an IP address"):
        resolver_address(text)


@pytest.fixture
def hanging(quick_pbx: PbxScene) -> Iterator[World]:
    """The same server with a resolver that never answers."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as silent:
        silent.bind(("127.0.0.1", 0))
        section = PbxSettings(resolver=f"127.0.0.1:{silent.getsockname()[1]}", resolver_timeout=2)
        with quick_pbx.world.with_settings(extra={"pbx": section}) as world:
            yield world


def test_a_resolver_that_hangs_costs_its_time_and_holds_no_transaction(quick_pbx: PbxScene, hanging: World) -> None:
    domain(quick_pbx, "pbx.example", pem("pbx.example"))
    file = quick_pbx.world.settings.database.url.removeprefix("sqlite:///")
    began = time.monotonic()
    with ThreadPoolExecutor(1) as others, closing(sqlite3.connect(file, timeout=0)) as connection:
        asked = others.submit(PbxScene(hanging, "encoded").root.checkDomain, domain="pbx.example")
        time.sleep(0.5)
        ((is_busy, *_),) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert not asked.done()
        told = asked.result()
    assert time.monotonic() - began < 6
    assert not is_busy, "nobody reads meanwhile"
    assert told["warnings"] == ["the resolver did not answer within 2 seconds"]
    assert (told["resolvable"], told["wildcard"], told["certificate"]) == (False, False, "covers")


def test_others_write_while_a_new_pilot_waits_for_dns(
    quick_pbx: PbxScene, hanging: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up, asks, goes_on = Resolver.look_up, threading.Event(), threading.Event()

    def waiting(self: Resolver, name: str, seconds: float) -> Found:
        asks.set()
        assert goes_on.wait(60)
        return look_up(self, name, seconds)

    monkeypatch.setattr(Resolver, "look_up", waiting)
    domain(quick_pbx, "pbx.example", pem("other.example"))
    with ThreadPoolExecutor(1) as others:
        pbx = PbxScene(hanging, "encoded")
        added = others.submit(pbx.pilot_and_warnings, newDomain={"domain": "c2.pbx.example"})
        assert asks.wait(60)
        domain(quick_pbx, "c9.pbx.example")
        goes_on.set()
        pilot, warnings = added.result()
    assert pilot["sipAccount"] == {"username": "pilot", "domain": "c2.pbx.example"}
    assert warnings == [
        "the resolver did not answer within 2 seconds",
        "the certificate does not cover c2.pbx.example",
    ]


def test_a_pilot_that_is_only_tried_is_warned_too_and_what_is_no_domain_is_not_asked_for(
    hanging: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pbx = PbxScene(hanging, "encoded")
    before = pbx.world.fingerprint()
    _, warnings = pbx.pilot_and_warnings(pbx.root.asking(dryRun=True))
    assert warnings == ["the resolver did not answer within 2 seconds"]
    monkeypatch.setattr(Resolver, "look_up", lambda *_: pytest.fail("DNS was asked"))
    for wrong in ("a_b", "x" * 64 + ".example"):
        with pytest.raises(Fault) as caught:
            pbx.pilot(newDomain={"domain": wrong})
        assert (caught.value.code, caught.value.field) == (101, "pilot.newDomain.domain")
    assert pbx.customer_login.refused("addPilot", pilot={"domain": "pbx.example"}).code == 902
    assert pbx.world.fingerprint() == before


def test_without_a_resolver_in_the_settings_a_pilot_is_warned_of_its_certificate_alone(quick_pbx: PbxScene) -> None:
    domain(quick_pbx, "pbx.example", pem("*.pbx.example", days=10))
    _, warnings = quick_pbx.pilot_and_warnings(newDomain={"domain": "c2.pbx.example", "certificate": pem("c2.other")})
    assert warnings == ["the certificate does not cover c2.pbx.example"]
    made = quick_pbx.world.last_transaction()
    quick_pbx.world.undo(made)
    _, warnings = quick_pbx.pilot_and_warnings(newDomain={"domain": "c3.pbx.example"})
    assert warnings == ["the certificate ends in 9 days"]


def test_where_many_ask_nobody_waits() -> None:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as silent:
        silent.bind(("127.0.0.1", 0))
        resolver = Resolver(silent.getsockname(), 1)
        for _ in range(MOST_AT_ONCE):
            assert resolver._free.acquire(blocking=False)
        assert resolver.look_up("pbx.example", 30).trouble == "DNS was not asked, since many ask it at the moment"
        resolver._free.release()
        assert "did not answer" in resolver.look_up("pbx.example", 0.1).trouble
        assert resolver._free.acquire(blocking=False), "it was given back"
