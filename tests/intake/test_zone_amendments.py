# SPDX-License-Identifier: Apache-2.0
"""What ``ngnprov zone import`` does with everyday files, by the rules D-F, D-G, D-I, D-J and D-L."""

import io
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ngnprov.cli import main
from tests.ports.dns.conftest import DnsScene
from tests.support.bind import accept
from tests.support.commands import done, refused, run, written

COMMAND = ("zone", "import")
HEAD = """\
$ORIGIN f.example.
$TTL 300
@ IN SOA ns1.provider.test. hostmaster.provider.test. 2024010101 10800 3600 604800 3600
@ IN NS ns1.provider.test.
"""
SAME_TARGET = HEAD + "host IN A 192.0.2.1\n_sip._udp IN SRV 0 100 5060 host\n_sip._udp IN SRV 1 100 5060 host\n"
ZEROS = """\
$ORIGIN f.example.
$TTL 300
@ 0 IN SOA ns1.provider.test. hostmaster.provider.test. 2024010101 10800 3600 604800 0
@ 0 IN NS ns1.provider.test.
dyn 0 IN A 192.0.2.1
"""
WITHOUT_TTL = """\
$ORIGIN f.example.
@ IN SOA ns1.provider.test. hostmaster.provider.test. 2024010101 10800 3600 604800 86400
 IN NS ns1.provider.test.
www A 192.0.2.1
"""
SIGNED = """\
@ DNSKEY 256 3 13 aGVsbG8=
@ RRSIG SOA 13 2 300 20990101000000 20240101000000 1 f.example. aGVsbG8=
www A 192.0.2.1
www RRSIG A 13 3 300 20990101000000 20240101000000 1 f.example. aGVsbG8=
www NSEC f.example. A RRSIG NSEC
@ HINFO this is not even HINFO
"""
ANY = r"""
@      CAA   0 issue "ca.example; policy=ev"
sub    NS    ns1.provider.test.
sub    DS    60485 13 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A
_25._tcp.mail TLSA 3 1 1 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A
host   SSHFP 4 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A
www    HTTPS 1 . alpn="h2,h3" ipv4hint="192.0.2.1"
alias  HTTPS 0 www
_dns   SVCB  1 dns.example.net. alpn=dot port=853
plain  TYPE257 \# 15 00056973737565 63612e6578616d70
"""


def published(dns: DnsScene, tmp_path: Path) -> list[str]:
    """The exported zone, which BIND accepts."""
    text = done(dns.world, "zone", "export", "f.example")
    accept(text, "f.example", tmp_path)
    return text.splitlines()


def test_d_g_same_name_and_target_with_other_priority_are_different_records(dns: DnsScene, tmp_path: Path) -> None:
    more = "@ MX 10 mail\n@ MX 20 mail\n_sip._udp SRV 0 100 5061 host\n_sip._udp SRV 0 1 5060 host\nmail A 192.0.2.2\n"
    file = written(tmp_path, SAME_TARGET + more)
    assert done(dns.world, *COMMAND, file) == "added f.example with 8 records\n"
    lines = published(dns, tmp_path)
    assert [line for line in lines if " SRV " in line] == [
        "_sip._udp 300 IN SRV 0 100 5060 host.f.example.",
        "_sip._udp 300 IN SRV 1 100 5060 host.f.example.",
        "_sip._udp 300 IN SRV 0 100 5061 host.f.example.",
        "_sip._udp 300 IN SRV 0 1 5060 host.f.example.",
    ]
    assert [line for line in lines if " MX " in line] == [
        "@ 300 IN MX 10 mail.f.example.",
        "@ 300 IN MX 20 mail.f.example.",
    ]


def test_d_i_a_zero_is_told_by_its_line_and_nothing_is_added(dns: DnsScene, tmp_path: Path) -> None:
    ttl = "a TTL of 0 is not kept here, where 0 means the default"
    assert refused(dns.world, *COMMAND, written(tmp_path, ZEROS)) == [
        f"line 3: {ttl}",
        "line 3: minimum of 0 is not kept here, where 0 means the default",
        f"line 4: {ttl}",
        f"line 5: {ttl}",
        "4 problems, so nothing was added",
    ]


