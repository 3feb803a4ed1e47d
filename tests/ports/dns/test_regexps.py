# SPDX-License-Identifier: Apache-2.0
"""The regexp of a NAPTR is a substitution expression of RFC 3402 3.2 or empty (D-B)."""

import ctypes
import random
from pathlib import Path

import pytest

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns import rdata
from tests.ports.dns.conftest import DnsScene
from tests.support import bind
from tests.support.examination import examine

BAD = [
    ("!^.*$!sip:x@y.example", "no third delimiter"),
    ("foo", "a letter as its only delimiter"),
    ("!^.*$!sip:\\1@y.example!", "a back reference and no group"),
    ("!^(.*)$!sip:\\0@y.example!", "a back reference to group 0"),
    ("!^(.*)$!sip:\\2@y.example!", "a back reference to a group too many"),
    ("!^(.*$!sip:x@y.example!", "a group that is not closed"),
    ("!^.*)$!sip:x@y.example!", "a group that is not open"),
    ("!^[+31$!sip:x@y.example!", "a bracket that is not closed"),
    ("!^[z-a]$!sip:x@y.example!", "a range that descends"),
    ("!^[a-c-]$!sip:x@y.example!", "a hyphen behind a range, which BIND refuses"),
    ("!^[a-cx-z-]$!sip:x@y.example!", "a hyphen behind a range, which BIND refuses"),
    ("!^[[:digits:]]$!sip:x@y.example!", "a class that is none"),
    ("!(a)\\1!b!", "a back reference in the pattern"),
    ("!!sip:x@y.example!", "an empty pattern"),
    ("!()!sip:x@y.example!", "an empty group"),
    ("!a|!sip:x@y.example!", "an empty alternative"),
    ("!a!b!q", "a flag that is none"),
    ("!a!b!ii", "a flag twice"),
    ("!a!b!i!", "a delimiter too many"),
    ("1a1b1", "a digit as delimiter"),
    ("iaibi", "the flag as delimiter"),
    ("\\a\\b\\", "a backslash as delimiter"),
    (" a b ", "a blank as delimiter"),
    ("éaébé", "a delimiter beyond ASCII"),
    ("!^+31$!sip:x@y.example!", "a repetition of nothing"),
    ("!*!b!", "a repetition of nothing"),
    ("!a**!b!", "a repetition of a repetition"),
    ("!a{2,1}!b!", "a bound that descends"),
    ("!a{256}!b!", "a bound too high"),
    ("!a{,2}!b!", "a bound without its lower end"),
    ("!^.*$!sip:x\\!", "a third delimiter that is a character"),
    ("!a\\!b!", "a second delimiter that is a character"),
    ("!a!b\\", "a backslash at the end"),
]
GOOD = [
    "",
    "!^.*$!sip:x@y.example!",
    "!^(.*)$!sip:\\1@y.example!",
    "!^(.)(.)(.)(.)(.)(.)(.)(.)(.)$!\\9\\8!i",
    "/a/b/i",
    "!^\\+31(.*)$!sip:\\1@y.example;user=phone!",
    "!^.*$!sip:a\\!b@y.example!",
    "!^.*$!!",
    "#^[+]?(31|32)([0-9]{2,12}|[[:alpha:]_-]+)$#sip:\\2@[2001:db8::1]#",
    "~^[]a-c^-]*[^]!]$~x~",
    "!^[-a-c][+-][[:alpha:]-]$!sip:x@y.example!",
    "|a\\|b|c|",
    "!a{0,255}b{3}c{4,}!x!",
]


def naptr(regexp: str) -> str:
    """A value with this regexp."""
    return '100 10 "u" "E2U+sip" "{}" .'.format(regexp.replace("\\", "\\\\").replace('"', '\\"'))


def is_taken(regexp: str) -> bool:
    """Is it a good regexp?"""
    try:
        rdata.read("NAPTR", naptr(regexp), 0, "f.example")
    except InvalidValue as refusal:
        assert refusal.field == "record.value"
        assert "RFC 3402" in refusal.text
        return False
    return True


