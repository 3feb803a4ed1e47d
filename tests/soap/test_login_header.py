# SPDX-License-Identifier: Apache-2.0
"""The login header as older clients write it: in any namespace, with attributes that mean nothing (wire.md H2, H3)."""

import itertools
from typing import Any

import pytest

from tests.support.caller import ENVELOPE, Caller
from tests.support.world import World

ATTRIBUTES = (
    "",
    'SOAP-ENV:actor="0" SOAP-ENV:mustUnderstand="0"',
    'actor="0" mustUnderstand="0"',
    'SOAP-ENV:mustUnderstand="0"',
    'SOAP-ENV:mustUnderstand="1"',
    'SOAP-ENV:actor="" SOAP-ENV:mustUnderstand="1"',
    'SOAP-ENV:actor="http://schemas.xmlsoap.org/soap/actor/next" SOAP-ENV:mustUnderstand="1"',
    f's:actor="0" s:mustUnderstand="0" xmlns:s="{ENVELOPE}"',
    'SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/" xsi:type="t:SoapAuth"',
)
NAMES = ("auth", "t:auth", "SOAP-ENV:auth", "x:auth", "t:SoapAuth")


def written(caller: Caller, name: str, attributes: str) -> bytes:
    """A request whose login is the element ``name`` with these attributes."""
    tag = b"auth" if caller.dialect == "encoded" else b"t:auth"
    body = caller.envelope("getAccount", {"id": 1})
    assert body.count(b"<%s>" % tag) == body.count(b"</%s>" % tag) == 1
    head = f'<{name} xmlns:x="urn:x" {attributes}>'.encode()
    return body.replace(b"<%s>" % tag, head).replace(b"</%s>" % tag, f"</{name}>".encode())


@pytest.fixture(scope="module")
def place(sqlite_template: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    with sqlite_template.copy(tmp_path_factory.mktemp("headers")) as world:
        world.call().addAccount(account={"username": "first", "password": "secret"})
        yield world


@pytest.mark.parametrize("attributes", ATTRIBUTES)
@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_the_login_is_read_whatever_its_namespace_and_attributes(place: World, dialect: str, attributes: str) -> None:
    path = "/" if dialect == "encoded" else "/soap/customer/"
    customer = {"username": "first", "password": "secret", "admin": False}
    for name, login in itertools.product(NAMES, ({}, customer)):
        answer = place.request(written(place.call(dialect, **login), name, attributes), path)
        assert answer.status == 200, (name, login, answer.body)
        assert b">first<" in answer.body


def test_no_attribute_makes_a_wrong_password_right(place: World) -> None:
    wrong = place.call(username="first", password="wrong", admin=False)
    answer = place.request(written(wrong, "auth", ATTRIBUTES[1]))
    assert (answer.status, b">901<" in answer.body) == (500, True)


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_impersonate_0_is_no_impersonation(place: World, dialect: str) -> None:
    answers = [
        place.call(dialect, **login).getAccount(id=1) for login in ({}, {"impersonate": 0}, {"impersonate": None})
    ]
    assert answers[0] == answers[1] == answers[2]
    assert place.call(dialect, impersonate=99).refused("getAccount", id=1).code == 902
