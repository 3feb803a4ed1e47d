# SPDX-License-Identifier: Apache-2.0
"""The door at which phones fetch their files (pbx.md 21; row 000-29, S14, S15, S19)."""

import dataclasses
import re
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any, Self

import pytest

from ngnprov.devices.formats import FORMATS
from ngnprov.ports.pbx.provisioning import misses
from ngnprov.ports.pbx.provisioning.misses import Misses
from ngnprov.ports.pbx.settings import PbxSettings
from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_device_drafts import applied, file, listed
from tests.ports.pbx.test_devices import CUSTOMER, MAC, device, link, shown, unlink
from tests.ports.pbx.test_revisions import apply
from tests.support.world import Answer, World

NOTHING = (404, b"there is nothing here\n")
URL = "https://phones.example.com"
PROXY, SUBJECT = "192.0.2.1", "X-Client-Subject"


class Phones:
    """A server as phones see it, on the database of a scene."""

    def __init__(self, scene: PbxScene, world: World | None = None) -> None:
        self.scene = scene
        self.world = world or scene.world
        self._others: list[World] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """What is noted in the background is written before anybody takes the database away."""
        self.world.app.settle()
        for other in self._others:
            other.app.close()

    def beside(self, **section: Any) -> "Phones":
        """Another server on the same database, with settings of the section [pbx]; a proxy in front of it is trusted."""
        settings = self.world.settings
        server = dataclasses.replace(settings.server, trusted_proxies=(ip_network(PROXY),))
        world = self.world.with_settings(server=server, extra={**settings.extra, "pbx": PbxSettings(**section)})
        self._others.append(world)
        return Phones(self.scene, world)

    def get(self, path: str, address: str = "127.0.0.1", **headers: Any) -> Answer:
        """What is answered at ``/p/`` and a path."""
        return self.world.request(path=f"/p/{path}", method="GET", content_type=None, address=address, **headers)

    def found(self, path: str, **headers: Any) -> bytes:
        """The file at a path, which must be there."""
        answer = self.get(path, **headers)
        assert answer.status == 200, answer
        return answer.body

    def token(self, id: int) -> str:
        """Another token of a device."""
        return str(self.scene.customer_login.rotateDeviceToken(device=id)["token"])


@pytest.fixture
def phones(pbx: PbxScene) -> Iterator[Phones]:
    """On both databases: two devices are applied, the first of which is a Yealink of the user 101."""
    with Phones(applied(pbx)) as found:
        yield found


@pytest.fixture
def quick(quick_pbx: PbxScene) -> Iterator[Phones]:
    with Phones(applied(quick_pbx)) as found:
        yield found


def test_a_phone_fetches_what_was_applied(phones: Phones) -> None:
    first, second = listed(phones.scene)
    token = phones.token(first["id"])
    assert re.fullmatch("[A-Za-z0-9_-]{22}", token)
    answer = phones.get(f"{token}/{MAC}.cfg")
    assert answer.status == 200
    assert answer.body.decode() == file(phones.scene, first["id"])
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Last-Modified"].endswith(" GMT")
    assert phones.found(f"{token}/{MAC.upper()}.CFG") == answer.body
    text = phones.found(f"{phones.token(second['id'])}/linphone.xml").decode()
    assert text == file(phones.scene, second["id"])


def test_an_unchanged_file_is_not_sent_again(phones: Phones) -> None:
    first, second = listed(phones.scene)
    path = f"{phones.token(first['id'])}/{MAC}.cfg"
    tag = phones.get(path).headers["ETag"]
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        answer = phones.get(path, HTTP_IF_NONE_MATCH=known)
        assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", tag)
    assert phones.get(path, HTTP_IF_NONE_MATCH='"other"').status == 200
    again = phones.beside()
    assert again.get(path, HTTP_IF_NONE_MATCH=tag).status == 304, "another process makes the same file"
    link(phones.scene, "102", second)
    apply(phones.scene)
    assert phones.get(path, HTTP_IF_NONE_MATCH=tag).status == 304, "nothing of it has changed"
    unlink(phones.scene, "101", first)
    apply(phones.scene)
    assert phones.get(path, HTTP_IF_NONE_MATCH=tag).status == 200


