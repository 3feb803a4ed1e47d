# SPDX-License-Identifier: Apache-2.0
"""What counts as a host and as digits of the telephone network (sip.md 4.5)."""

import pytest

from ngnprov.errors import InvalidValue
from ngnprov.ports.sip import names


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("SBC.Example.COM", "sbc.example.com"),
    ],
)
def test_a_host_is_stored_in_one_form(written: str, stored: str) -> None:
    assert names.host(written, "f") == stored


@pytest.mark.parametrize(
    "written",
    [
        *("", "10.0.0", "10.0.0.0/8", "10.0.0.01", "fe80::1%eth0", "localhost", "a b.example"),
        *("]10.0.0.1[", "[10.0.0.1]", "[[2001:db8::1]]", "[2001:db8::1", "2001:db8::1]", "[]", "["),
    ],
)
def test_what_is_no_host_is_refused(written: str) -> None:
    with pytest.raises(InvalidValue):
        names.host(written, "f")


def test_a_time_zone_is_the_same_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "available_timezones", lambda: {"Europe/Amsterdam", "localtime"})
    names._timezones.cache_clear()
    try:
        assert names.timezone("Europe/Amsterdam", "f") == "Europe/Amsterdam"
        with pytest.raises(InvalidValue):
            names.timezone("localtime", "f")
    finally:
        names._timezones.cache_clear()


@pytest.mark.parametrize("written", ["", "00", "0031", "00" + "1" * 15])
def test_a_prefix_of_destinations_is_00_and_e164(written: str) -> None:
    assert names.pstn_prefix(written, "f") == written


@pytest.mark.parametrize("written", ["0", "31", "+31", "000", "0031x", "00" + "1" * 16, "0031\n", "00٣"])
def test_what_no_destination_begins_with_is_refused(written: str) -> None:
    with pytest.raises(InvalidValue):
        names.pstn_prefix(written, "f")


@pytest.mark.parametrize("written", ["", "+", "+31", "9#", "*31#", "0" * 32])
def test_digits_may_be_put_in_front(written: str) -> None:
    assert names.dialled(written, "f") == written


@pytest.mark.parametrize("written", ["3+1", "a", "0" * 33, "1 2", "1%"])
def test_what_cannot_be_dialled_is_refused(written: str) -> None:
    with pytest.raises(InvalidValue):
        names.dialled(written, "f")