@pytest.mark.parametrize(("place", "timer"), list(enumerate(("refresh", "retry", "expire", "minimum"))))
def test_d_i_every_timer_of_a_soa_may_be_the_zero(quick_dns: DnsScene, tmp_path: Path, place: int, timer: str) -> None:
    timers = ["1", "1", "1", "1"]
    timers[place] = "0"
    text = HEAD.replace("10800 3600 604800 3600", " ".join(timers))
    said, _ = refused(quick_dns.world, *COMMAND, written(tmp_path, text))
    assert said == f"line 3: {timer} of 0 is not kept here, where 0 means the default"


def test_d_i_a_zero_that_is_inherited_is_told_where_it_is_used(quick_dns: DnsScene, tmp_path: Path) -> None:
    text = HEAD.replace("$TTL 300", "$TTL 0").replace("@ IN", "@ 60 IN") + "a A 192.0.2.1\nb 60 A 192.0.2.1\n"
    assert [line[:6] for line in refused(quick_dns.world, *COMMAND, written(tmp_path, text))] == ["line 5", "1 prob"]


def test_d_l_without_a_ttl_all_take_the_minimum(dns: DnsScene, tmp_path: Path) -> None:
    assert done(dns.world, *COMMAND, written(tmp_path, WITHOUT_TTL)) == "added f.example with 1 record\n"
    lines = published(dns, tmp_path)
    assert [line.split()[1] for line in lines[2:]] == ["86400"] * 3
    assert dns.root.getZone(zone="f.example")["ttl"] == 86400


def test_d_l_a_ttl_that_is_said_is_inherited_by_what_follows(quick_dns: DnsScene, tmp_path: Path) -> None:
    """RFC 1035 5.1, which RFC 2308 4 leaves as it is where there is no $TTL; so named reads it."""
    text = WITHOUT_TTL + "a 60 A 192.0.2.1\nb A 192.0.2.1\n"
    done(quick_dns.world, *COMMAND, written(tmp_path, text))
    lines = published(quick_dns, tmp_path)
    assert lines[-3:] == ["a 60 IN A 192.0.2.1", "b 60 IN A 192.0.2.1", "www 86400 IN A 192.0.2.1"]


def test_d_f_types_of_everyday_zones_come_in_as_they_are_exported(dns: DnsScene, tmp_path: Path) -> None:
    assert done(dns.world, *COMMAND, written(tmp_path, HEAD + ANY)) == "added f.example with 9 records\n"
    lines = published(dns, tmp_path)
    assert '@ 300 IN CAA 0 issue "ca.example; policy=ev"' in lines
    assert any(line.startswith("www 300 IN HTTPS 1 . alpn=") for line in lines)
    again = "\n".join(lines).replace("f.example.", "g.example.")
    done(dns.world, *COMMAND, written(tmp_path, again))
    assert done(dns.world, "zone", "export", "g.example").splitlines()[3:] == again.splitlines()[3:]


def test_d_f_a_type_that_is_not_kept_is_refused_by_its_line(quick_dns: DnsScene, tmp_path: Path) -> None:
    assert refused(quick_dns.world, *COMMAND, written(tmp_path, HEAD + SIGNED)) == [
        "line 5: type DNSKEY is not kept here",
        "line 6: type RRSIG is not kept here",
        "line 8: type RRSIG is not kept here",
        "line 9: type NSEC is not kept here",
        "line 10: type HINFO is not kept here",
        "5 problems, so nothing was added",
    ]


def test_d_f_or_passed_over_on_request_and_told_by_its_line(dns: DnsScene, tmp_path: Path) -> None:
    result = run(dns.world, *COMMAND, written(tmp_path, HEAD + SIGNED), "--skip-unsupported")
    assert (result.exit_code, result.stdout) == (0, "added f.example with 1 record\n")
    assert result.stderr.splitlines() == [
        "remark: line 5: type DNSKEY is not kept here, and was passed over",
        "remark: line 6: type RRSIG is not kept here, and was passed over",
        "remark: line 8: type RRSIG is not kept here, and was passed over",
        "remark: line 9: type NSEC is not kept here, and was passed over",
        "remark: line 10: type HINFO is not kept here, and was passed over",
    ]
    published(dns, tmp_path)