def test_the_date_of_a_file_is_that_of_the_apply_that_changed_it(phones: Phones) -> None:
    first, second = listed(phones.scene)
    paths = [f"{phones.token(each['id'])}/{name}" for each, name in ((first, f"{MAC}.cfg"), (second, "linphone.xml"))]
    before = [phones.get(path).headers["Last-Modified"] for path in paths]
    phones.scene.world.sql("UPDATE pbx_applied_devices SET applied_at = '2026-01-31 10:20:30.000000'")
    link(phones.scene, "102", second)
    apply(phones.scene)
    after = [phones.get(path).headers["Last-Modified"] for path in paths]
    assert after[0] == "Sat, 31 Jan 2026 10:20:30 GMT"
    assert after[1] >= before[1] or after[1] != before[0]


def test_what_is_not_there_and_what_is_not_allowed_look_alike(phones: Phones) -> None:
    first, _ = listed(phones.scene)
    token, added = phones.token(first["id"]), device(phones.scene, model="Snom")
    for path in (
        f"{'A' * 22}/{MAC}.cfg",
        f"{token}/0015651234ff.cfg",
        f"{token}/nothing.at.all",
        f"{token}/",
        token,
        "",
        f"{MAC}.cfg",
        "y000000000028.cfg",
        f"{token}/../{token}/{MAC}.cfg",
        f"{token}/{'x' * 200}.cfg",
        f"{phones.token(added['id'])}/snom.xml",
    ):
        answer = phones.get(path)
        assert (answer.status, answer.body) == NOTHING, path
        assert not {"ETag", "Last-Modified"} & set(answer.headers)


def test_another_token_ends_the_former_one_at_once(phones: Phones) -> None:
    first, _ = listed(phones.scene)
    old = phones.token(first["id"])
    before = phones.found(f"{old}/{MAC}.cfg")
    new = phones.token(first["id"])
    assert phones.get(f"{old}/{MAC}.cfg").status == 404
    assert phones.found(f"{new}/{MAC}.cfg") == before
    stored = str(phones.scene.world.sql("SELECT * FROM pbx_devices")) + str(
        phones.scene.world.sql("SELECT * FROM journal")
    )
    assert new not in stored


def test_a_device_that_was_removed_keeps_its_file_until_that_is_applied(phones: Phones) -> None:
    first, _ = listed(phones.scene)
    token = phones.token(first["id"])
    before = phones.found(f"{token}/{MAC}.cfg")
    unlink(phones.scene, "101", first)
    phones.scene.customer_login.deleteDevice(device={"id": first["id"]})
    assert phones.found(f"{token}/{MAC}.cfg") == before
    apply(phones.scene)
    assert phones.get(f"{token}/{MAC}.cfg").status == 404


def test_files_come_in_clear_only_where_that_is_allowed(quick: Phones) -> None:
    first, _ = listed(quick.scene)
    path = f"{quick.token(first['id'])}/{MAC}.cfg"
    far = "203.0.113.7"
    assert quick.get(path, address=far).status == 404
    assert quick.get(path, address=far, **{"wsgi.url_scheme": "https"}).status == 200
    allowed = quick.beside(phones_over_http=True)
    assert allowed.get(path, address=far).status == 200


