# SPDX-License-Identifier: Apache-2.0
"""Dynamic DNS: which record gets which address, and what is said of each name (dynamic-dns.md 1, 2, 4, 5)."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from ngnprov.db.ledgers import journal
from ngnprov.errors import Busy, InternalFailure
from ngnprov.ports.dns.dynamic import service
from ngnprov.ports.dns.errors import RecordConflict
from tests.ports.dns.conftest import DnsScene
from tests.ports.dns.routers import ELSEWHERE, TOKEN, Router, give_token, router, stored
from tests.support.world import Answer


def versions(scene: DnsScene) -> list[Any]:
    """Of all records, by number."""
    return [version for (version,) in scene.world.sql("SELECT version FROM dns_records ORDER BY id")]


def counted(scene: DnsScene) -> dict[str, int]:
    """What /metrics says of this door, by word."""
    told = scene.world.request(path="/metrics", method="GET").body.decode().splitlines()
    lines = [line for line in told if line.startswith("ngnprov_dynamic_dns_total{")]
    return {line.split('"')[1]: int(float(line.split()[1])) for line in lines}


def test_an_address_goes_into_the_record_that_is_there(dns: DnsScene) -> None:
    home = router(dns)
    record = dns.record("home", "A", "192.0.2.1", ttl=60)
    dns.record("home", "TXT", "kept")
    dns.record("other", "A", "192.0.2.1")
    serial = dns.serial()
    assert home.says("home.example.com") == "good 203.0.113.9\n"
    assert stored(dns) == {"A": "203.0.113.9", "TXT": "kept"}
    assert stored(dns, "other") == {"A": "192.0.2.1"}
    after = dns.customer_login.getRecord(recordId=record["id"])
    assert (after["ttl"], after["customer"], after["owner"]) == (60, dns.customer_id, record["owner"])
    assert dns.serial() == serial + 1
    assert versions(dns) == [2, 1, 1]
    assert "home 60 IN A 203.0.113.9" in [" ".join(line.split()) for line in dns.published()]
    assert counted(dns) == {"good": 1}


def test_an_address_that_is_there_changes_nothing(dns: DnsScene) -> None:
    home = router(dns)
    dns.record("home", "A", "203.0.113.9")
    dns.record("home", "AAAA", "2001:DB8:0::1")
    before, changed = dns.world.fingerprint(), dns.serial()
    assert home.says("home.example.com") == "nochg 203.0.113.9\n"
    assert home.says("home.example.com", "2001:db8::1") == "nochg 2001:db8::1\n"
    assert home.says("home.example.com", "203.0.113.9,2001:db8::1") == "nochg 203.0.113.9,2001:db8::1\n"
    assert (dns.world.fingerprint(), dns.serial()) == (before, changed)
    assert counted(dns) == {"nochg": 3}


@pytest.mark.parametrize(
    ("query", "said", "a", "aaaa"),
    [
        ("myip=203.0.113.9", "good 203.0.113.9", "203.0.113.9", "2001:db8::1"),
        ("myip=2001:db8::9", "good 2001:db8::9", "192.0.2.1", "2001:db8::9"),
        ("myip=203.0.113.9,2001:db8::9", "good 203.0.113.9,2001:db8::9", "203.0.113.9", "2001:db8::9"),
        ("myip=2001:db8::9,203.0.113.9", "good 203.0.113.9,2001:db8::9", "203.0.113.9", "2001:db8::9"),
        ("myip=203.0.113.9&myipv6=2001:db8::9", "good 203.0.113.9,2001:db8::9", "203.0.113.9", "2001:db8::9"),
        ("myip=&myipv6=2001:db8::9", "good 2001:db8::9", "192.0.2.1", "2001:db8::9"),
        ("myip=203.0.113.9&myipv6=", "good 203.0.113.9", "203.0.113.9", "2001:db8::1"),
        ("myip=192.0.2.1&myipv6=2001:db8::9", "good 192.0.2.1,2001:db8::9", "192.0.2.1", "2001:db8::9"),
        ("myip=%3A%3Affff%3A203.0.113.9", "good 203.0.113.9", "203.0.113.9", "2001:db8::1"),
        ("myip=[2001:DB8:0:0::9]", "good 2001:db8::9", "192.0.2.1", "2001:db8::9"),
        ("", f"good {ELSEWHERE}", ELSEWHERE, "2001:db8::1"),
        ("myip=", f"good {ELSEWHERE}", ELSEWHERE, "2001:db8::1"),
        ("system=dyndns&wildcard=ON&mx=x&backmx=NO&offline=NO", f"good {ELSEWHERE}", ELSEWHERE, "2001:db8::1"),
    ],
)
def test_which_address_is_meant(quick_dns: DnsScene, query: str, said: str, a: str, aaaa: str) -> None:
    home = router(quick_dns)
    quick_dns.record("home", "A", "192.0.2.1")
    quick_dns.record("home", "AAAA", "2001:db8::1")
    answer = home.get(f"{query}&hostname=home.example.com")
    assert (answer.status, answer.body.decode()) == (200, f"{said}\n")
    assert stored(quick_dns) == {"A": a, "AAAA": aaaa}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("myip=nonsense", "myip"),
        ("myip=203.0.113", "myip"),
        ("myip=203.0.113.9/32", "myip"),
        ("myip=0.0.0.0", "myip"),
        ("myip=203.0.113.9,203.0.113.10", "myip"),
        ("myip=fe80::1%25eth0", "myip"),
        ("myip=203.0.113.9&myipv6=2001:db8::/64", "myipv6"),
        ("myip=2001:db8::1&myipv6=2001:db8::2", "myipv6"),
        ("myip=203.0.113.9%00", "myip"),
        ("&".join(["x=1"] * 200), "query"),
    ],
)
def test_an_address_that_is_none_is_refused_in_plain_http(quick_dns: DnsScene, query: str, field: str) -> None:
    home = router(quick_dns)
    quick_dns.record("home", "A", "192.0.2.1")
    quick_dns.record("home", "AAAA", "2001:db8::1")
    before = quick_dns.world.fingerprint()
    answer = home.get(f"hostname=home.example.com&{query}")
    assert answer.status == 400
    assert field in answer.body.decode().split()
    assert quick_dns.world.fingerprint() == before
    assert counted(quick_dns) == {"malformed": 1}


def test_without_an_address_this_machine_has_none_to_give(quick_dns: DnsScene) -> None:
    home = router(quick_dns, address="127.0.0.1", scheme="http")
    quick_dns.record("home", "A", "192.0.2.1")
    answer = home.get("hostname=home.example.com")
    assert (answer.status, answer.body) == (400, b"myip must be given: the request comes from this machine\n")
    assert home.says("home.example.com") == "good 203.0.113.9\n"


def test_a_client_over_ipv6_updates_its_aaaa(quick_dns: DnsScene) -> None:
    home = router(quick_dns, address="2001:db8::77")
    quick_dns.record("home", "A", "192.0.2.1")
    assert home.says("home.example.com", None) == "nohost\n"
    quick_dns.record("home", "AAAA", "2001:db8::1")
    assert home.says("home.example.com", None) == "good 2001:db8::77\n"
    assert stored(quick_dns) == {"A": "192.0.2.1", "AAAA": "2001:db8::77"}


def test_each_of_several_names_has_its_line_in_the_order_asked_for(dns: DnsScene) -> None:
    home = router(dns)
    dns.root.addZone(zone={"name": "a.example", "customer": dns.customer_id})
    dns.record("home", "A", "192.0.2.1")
    dns.record("same", "A", "203.0.113.9")
    dns.record("six", "AAAA", "2001:db8::1")
    dns.record("twice", "A", "192.0.2.1")
    dns.record("twice", "A", "192.0.2.2")
    dns.customer_login.addRecord(record={"zone": "a.example", "name": "", "type": "A", "value": "192.0.2.1"})
    serial, other = dns.serial(), dns.serial("a.example")
    asked = "home.example.com,a.example,same.example.com,gone.example.com,six.example.com,twice.example.com,plain, Home.Example.COM."
    assert home.says(asked).split("\n") == [
        "good 203.0.113.9",
        "good 203.0.113.9",
        "nochg 203.0.113.9",
        "nohost",
        "nohost",
        "numhost",
        "notfqdn",
        "nochg 203.0.113.9",
        "",
    ]
    assert (dns.serial(), dns.serial("a.example")) == (serial + 1, other + 1)
    assert stored(dns, "six") == {"AAAA": "2001:db8::1"}
    assert counted(dns) == {"good": 2, "nochg": 2, "nohost": 2, "numhost": 1, "notfqdn": 1}


def test_names_are_at_most_twenty_and_at_least_one(quick_dns: DnsScene) -> None:
    home = router(quick_dns)
    for number in range(21):
        quick_dns.record(f"h{number}", "A", "192.0.2.1")
    before = quick_dns.world.fingerprint()
    names = [f"h{number}.example.com" for number in range(21)]
    assert home.says(",".join(names)) == "numhost\n"
    for nothing in ("", ",", " "):
        assert home.says(nothing) == "notfqdn\n"
    assert home.get("myip=203.0.113.9").body == b"notfqdn\n"
    assert quick_dns.world.fingerprint() == before
    assert home.says(",".join(names[:20])) == "good 203.0.113.9\n" * 20
    answer = home.get("&".join(f"hostname={name}" for name in names[:2]) + "&myip=203.0.113.10")
    assert answer.body == b"good 203.0.113.10\n" * 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("home", "notfqdn"),
        ("home..example.com", "notfqdn"),
        ("home.example.com\x00", "notfqdn"),
        ("bücher.example.com", "notfqdn"),
        ("a" * 64 + ".example.com", "notfqdn"),
        (".".join(["a"] * 127) + ".example.com", "notfqdn"),
        ("203.0.113.9", "nohost"),
        ("home.example.org", "nohost"),
        ("*.example.com", "good 203.0.113.9"),
        ("_own.example.com", "nohost"),
        ("EXAMPLE.com", "good 203.0.113.9"),
    ],
)
def test_names_of_every_form(quick_dns: DnsScene, name: str, said: str) -> None:
    home = router(quick_dns)
    quick_dns.record("*", "A", "192.0.2.1")
    quick_dns.record("", "A", "192.0.2.1")
    assert home.says(name) == f"{said}\n"


def test_only_records_of_that_customer_are_there(dns: DnsScene) -> None:
    home = router(dns)
    dns.record("home", "A", "192.0.2.1")
    sibling, _ = dns.sibling()
    dns.root.addZone(zone={"name": "sibling.example", "customer": sibling})
    dns.root.addZone(zone={"name": "reseller.example", "customer": dns.reseller_id})
    for zone in ("sibling.example", "reseller.example"):
        dns.root.addRecord(record={"zone": zone, "name": "home", "type": "A", "value": "192.0.2.1"})
    before = dns.world.fingerprint()
    assert home.says("home.sibling.example,home.reseller.example,home.nowhere.example") == "nohost\n" * 3
    assert dns.world.fingerprint() == before
    give_token(dns, dns.reseller_id)
    reseller = Router(dns.world, "reseller")
    assert reseller.says("home.example.com,home.sibling.example") == "nohost\n" * 2
    assert reseller.says("home.reseller.example") == "good 203.0.113.9\n"
    give_token(dns, sibling)
    dns.admin.updateAccount(account={"id": sibling, "impersonate": dns.customer_id})
    pointing = Router(dns.world, "sibling")
    assert pointing.says("home.example.com,home.sibling.example") == "nohost\ngood 203.0.113.9\n"


def test_a_name_that_is_published_by_another_zone_is_not_touched(quick_dns: DnsScene) -> None:
    """The record above a zone of somebody else is hidden: no name server answers it."""
    home = router(quick_dns)
    sibling, _ = quick_dns.sibling()
    quick_dns.record("x.sub", "A", "192.0.2.1")
    quick_dns.root.addZone(zone={"name": "sub.example.com", "customer": sibling})
    assert home.says("x.sub.example.com") == "nohost\n"
    quick_dns.root.updateZone(zone={"name": "sub.example.com", "customer": quick_dns.customer_id})
    assert home.says("x.sub.example.com") == "nohost\n"
    quick_dns.root.addRecord(record={"zone": "sub.example.com", "name": "x", "type": "A", "value": "192.0.2.5"})
    assert home.says("x.sub.example.com") == "good 203.0.113.9\n"
    values = quick_dns.world.sql("SELECT zone, value FROM dns_records WHERE name = 'x.sub.example.com' ORDER BY zone")
    assert values == [("example.com", "192.0.2.1"), ("sub.example.com", "203.0.113.9")]


def test_the_journal_tells_who_changed_what_from_where_and_it_can_be_undone(dns: DnsScene) -> None:
    home = router(dns)
    record = dns.record("home", "A", "192.0.2.1")
    home.says("home.example.com")
    columns = "id, login, level, entry, behind, operation, subject, before, after, address, customer, kind"
    (row,) = dns.world.sql(f"SELECT {columns} FROM journal WHERE operation = 'dynamicUpdate'")
    id, *told, before, after, address, customer, kind = row
    assert told == ["customer", "customer", dns.customer_id, False, "dynamicUpdate", f"DNS record {record['id']}"]
    assert (json.loads(before), json.loads(after)) == ({"value": "192.0.2.1"}, {"value": "203.0.113.9"})
    assert (address, customer, kind) == (ELSEWHERE, dns.customer_id, journal.CHANGE)
    dns.world.undo(str(id))
    assert stored(dns) == {"A": "192.0.2.1"}


def test_the_token_reaches_no_log_and_no_journal(dns: DnsScene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    home = router(dns)
    dns.record("home", "A", "192.0.2.1")
    home.says("home.example.com")
    Router(dns.world, token="wrong-one").get("hostname=home.example.com&myip=1.2.3.4")
    Router(dns.world, "nobody", "wrong-two").get("hostname=home.example.com&myip=1.2.3.4")
    logged = "".join(str(vars(record)) for record in caplog.records)
    journaled = str(dns.world.sql("SELECT * FROM journal"))
    for secret in (TOKEN, "wrong-one", "wrong-two"):
        assert secret not in logged
        assert secret not in journaled
    assert "nobody" not in str(dns.world.sql("SELECT login FROM journal"))


def test_both_paths_answer_and_only_get_does(quick_dns: DnsScene) -> None:
    home = router(quick_dns)
    quick_dns.record("home", "A", "192.0.2.1")
    before = quick_dns.world.fingerprint()
    for method in ("HEAD", "POST", "PUT"):
        answer = home.get("hostname=home.example.com&myip=203.0.113.9", method=method)
        assert (answer.status, answer.headers["Allow"]) == (405, "GET")
    assert quick_dns.world.fingerprint() == before
    home.path = "/nic/update"
    assert home.says("home.example.com") == "good 203.0.113.9\n"
    home.path = "/dns/update/"
    assert home.says("home.example.com") == "nochg 203.0.113.9\n"
    for path in ("/nic", "/dns", "/dns/updates", "/nic/update/x"):
        assert quick_dns.world.request(path=path, method="GET").status == 404


def test_answers_are_kept_by_nobody(quick_dns: DnsScene) -> None:
    answer = router(quick_dns).get("hostname=x.example.com&myip=203.0.113.9")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Length"] == str(len(answer.body))


@pytest.mark.parametrize(
    ("error", "status", "text", "wait"),
    [
        (Busy("busy", retry_after=4), 503, b"911\n", "4"),
        (InternalFailure("request 1 failed"), 500, b"911\n", None),
        (ValueError("a mistake of ours"), 500, b"911\n", None),
    ],
)
def test_what_goes_wrong_here_is_911(
    quick_dns: DnsScene, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, text: bytes, wait: str | None
) -> None:
    home = router(quick_dns)
    quick_dns.record("home", "A", "192.0.2.1")
    answer = broken(home, monkeypatch, "update", error)
    assert (answer.status, answer.body, answer.headers.get("Retry-After")) == (status, text, wait)
    assert stored(quick_dns) == {"A": "192.0.2.1"}
    assert counted(quick_dns) == {"911": 1}


def broken(home: Router, monkeypatch: pytest.MonkeyPatch, step: str, error: Exception) -> Answer:
    """The answer when a step of the service raises, at the end of its work."""
    real: Callable[..., Any] = getattr(service, step)

    def fail(*arguments: Any) -> Any:
        real(*arguments)
        raise error

    monkeypatch.setattr(service, step, fail)
    return home.get("hostname=home.example.com&myip=203.0.113.9")


def test_a_record_that_cannot_have_the_address_is_a_dns_error(
    quick_dns: DnsScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = router(quick_dns)
    quick_dns.record("home", "A", "192.0.2.1")
    answer = broken(home, monkeypatch, "update", RecordConflict("the records cannot be together", field="record"))
    assert (answer.status, answer.body) == (200, b"dnserr\n")
    assert stored(quick_dns) == {"A": "192.0.2.1"}
