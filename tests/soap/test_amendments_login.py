# SPDX-License-Identifier: Apache-2.0
"""L-D: every 901 ends by saying that an administrator must send admin true, and SoapAuth in the WSDL says so."""

import pytest
from lxml import etree

from ngnprov.calls.port import find_ports
from ngnprov.errors import SAY_ADMIN, NotAuthenticated
from ngnprov.soap.publishing.reference import index
from ngnprov.soap.publishing.wsdl import render
from ngnprov.soap.reading.envelope import DIALECTS
from tests.support.world import ADMIN, PASSWORD, World

XSD = "{http://www.w3.org/2001/XMLSchema}"
LOGINS = [
    None,
    {},
    {"username": ADMIN},
    {"username": ADMIN, "password": PASSWORD},
    {"username": ADMIN, "password": PASSWORD, "admin": False},
    {"username": ADMIN, "password": "wrong", "admin": True},
    {"username": "nobody", "password": "wrong"},
]


@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_l_d_every_901_ends_with_the_sentence(
    sqlite_world: World, dialect: str, login: dict[str, object] | None
) -> None:
    caller = sqlite_world.call(dialect)
    caller.login = login
    for port in ("Customer", "Sip"):
        fault = (caller if port == "Customer" else caller.sip).refused("getAccount", id=1)
        assert fault.code == 901
        assert fault.text.endswith(f"; {SAY_ADMIN}")


def test_l_d_no_901_can_be_without_it() -> None:
    assert NotAuthenticated("anything").sentence == "anything; an administrator must send admin true"


def documents() -> list[bytes]:
    groups = [find_ports(), *((port,) for port in find_ports() if port.has_login_header)]
    return [render(ports, dialect, "http://x/") for ports in groups for dialect in DIALECTS]


def test_l_d_soap_auth_says_so_in_every_wsdl() -> None:
    for document in documents():
        (kind,) = etree.fromstring(document).findall(f".//{XSD}complexType[@name='SoapAuth']")
        assert kind.findtext(f"{XSD}annotation/{XSD}documentation") == "An administrator must send admin true."
        assert kind[0].tag == f"{XSD}annotation"  # where XML Schema wants it (structures, 3.4.2)


def test_l_d_the_reference_says_so() -> None:
    page = index(find_ports(), "http://x", "http://x")
    assert "an administrator must send" in page