def test_a_certificate_says_which_phone_asks(quick: Phones) -> None:
    at = quick.beside(phones_subject_header=SUBJECT)
    secure = {"wsgi.url_scheme": "https", "HTTP_X_FORWARDED_FOR": "203.0.113.7", "HTTP_X_FORWARDED_PROTO": "https"}
    subject = "CN=00:15:65:12:34:AB,O=Phones"

    def asked(path: str, subject: str, address: str = PROXY) -> int:
        return at.get(path, address=address, HTTP_X_CLIENT_SUBJECT=subject, **secure).status

    assert asked(f"{MAC}.cfg", subject) == 200
    assert asked(f"{MAC}.cfg", f"CN={MAC}") == 200
    for refused in (
        "",
        "CN=somebody",
        "CN=0015651234ff",
        f"CN={MAC},OU=0015651234ff",
        f"CN=ff{MAC}",
        f"{subject[:20]}:CD:EF",
        "CN=AA:00:15:65:12:34:AB",
    ):
        assert asked(f"{MAC}.cfg", refused) == 404, refused
    assert asked("0015651234ff.cfg", subject) == 404
    assert asked(f"{MAC}.cfg", subject, "203.0.113.8") == 404, "nobody else may say so"
    off = quick.beside()
    assert off.get(f"{MAC}.cfg", address=PROXY, HTTP_X_CLIENT_SUBJECT=subject, **secure).status == 404


def test_files_name_the_server_and_the_proxy_of_the_settings(quick: Phones) -> None:
    first, _ = listed(quick.scene)
    token = quick.token(first["id"])
    section = {
        "phones_url": f"{URL}/",
        "phones_proxy": "sip.example.com",
        "phones_port": 5061,
        "phones_voicemail": "*97",
    }
    text = quick.beside(**section).found(f"{token}/{MAC}.cfg").decode()
    for line in (
        f"static.auto_provision.server.url = {URL}/p/{token}/",
        "account.1.outbound_proxy.1.address = sip.example.com",
        "account.1.outbound_proxy.1.port = 5061",
        "voice_mail.number.1 = *97",
    ):
        assert line in text.splitlines(), line


def test_the_directory_has_who_can_be_dialled_as_it_was_applied(quick: Phones) -> None:
    first, _ = listed(quick.scene)
    token = quick.token(first["id"])
    found = {name: quick.found(f"{token}/{each.directory}") for name, each in FORMATS.items() if each.directory}
    assert found
    for name, body in found.items():
        assert b"User 101" in body, name
        assert b"102" in body, name
    path = f"{token}/{FORMATS['yealink'].directory}"
    tag = quick.get(path).headers["ETag"]
    quick.scene.customer_login.updateExtension(extension={"customer": CUSTOMER, "number": "101", "displayName": "Zoe"})
    assert quick.get(path, HTTP_IF_NONE_MATCH=tag).status == 304
    apply(quick.scene)
    assert b"Zoe" in quick.found(path)


def test_who_has_asked_for_what_is_shown(phones: Phones) -> None:
    first, second = listed(phones.scene)
    token = phones.token(first["id"])
    phones.get(f"{token}/{MAC}.cfg", HTTP_USER_AGENT="Yealink SIP-T46S 66.84\r\nx", address="127.0.0.1")
    phones.world.app.settle()
    shown_now = shown(phones.scene, first["id"])["lastFetch"]
    assert (shown_now["file"], shown_now["status"]) == (f"{MAC}.cfg", 200)
    assert shown_now["userAgent"] == "Yealink SIP-T46S 66.84  x"
    assert re.fullmatch("[0-9a-f]{16}", shown_now["addressHash"])
    assert shown_now["at"]
    phones.get(f"{token}/wrong.cfg")
    phones.world.app.settle()
    assert shown(phones.scene, first["id"])["lastFetch"] == shown_now, "when it got something last"
    assert shown(phones.scene, second["id"])["lastFetch"] == {
        "at": "",
        "addressHash": "",
        "userAgent": "",
        "file": "",
        "status": 0,
    }


