# SPDX-License-Identifier: Apache-2.0
"""What is asked of a Kazoo, and that nothing of what it answers does harm: bounds, shapes, words."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ngnprov.outgoing.client import Outgoing
from ngnprov.ports.tenant.connections.adapters import asking, kazoo
from ngnprov.ports.tenant.connections.adapters.asking import Access, Asking, NotAsked, Person
from tests.support.kazoo import LOOPBACK, running
from tests.support.receiver import Received, Receiver, Reply

OUT = Outgoing(LOOPBACK)
LOGGED_IN = {"auth_token": "t0ken", "data": {"account_id": "a1"}, "status": "success"}
ANNA = {"id": "u1", "email": "Anna@Example.COM", "first_name": "Anna", "last_name": "Berg"}


def ask(url: str, *, users: int = 100, seconds: float = 60, account: str = "", below: bool = False) -> list[Person]:
    access = Access(url, account, "k3y", below)
    return kazoo.discover(Asking(OUT, seconds, users), access)


def telling(users: Any, login: Any = LOGGED_IN) -> Callable[[Received], Reply]:
    """A platform that answers with these envelopes."""

    def answer(received: Received) -> Reply:
        envelope = login if received.method == "PUT" else users
        content = envelope if isinstance(envelope, bytes) else json.dumps(envelope).encode()
        return 200, {"Content-Type": "application/json"}, content

    return answer


def refused(answer: Callable[[Received], Reply | int], **options: Any) -> str:
    with Receiver(answer) as receiver, pytest.raises(NotAsked) as caught:
        ask(receiver.url, **options)
    assert "t0ken" not in str(caught.value)
    assert "k3y" not in str(caught.value)
    return str(caught.value)


def test_what_is_sent_is_what_the_documentation_says() -> None:
    with Receiver(telling({"data": [ANNA]})) as receiver:
        assert ask(receiver.url, account="a/7") == [Person("u1", "a/7", "Anna@example.com", "Anna Berg")]
    login, users = receiver.received
    assert (login.method, login.path, json.loads(login.body)) == ("PUT", "/v2/api_auth", {"data": {"api_key": "k3y"}})
    assert (users.method, urlsplit(users.path).path) == ("GET", "/v2/accounts/a%2F7/users")
    assert (users.headers["x-auth-token"], users.headers["accept"]) == ("t0ken", "application/json")
    assert "k3y" not in users.path


def test_pages_are_followed_to_the_last_one_and_all_accounts_below() -> None:
    with running() as platform:
        top = platform.add_account("Top")
        below = platform.add_account("Below", above=platform.add_account("Between", above=top))
        other = platform.add_account("Other")
        for number in range(450):
            platform.add_user(top, f"u{number}@example.com", f"U{number}", "")
        platform.add_user(below, "deep@example.com", "Deep", "")
        platform.add_user(other, "other@example.com", "Other", "")
        access = Access(platform.url, "", platform.add_key(top), with_sub_accounts=True)
        found = kazoo.discover(Asking(OUT, 60, 1000), access)
    assert len({each.email for each in found}) == 451
    assert [each.account for each in found if each.email == "deep@example.com"] == [below]
    assert len([each for each in platform.requests if f"{top}/users" in each]) == 3


def test_an_account_that_is_not_shown_to_the_key_is_said() -> None:
    with running() as platform:
        key, other = platform.add_key(platform.add_account("Mine")), platform.add_account("Other")
        with pytest.raises(NotAsked, match="no such account, or does not show it"):
            kazoo.discover(Asking(OUT, 60, 100), Access(platform.url, other, key, with_sub_accounts=False))
        with pytest.raises(NotAsked, match="refuses the key"):
            kazoo.discover(Asking(OUT, 60, 100), Access(platform.url, "", "x", with_sub_accounts=False))


@pytest.mark.parametrize(
    "users",
    [
        *(b"", b"<html>", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"data": ' + b"9" * 10_000 + b"}"),
        *({"data": None}, {"data": {}}, {"data": "users"}, {"data": [1]}, {"data": [[]]}, {}),
        *({"data": [{"id": id}]} for id in (None, 7, "", "a" * 129, "a\nb", "\ud800", ["u"])),
        {"data": [ANNA], "next_start_key": 7},
        {"data": [ANNA], "next_start_key": "a\r\nb"},
        {"data": [ANNA], "next_start_key": "k" * 5000},
    ],
    ids=lambda value: repr(value)[:30],
)
def test_an_answer_of_another_shape_is_refused(users: Any) -> None:
    assert refused(telling(users))


@pytest.mark.parametrize(
    "login",
    [
        {},
        {"auth_token": "t0ken"},
        {"auth_token": "t0ken", "data": {"account_id": 7}},
        {"auth_token": "t0ken\r\nX-Evil: 1", "data": {"account_id": "a1"}},
        {"auth_token": "", "data": {"account_id": "a1"}},
    ],
)
def test_a_token_that_is_none_is_refused(login: Any) -> None:
    assert refused(telling({"data": []}, login)) == "its answer to api_auth has no token, or no account"


@pytest.mark.parametrize(("status", "words"), [(302, "redirect"), (500, "status 500"), (429, "status 429")])
def test_another_status_is_said_and_a_redirect_is_not_followed(status: int, words: str) -> None:
    with Receiver() as other:
        assert words in refused(lambda _: (status, {"Location": other.url}, b'{"message": "t0ken k3y"}'))
    assert not other.received


def test_pages_that_do_not_end_are_left() -> None:
    assert "do not end" in refused(telling({"data": [ANNA], "next_start_key": "again"}))
    count = iter(range(10_000))

    def another(received: Received) -> Reply:
        return telling({"data": [], "next_start_key": f"k{next(count)}"})(received)

    assert "requests" in refused(another)
    assert next(count) <= asking.MOST_REQUESTS


def test_pages_that_go_round_in_a_circle_are_left() -> None:
    def round_and_round(received: Received) -> Reply:
        asked = parse_qs(urlsplit(received.path).query).get("start_key", [""])[0]
        return telling({"data": [ANNA], "next_start_key": {"": "a", "a": "b", "b": "c", "c": "a"}[asked]})(received)

    with Receiver(round_and_round) as receiver, pytest.raises(NotAsked, match="do not end"):
        ask(receiver.url)
    assert len(receiver.received) == 5


def test_more_accounts_than_can_be_asked_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST_ACCOUNTS", 10)
    with running() as platform:
        top = platform.add_account("Top")
        access = Access(platform.url, top, platform.add_key(top), with_sub_accounts=True)
        for _ in range(10):
            platform.add_account("Below", above=top)
        assert kazoo.discover(Asking(OUT, 60, 100), access) == []
        asked = len(platform.requests)
        platform.add_account("Below", above=top)
        with pytest.raises(NotAsked, match="more than 10 accounts below this one"):
            kazoo.discover(Asking(OUT, 60, 100), access)
    assert len(platform.requests) == asked + 2


def test_more_users_and_more_bytes_than_are_taken_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [{**ANNA, "id": f"u{number}"} for number in range(11)]
    assert "more than 10 users" in refused(telling({"data": many}), users=10)
    monkeypatch.setattr(asking, "MOST_BYTES", 1000)
    assert "more than 1000 bytes" in refused(telling({"data": [{**ANNA, "note": "x" * 1000}]}))


def test_all_together_ends_in_time() -> None:
    assert refused(telling({"data": [ANNA], "next_start_key": "again"}), seconds=0.0) == "it takes more than 0 seconds"


def test_ids_that_come_twice_are_one_and_names_can_be_stored() -> None:
    strange = {"id": "u2", "email": "no address", "first_name": "A\x00\u202e\ud800\n", "last_name": "B" * 300}
    with Receiver(
        telling({"data": [ANNA, {**ANNA, "first_name": "Again"}, strange, {"id": "u3", "email": 7}]})
    ) as there:
        found = ask(there.url)
    assert [each.external_id for each in found] == ["u1", "u2", "u3"]
    assert found[0].name == "Anna Berg"
    assert (found[1].email, found[2].email, found[2].name) == ("", "", "")
    assert found[1].name.isprintable()
    assert len(found[1].name) == 128


def test_sub_accounts_that_name_themselves_again_are_asked_once() -> None:
    def answer(received: Received) -> Reply:
        path = urlsplit(received.path).path
        accounts = [{"id": "a1"}, {"id": "a2"}, {"id": "a2"}]
        return telling({"data": accounts if path.endswith("descendants") else [ANNA]})(received)

    with Receiver(answer) as receiver:
        assert len(ask(receiver.url, below=True)) == 1
    asked = [each.path for each in receiver.received if "/users" in each.path]
    assert len(asked) == 2
    assert parse_qs(urlsplit(asked[0]).query)["page_size"] == ["200"]