@pytest.mark.parametrize("regexp", [regexp for regexp, _ in BAD], ids=[why for _, why in BAD])
def test_a_regexp_that_is_no_substitution_is_refused(regexp: str) -> None:
    assert not is_taken(regexp)


@pytest.mark.parametrize("regexp", GOOD)
def test_a_good_regexp_is_published_as_it_is(regexp: str) -> None:
    data = rdata.read("NAPTR", naptr(regexp), 0, "f.example")
    assert rdata.read("NAPTR", rdata.stored("NAPTR", data.value), 0, "f.example") == data
    assert naptr(regexp) == data.rdata


def test_the_wire_refuses_it_and_changes_nothing(dns: DnsScene) -> None:
    record = dns.record("n", "NAPTR", naptr("!^(.*)$!sip:\\1@y.example!"))
    before = dns.world.fingerprint()
    for regexp in ("!^(.*)$!sip:\\2@y.example!", "foo"):
        given = {"zone": "example.com", "name": "m", "type": "NAPTR", "value": naptr(regexp)}
        fault = dns.customer_login.refused("addRecord", record=given)
        assert (fault.code, fault.field) == (101, "record.value")
        fault = dns.customer_login.refused("updateRecord", record={"id": record["id"], "value": naptr(regexp)})
        assert (fault.code, fault.field) == (101, "record.value")
    assert dns.world.fingerprint() == before


def zone_of(regexps: list[str]) -> str:
    """A zone's file with a NAPTR for each."""
    lines = [f"n{number} NAPTR {naptr(regexp)}" for number, regexp in enumerate(regexps)]
    head = ["$TTL 300", "@ SOA ns.provider.test. h.provider.test. 1 1 1 1 1", "@ NS ns.provider.test."]
    return "\n".join([*head, *lines]) + "\n"


def invented(seed: int, number: int) -> list[str]:
    """Expressions of the pieces that matter, good ones and bad ones."""
    chance = random.Random(seed)
    pieces = [
        *"ab(|)[]^$.*+?{}-,!2",
        "\\!",
        "\\1",
        "\\2",
        "[^",
        "[:digit:]",
        "[a-z]",
        "{2}",
        "{1,3}",
        "(a)",
        "\\+",
        "\\\\",
    ]
    parts = ["".join(chance.choices(pieces, k=chance.randrange(1, 9))) for _ in range(number * 2)]
    return [f"!{pattern}!{other}!" for pattern, other in zip(parts[::2], parts[1::2], strict=True)]


def compiles(pattern: str) -> bool:
    """Does the C library, and so a proxy, compile it? (REG_EXTENDED is 1 with glibc and musl.)"""
    library = ctypes.CDLL(None)
    room = ctypes.create_string_buffer(1024)
    if library.regcomp(room, pattern.encode(), 1):
        return False
    library.regfree(room)
    return True


def test_name_servers_and_proxies_take_whatever_is_taken_here(tmp_path: Path) -> None:
    taken = [regexp for regexp in [*GOOD, *invented(1, 20_000)] if is_taken(regexp)]
    assert len(taken) > 300
    bind.accept(zone_of(taken), "f.example", tmp_path, "-k", "fail", "-i", "none")
    for regexp in taken[len(GOOD) :]:
        pattern = regexp[1:].replace("\\\\", "\0").replace("\\!", "\1").split("!")[0]
        assert compiles(pattern.replace("\1", "\\!").replace("\0", "\\\\")), regexp


def test_the_doctor_finds_one_that_is_stored(quick_dns: DnsScene) -> None:
    record = quick_dns.record("n", "NAPTR", naptr("!^.*$!sip:x@y.example!"))
    assert examine(quick_dns.world.database) == []
    for column in ("value", "rdata"):
        quick_dns.world.sql(f"UPDATE dns_records SET {column} = replace({column}, '.example!', '.example')")
    (finding,) = examine(quick_dns.world.database)
    assert finding.text.startswith(f"DNS record {record['id']}, NAPTR at n.example.com, would be refused today: ")
    assert "RFC 3402" in finding.text
    assert "y.example" not in finding.text