@pytest.mark.parametrize("line", ["$INCLUDE other", "$GENERATE 1-9 h$ A 192.0.2.$", "$NONSENSE", "a NONSENSE x"])
def test_d_f_what_could_be_anything_is_never_passed_over(quick_dns: DnsScene, tmp_path: Path, line: str) -> None:
    file = written(tmp_path, f"{HEAD}{line}\n")
    (said, _) = refused(quick_dns.world, *COMMAND, file, "--skip-unsupported")
    assert said.startswith("line 5: ")


def test_repeated_lines_count_once_and_are_told(dns: DnsScene, tmp_path: Path) -> None:
    soa, server = HEAD.splitlines()[2:]
    repeated = f"a A 192.0.2.1\nA 60 A 192.0.2.1\na MX 1 m\na MX 1 m\na MX 2 m\nt CNAME a\nt CNAME a\n{server}\n{soa}\n"
    result = run(dns.world, *COMMAND, written(tmp_path, HEAD + repeated))
    assert (result.exit_code, result.stdout) == (0, "added f.example with 4 records\n")
    told = "repeats an earlier line, and counts once"
    assert result.stderr.splitlines() == [f"remark: line {line}: {told}" for line in (6, 8, 11, 12, 13)]
    assert "a 300 IN A 192.0.2.1" in published(dns, tmp_path)


@pytest.mark.parametrize(
    ("command", "text", "told"),
    [
        (COMMAND, HEAD, "added f.example with 0 records\n"),
        (("zone", "import-records"), "zone,name,type,value\nexample.com,a,A,192.0.2.1\n", "added 1 record\n"),
    ],
)
def test_a_dash_is_standard_input(
    quick_dns: DnsScene, tmp_path: Path, command: tuple[str, ...], text: str, told: str
) -> None:
    settings = quick_dns.world.settings
    where = ["--database", str(settings.database.url), "--key-file", str(settings.keys.file)]
    result = CliRunner().invoke(main, [*command, "-", *where], input=io.BytesIO(text.encode()))
    assert (result.exit_code, result.stdout, result.stderr) == (0, told, ""), result.output
    assert not list(Path.cwd().glob("-"))
    assert sys.stdin is not None


def test_the_option_for_the_origin_is_named_where_it_is_missed(quick_dns: DnsScene, tmp_path: Path) -> None:
    text = HEAD.split("\n", 1)[1]
    said = refused(quick_dns.world, *COMMAND, written(tmp_path, text))
    assert said == [
        "line 2: the name is relative, and the origin is not known: --origin NAME says it",
        "1 problem, so nothing was added",
    ]
    assert done(quick_dns.world, *COMMAND, written(tmp_path, text), "--origin", "f.example") != ""


def test_windows_lines_are_no_matter(quick_dns: DnsScene, tmp_path: Path) -> None:
    text = SAME_TARGET.replace("\n", "\r\n")
    assert done(quick_dns.world, *COMMAND, written(tmp_path, text)) == "added f.example with 3 records\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("x A 300.1.1.1", "A: the value must be an IPv4 address such as 192.0.2.1 (RFC 1035 3.4.1)"),
        ("x AAAA 192.0.2.1", "AAAA: the value must be an IPv6 address such as 2001:db8::1 (RFC 4291 2.2)"),
        ("x MX mail", "MX: the value must be "),
        ("x 1y A 192.0.2.1", "the TTL is not a number of seconds"),
        ("x NONSENSE 1", "the type is not known"),
        (f"{'x' * 64} A 192.0.2.1", "the name is none: labels of 1 to 63 octets"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_in_our_words(
    quick_dns: DnsScene, tmp_path: Path, line: str, told: str
) -> None:
    said = refused(quick_dns.world, *COMMAND, written(tmp_path, HEAD + line + "\n"))
    assert len(said) == 2
    assert f": {told}" in said[0]