def test_what_a_phone_asks_for_is_shown_as_xml_can_hold_it(phones: Phones) -> None:
    first, second = listed(phones.scene)
    phones.get(f"{phones.token(first['id'])}/a\x00\x01b.cfg")
    phones.get(f"{phones.token(second['id'])}/wrong.cfg")
    phones.world.app.settle()
    assert shown(phones.scene, first["id"])["lastFetch"]["file"] == "a  b.cfg"
    assert shown(phones.scene, second["id"])["lastFetch"]["status"] == 404, "it never got anything"


def test_unknown_tokens_keep_new_phones_of_their_network_away(quick: Phones, caplog: pytest.LogCaptureFixture) -> None:
    first, _ = listed(quick.scene)
    path = f"{quick.token(first['id'])}/{MAC}.cfg"
    for _ in range(misses.MOST + 5):
        assert quick.get("wrong").status == 404  # no token at all
        assert quick.get(path.replace(MAC, "0015651234ff")).status == 404  # a known one
    assert quick.get(path).status == 200
    for _ in range(misses.MOST * 2):
        quick.get(f"{'x' * 22}/{MAC}.cfg")
    assert "came from" not in caplog.text, "one token, as of a phone whose address was changed"
    for number in range(misses.MOST):
        quick.get(f"{number:022d}/{MAC}.cfg")
    assert quick.get(path).status == 200, "it was known before"
    assert "tokens that no phone has came from 127.0.0.1" in caplog.text
    assert quick.beside().get(path).status == 200


def test_misses_are_counted_by_network_and_minute() -> None:
    now = [0.0]
    counted = Misses(lambda: now[0])
    for number in range(misses.MOST - 1):
        counted.count("192.0.2.7", f"a{number}")
    now[0] = 61.0
    counted.count("192.0.2.7", "b")
    assert not counted.is_blocked("192.0.2.7")
    for _ in range(misses.MOST * 2):
        counted.count("192.0.2.7", "b")
    assert not counted.is_blocked("192.0.2.7"), "one token, however often it is tried"
    for number in range(misses.MOST - 1):
        counted.count("192.0.2.7", f"c{number}")
    assert counted.is_blocked("192.0.2.7")
    assert not counted.is_blocked("192.0.2.8")
    now[0] += misses.BLOCKED_SECONDS + 1
    assert not counted.is_blocked("192.0.2.7")


def test_what_is_counted_of_networks_does_not_grow_for_ever() -> None:
    counted = Misses(lambda: 0.0)
    for number in range(misses.MOST_NETWORKS + 500):
        counted.count(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", "a")
    assert len(counted._counted) == misses.MOST_NETWORKS


def test_only_reading_is_answered(quick: Phones) -> None:
    first, _ = listed(quick.scene)
    path = f"/p/{quick.token(first['id'])}/{MAC}.cfg"
    head = quick.world.request(path=path, method="HEAD", content_type=None)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["ETag"]
    put = quick.world.request(b"x", path=path, method="PUT")
    assert (put.status, put.headers["Allow"]) == (405, "GET, HEAD")


def test_the_door_writes_neither_tokens_nor_files_to_the_log(quick: Phones, caplog: pytest.LogCaptureFixture) -> None:
    first, second = listed(quick.scene)
    setting = {"name": "store_clear_text_passwords", "value": "0", "category": "sip", "permission": "admin"}
    quick.scene.admin.customer.setProperties(customer=CUSTOMER, properties=[setting])
    quick.scene.customer_login.updateDevice(device={"id": first["id"], "sipPassword": "kept as a digest"})
    tokens = [quick.token(each["id"]) for each in (first, second)]
    with caplog.at_level("DEBUG"):
        assert quick.get(f"{tokens[0]}/{MAC}.cfg").status == 404  # it needs a password in clear
        quick.found(f"{tokens[1]}/linphone.xml")
        quick.get(f"{'y' * 22}/{MAC}.cfg")
        quick.world.app.settle()
    assert "ph2d1" in caplog.text
    for secret in (*tokens, "y" * 22, "kept as a digest"):
        assert secret not in caplog.text
