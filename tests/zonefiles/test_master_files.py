# SPDX-License-Identifier: Apache-2.0
"""Master files, serials and mailboxes of DNS."""

import pytest

from ngnprov.zonefiles import master_files
from ngnprov.zonefiles.master_files import Entry, Soa

SOA = Soa("ns1.example.net", "hostmaster.example.com", 2026112401, 10800, 3600, 604800, 3600, 7200)


def test_a_zone_is_written_relative_to_its_origin() -> None:
    entries = [
        Entry("example.com", 60, "MX", "10 mail.example.com."),
        Entry("www.example.com", 3600, "A", "192.0.2.1"),
        Entry("elsewhere.example.org", 5, "TXT", '"a b"'),
        Entry("notexample.com", 5, "TXT", '"x"'),
    ]
    assert list(master_files.lines("example.com", SOA, ["ns1.example.net", "ns2.example.net"], entries)) == [
        "$ORIGIN example.com.",
        "$TTL 3600",
        "@ 7200 IN SOA ns1.example.net. hostmaster.example.com. 2026112401 10800 3600 604800 3600",
        "@ 7200 IN NS ns1.example.net.",
        "@ 7200 IN NS ns2.example.net.",
        "@ 60 IN MX 10 mail.example.com.",
        "www 3600 IN A 192.0.2.1",
        'elsewhere.example.org. 5 IN TXT "a b"',
        'notexample.com. 5 IN TXT "x"',
    ]


@pytest.mark.parametrize(
    ("mailbox", "name"),
    [
        ("hostmaster@Example.com", "hostmaster.example.com"),
        ("first.last@example.com.", "first\\.last.example.com"),
        ("hostmaster.example.com", "hostmaster.example.com"),
    ],
)
def test_a_mailbox_is_a_name(mailbox: str, name: str) -> None:
    assert master_files.rname(mailbox) == name


def test_a_serial_tells_the_day_and_never_falls() -> None:
    assert master_files.next_serial(0, "2026-11-24 20:00:00") == 2026112401
    assert master_files.next_serial(2026112401, "2026-11-24") == 2026112402
    assert master_files.next_serial(2026112499, "2026-11-24") == 2026112500
    assert master_files.next_serial(2026112501, "2026-11-24") == 2026112502
    assert master_files.next_serial(2026120101, "2026-11-24") == 2026120102
    with pytest.raises(OverflowError):
        master_files.next_serial(master_files.HIGHEST_SERIAL, "2026-11-24")
