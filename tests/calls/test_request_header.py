# SPDX-License-Identifier: Apache-2.0
"""The header ``request`` as clients write it, well and badly, and the HTTP header beside it (docs/contract/request.md 1, 3)."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

import pytest

from ngnprov.calls import runner
from ngnprov.settings.sections import RequestSettings
from tests.support.caller import Caller, Fault, read_answer
from tests.support.scene import Scene
from tests.support.world import Answer, World

Edit = Callable[[bytes], bytes]
NEW = {"username": "new", "password": "p"}


@pytest.fixture(params=["encoded", "literal"])
def admin(request: pytest.FixtureRequest, sqlite_world: World) -> Caller:
    return sqlite_world.call(request.param)


def sent(world: World, caller: Caller, account: Mapping[str, Any] = NEW, edit: Edit = bytes, **headers: str) -> Answer:
    """The HTTP answer to addAccount, the request having been edited."""
    path = "/" if caller.dialect == "encoded" else "/soap/customer/"
    return world.request(edit(caller.envelope("addAccount", {"account": account})), path, **headers)


def fault(answer: Answer) -> Fault:
    with pytest.raises(Fault) as caught:
        read_answer(answer.body, None)
    return caught.value


def body(answer: Answer) -> bytes:
    return answer.body[answer.body.index(b"<SOAP-ENV:Body>") :]


def is_replayed(answer: Answer) -> bool:
    assert answer.status == 200, answer.body
    told = answer.headers.get("Idempotent-Replayed")
    assert told in (None, "true")
    return told is not None


def replacing(old: str, new: str) -> Edit:
    def edit(request: bytes) -> bytes:
        assert old.encode() in request
        return request.replace(old.encode(), new.encode())

    return edit


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("id", "x" * 129, 101),
        ("id", "tab\there", 101),
        ("id", "line\nbreak", 101),
        ("id", "no\u200bwidth", 101),
        ("dryRun", "maybe", 100),
        ("ifVersion", "five", 100),
        ("ifVersion", "0", 101),
        ("ifVersion", "2147483648", 101),
        ("onBehalfOf", "x" * 256, 101),
        ("onBehalfOf", "bell\x85", 101),
    ],
)
def test_a_member_that_is_not_allowed_is_named(
    sqlite_world: World, admin: Caller, member: str, value: str, code: int
) -> None:
    before = sqlite_world.fingerprint()
    refused = fault(sent(sqlite_world, admin.asking(**{member: value})))
    assert (refused.code, refused.field) == (code, f"request.{member}")
    assert sqlite_world.fingerprint() == before


def test_an_empty_id_is_refused_and_a_long_one_is_as_it_was_sent(sqlite_world: World, admin: Caller) -> None:
    typed = replacing("<o:id></o:id>", '<o:id xsi:type="xsd:string"></o:id>')
    for edit in (typed, bytes):  # elsewhere an untyped empty element is null
        refused = fault(sent(sqlite_world, admin.asking(id=""), edit=edit))
        assert (refused.code, refused.field) == (101, "request.id")
    longest = " ü & <x> " + "x" * 119
    assert not is_replayed(sent(sqlite_world, admin.asking(id=longest)))
    assert is_replayed(sent(sqlite_world, admin.asking(id=longest)))
    assert sqlite_world.sql("SELECT key FROM idempotency") == [(longest,)]


@pytest.mark.parametrize(
    "written",
    [
        '<o:request xmlns:o="urn:ngnprov" SOAP-ENV:mustUnderstand="1"><o:id>x</o:id></o:request>',
        '<request xmlns="urn:ngnprov"><id>x</id><later><than/>us</later></request>',
        '<o:request xmlns:o="urn:ngnprov"><id xsi:type="xsd:string">x</id></o:request>',
        '<o:RequestOptions xmlns:o="urn:ngnprov"><id>x</id></o:RequestOptions>',
        "<request><id>x</id></request>",
        '<o:request xmlns:o="urn:ngnprov" xmlns:m="http://xml.apache.org/xml-soap" xsi:type="m:Map">'
        "<item><key>id</key><value>x</value></item></o:request>",
    ],
    ids=["must understand", "unknown members", "unqualified members", ".NET", "suds", "Map of PHP"],
)
def test_the_header_is_read_as_clients_write_it(sqlite_world: World, admin: Caller, written: str) -> None:
    with_header = replacing("</SOAP-ENV:Header>", f"{written}</SOAP-ENV:Header>")
    first = sent(sqlite_world, admin, edit=with_header)
    again = sent(sqlite_world, admin, edit=with_header)
    assert (is_replayed(first), is_replayed(again)) == (False, True)
    assert body(first) == body(again)
    assert b'<reply xmlns="urn:ngnprov">' in first.body


def test_a_header_of_that_name_in_another_namespace_is_somebody_elses(sqlite_world: World, admin: Caller) -> None:
    foreign = replacing('xmlns:o="urn:ngnprov"', 'xmlns:o="urn:other"')
    caller = admin.asking(id="x", dryRun=True)
    answer = sent(sqlite_world, caller, edit=foreign)
    assert (answer.status, b"<reply" in answer.body) == (200, False)
    assert sqlite_world.sql("SELECT count(*) FROM customers") == [(1,)]
    required = replacing("<o:request ", '<o:request SOAP-ENV:mustUnderstand="1" ')
    refused = fault(sent(sqlite_world, caller, edit=lambda request: required(foreign(request))))
    assert (refused.faultcode.rpartition(":")[2], refused.code, refused.field) == ("MustUnderstand", 101, "request")
    elsewhere = replacing("<o:request ", '<o:request SOAP-ENV:actor="urn:gateway" ')
    refused = fault(sent(sqlite_world, caller, edit=elsewhere))
    assert refused.code == 5001, "it was not asked of this server"


def test_an_empty_version_is_refused_and_one_that_is_nil_is_none(sqlite_world: World, admin: Caller) -> None:
    empty = "<o:ifVersion></o:ifVersion>"
    for written in (empty, '<o:ifVersion xsi:type="xsd:int"/>', "<o:ifVersion> </o:ifVersion>"):
        refused = fault(sent(sqlite_world, admin.asking(ifVersion=""), edit=replacing(empty, written)))
        assert refused.field == "request.ifVersion", written
        assert refused.code in (100, 101)
    nil = replacing(empty, '<o:ifVersion xsi:nil="true"/>')
    assert sent(sqlite_world, admin.asking(ifVersion=""), edit=nil).status == 200


def test_two_headers_are_refused(sqlite_world: World, admin: Caller) -> None:
    twice = replacing("</SOAP-ENV:Header>", '<o:request xmlns:o="urn:ngnprov"/></SOAP-ENV:Header>')
    refused = fault(sent(sqlite_world, admin.asking(id="x"), edit=twice))
    assert (refused.code, refused.text) == (101, "the envelope has two request headers")


def test_the_login_is_looked_at_first(sqlite_world: World) -> None:
    stranger = sqlite_world.call(password="wrong")
    assert fault(sent(sqlite_world, stranger.asking(id="x" * 129))).code == 901


@pytest.mark.parametrize("key", ["order 4711", '"order 4711"', '  "order 4711"\t', "order 4711 "])
def test_the_key_of_http_alone_gives_the_whole_answer_again(sqlite_world: World, admin: Caller, key: str) -> None:
    first = sent(sqlite_world, admin, HTTP_IDEMPOTENCY_KEY=key)
    again = sent(sqlite_world, admin, HTTP_IDEMPOTENCY_KEY=key)
    assert (is_replayed(first), is_replayed(again)) == (False, True)
    assert (again.status, again.body) == (first.status, first.body)
    assert b"<reply" not in first.body
    assert sqlite_world.sql("SELECT key FROM idempotency") == [("order 4711",)]
    by_header = sent(sqlite_world, admin.asking(id="order 4711"))
    assert is_replayed(by_header), "it is another way to give the same id"
    assert body(by_header) == body(first)


def test_a_quoted_key_may_hold_quotes(sqlite_world: World, admin: Caller) -> None:
    assert not is_replayed(sent(sqlite_world, admin.asking(id='a "b" \\c'), HTTP_IDEMPOTENCY_KEY=r'"a \"b\" \\c"'))


@pytest.mark.parametrize("key", ["", '""', "x" * 129, "tab\there"])
def test_a_key_that_is_none_is_refused(sqlite_world: World, admin: Caller, key: str) -> None:
    refused = fault(sent(sqlite_world, admin, HTTP_IDEMPOTENCY_KEY=key))
    assert (refused.code, refused.field) == (101, "Idempotency-Key")


def test_both_ways_must_name_one_id(sqlite_world: World, admin: Caller) -> None:
    before = sqlite_world.fingerprint()
    refused = fault(sent(sqlite_world, admin.asking(id="a"), HTTP_IDEMPOTENCY_KEY="b"))
    assert (refused.code, refused.field) == (101, "request.id")
    assert sqlite_world.fingerprint() == before
    assert not is_replayed(sent(sqlite_world, admin.asking(id="a"), HTTP_IDEMPOTENCY_KEY='"a"'))


def other_contents(world: World) -> dict[str, Callable[[], object]]:
    """Calls with the id ``x`` that ask for something else than addAccount with it does."""
    admin = world.call()
    impersonated = world.call(impersonate=1)  # the one that the first call has made
    return {
        "another argument": lambda: admin.asking(id="x").addAccount(account={**NEW, "city": "Köln"}),
        "another operation": lambda: admin.asking(id="x").deleteAccount(id=1),
        "another dialect": lambda: world.call("literal").asking(id="x").addAccount(account=NEW),
        "for another entry": lambda: impersonated.asking(id="x").addAccount(account=NEW),
        "on behalf of another": lambda: admin.asking(id="x", onBehalfOf="Erika").addAccount(account=NEW),
        "of a version": lambda: admin.asking(id="x", ifVersion=1).addAccount(account=NEW),
    }


def test_an_id_that_was_used_for_other_content_is_refused(world: World) -> None:
    world.call().asking(id="x").addAccount(account=NEW)
    before = world.fingerprint()
    for name, call in other_contents(world).items():
        with pytest.raises(Fault) as caught:
            call()
        assert (caught.value.code, caught.value.field) == (904, "request.id"), name
    assert world.fingerprint() == before


def test_an_id_is_a_logins_own_and_not_its_passwords(world: World) -> None:
    """Whoever has a new password since is still the one who asked."""
    scene = Scene(world, "encoded")
    reseller = scene.reseller()
    first = scene.login("reseller").asking(id="x").addAccount(account=NEW)
    assert scene.admin.asking(id="x").addAccount(account={**NEW, "username": "other"})["id"] != first["id"]
    scene.admin.updateAccount(account={"id": reseller, "password": "changed"})
    assert scene.login("reseller", "changed").asking(id="x").addAccount(account=NEW) == first


def test_a_refusal_keeps_nothing(world: World) -> None:
    admin = world.call()
    admin.addAccount(account=NEW)
    asking = admin.asking(id="x")
    assert asking.refused("addAccount", account=NEW).code == 5001
    assert world.sql("SELECT count(*) FROM idempotency") == [(0,)]
    admin.deleteAccount(id=1)
    assert asking.addAccount(account=NEW)["id"] == 2


def test_calls_that_change_nothing_have_no_use_for_it(world: World) -> None:
    admin = world.call()
    admin.addAccount(account=NEW)
    for asking in (admin.asking(id="x"), admin.asking(id="x", dryRun=True)):
        assert asking.getAccount(id=1)["username"] == "new"
        assert asking.reply["replayed"] == "false"
    admin.asking(id="x", dryRun=True).addAccount(account={**NEW, "username": "tried"})
    assert world.sql("SELECT count(*) FROM idempotency") == [(0,)]


def test_who_really_asked_is_in_the_journal(world: World) -> None:
    asking = world.call().asking(onBehalfOf="Erika <erika@reseller.example>")
    asking.addAccount(account=NEW)
    (told,) = world.sql("SELECT on_behalf_of, request_id FROM journal WHERE operation = 'addAccount'")
    assert told == ("Erika <erika@reseller.example>", asking.reply["transaction"])


@pytest.mark.parametrize(("minutes", "kept"), [(59, True), (61, False)])
def test_an_answer_is_kept_for_as_long_as_is_set(
    world: World, monkeypatch: pytest.MonkeyPatch, minutes: int, kept: bool
) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Later":
            return cls.fromtimestamp(time.time() + 60 * minutes, tz)

    with world.with_settings(requests=RequestSettings(keep_hours=1, writes_per_second=0)) as short:
        first = short.call().asking(id="x")
        first.addAccount(account=NEW)
        monkeypatch.setattr(runner, "datetime", Later)
        again = short.call().asking(id="x")
        if kept:
            again.addAccount(account=NEW)
            assert again.reply == {**first.reply, "replayed": "true"}
        else:
            assert again.refused("addAccount", account=NEW).code == 5001, "it is a new request"
            again.addAccount(account={**NEW, "username": "newer"})
            assert again.reply["replayed"] == "false"
