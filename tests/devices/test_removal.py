# SPDX-License-Identifier: Apache-2.0
"""What was removed goes away on the phone, because it is told of each time: a phone keeps what it is not told of."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngnprov.devices.configuration import KINDS, Key
from ngnprov.devices.formats import FORMATS
from tests.devices.examples import FULL, LINE, MAC, NOBODY, URL, rendered
from tests.devices.parsers import PARSERS, keys

DESKS = ("grandstream", "snom", "yealink")
ANY_KEYS = st.lists(
    st.builds(Key, st.integers(1, 128), st.sampled_from(KINDS), st.just("1002"), st.just("Anna")), max_size=20
)
formats = pytest.mark.parametrize("name", list(FORMATS))


@formats
def test_all_that_a_full_phone_is_told_of_one_of_nobody_is_told_of_too(name: str) -> None:
    full, nobody = PARSERS[name](rendered(name, FULL)), PARSERS[name](rendered(name, NOBODY))
    assert full.keys() == nobody.keys()


@formats
def test_nothing_of_the_account_is_left_for_nobody(name: str) -> None:
    file, login = rendered(name, NOBODY), LINE.credentials
    texts = (
        login.username,
        login.password,
        login.ha1,
        login.realm,
        LINE.server.host,
        LINE.label,
        "Jörg",
        "1002",
        "Anna",
    )
    assert not [text for text in texts if text.encode() in file]


@formats
@settings(deadline=None, max_examples=40)
@given(before=ANY_KEYS, after=ANY_KEYS)
def test_every_place_is_told_of_whatever_keys_there_are(name: str, before: Sequence[Key], after: Sequence[Key]) -> None:
    first, second = (PARSERS[name](rendered(name, replace(FULL, keys=each))) for each in (before, after))
    assert first.keys() == second.keys()


@pytest.mark.parametrize("name", DESKS)
def test_a_key_that_is_gone_is_told_to_be_none(name: str) -> None:
    places = {key.place for key in FULL.keys}
    assert places - keys(name, rendered(name, FULL)).keys() <= ({1, 2} if name == "grandstream" else set())
    assert keys(name, rendered(name, replace(FULL, keys=()))).keys() <= {1}
    assert keys(name, rendered(name, NOBODY)) == {}


@formats
def test_where_the_keys_stand_in_the_list_does_not_matter(name: str) -> None:
    assert rendered(name, FULL) == rendered(name, replace(FULL, keys=FULL.keys[::-1]))


@pytest.mark.parametrize("name", DESKS)
def test_a_place_beyond_all_others_is_told_of(name: str) -> None:
    assert 130 in keys(name, rendered(name, replace(FULL, keys=[Key(130, "blf", "1002")])))


@pytest.mark.parametrize("name", DESKS)
def test_a_place_before_the_first_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"keys\.0\.place"):
        rendered(name, replace(FULL, keys=[Key(0, "blf", "1002")]))


@formats
def test_a_server_that_does_not_know_its_address_changes_none(name: str) -> None:
    """A phone that is told no address to fetch from would fetch no more."""
    server = {
        "acrobits": set[str](),
        "grandstream": {"P212", "P237"},
        "lpconfig": {"misc.config-uri"},
        "snom": {"setting_server"},
        "yealink": {"static.auto_provision.server.url"},
    }[name]
    told, silent = (PARSERS[name](rendered(name, replace(FULL, url=url))) for url in (URL, ""))
    assert told.keys() - silent.keys() == server
    assert not [value for value in silent.values() if "directory.xml" in value or "https:" in value]
    assert MAC not in "".join(told[each] for each in server)
