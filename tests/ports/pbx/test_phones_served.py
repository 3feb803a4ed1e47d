# SPDX-License-Identifier: Apache-2.0
"""Real phones fetch their files at the door and register at a real proxy that reads our accounts (pbx.md 20 and 21)."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from ngnprov.ports.pbx.settings import PbxSettings
from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_devices import CUSTOMER, device, furnished, groups, link, unlink
from tests.ports.pbx.test_revisions import apply
from tests.support.registrar import Registrar, registrar
from tests.support.softphones import baresip, linphone

Door = Callable[[int], str]
"""Number of a device -> the URL of its file for Linphone."""


@pytest.fixture
def shop(quick_pbx: PbxScene) -> PbxScene:
    return furnished(quick_pbx)


@pytest.fixture
def proxy(shop: PbxScene) -> Iterator[Registrar]:
    """A proxy that reads the accounts of the database."""
    with registrar(Path(shop.world.settings.database.url.removeprefix("sqlite:///"))) as running:
        yield running


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def door(shop: PbxScene, proxy: Registrar) -> Iterator[Door]:
    """A server that tells phones where that proxy is."""
    section = PbxSettings(phones_proxy="127.0.0.1", phones_port=proxy.port, phones_transport="tcp")
    world = shop.world.with_settings(extra={"pbx": section})
    with make_server("127.0.0.1", 0, world.app, WSGIServer, _Silent) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()

        def url(id: int) -> str:
            token = shop.customer_login.rotateDeviceToken(device=id)["token"]
            return f"http://127.0.0.1:{server.server_port}/p/{token}/linphone.xml"

        try:
            yield url
        finally:
            server.shutdown()
            thread.join()
            world.app.close()


def address(made: Any) -> str:
    return "{username}@{domain}".format(**made["sipAccount"])


def test_linphone_fetches_its_file_and_registers_by_the_digest_alone(
    shop: PbxScene, proxy: Registrar, door: Door, tmp_path: Path
) -> None:
    made = device(shop, extension="101", model="Linphone")
    url = door(made["id"])
    apply(shop)
    text = shop.customer_login.getDeviceConfiguration(device=made["id"])["text"]
    assert made["sipPassword"] not in text
    with linphone(tmp_path / "phone", url):
        proxy.until_registered(address(made))
        (agent,) = proxy.user_agents(address(made))
        assert agent.startswith("Linphonec/")
    proxy.until_gone(address(made))


def test_another_password_reaches_the_phone_at_once(
    shop: PbxScene, proxy: Registrar, door: Door, tmp_path: Path
) -> None:
    made = device(shop, extension="101", model="Linphone")
    url = door(made["id"])
    apply(shop)
    with linphone(tmp_path / "phone", url):
        proxy.until_registered(address(made))
    proxy.until_gone(address(made))
    shop.admin.sip.updateAccount(account={"id": made["sipAccount"], "password": "set by the old client"})
    with linphone(tmp_path / "phone", url):  # which knows the former digest
        proxy.until_registered(address(made))
    assert proxy.refusals(address(made)) == 0


def test_a_phone_that_was_moved_shows_its_new_user_and_registers_as_before(
    shop: PbxScene, proxy: Registrar, door: Door, tmp_path: Path
) -> None:
    made = device(shop, extension="101", model="Linphone")
    url = door(made["id"])
    apply(shop)
    link(shop, "102", made, move=True)
    for name in ("101", "102"):
        with linphone(tmp_path / f"phone of {name}", url) as phone:
            proxy.until_registered(address(made))
            assert f'From: "User {name}" <sip:ph2d1@' in phone.log()
        proxy.until_gone(address(made))
        apply(shop)
    assert groups(shop, made) == []
    unlink(shop, "102", made)
    assert groups(shop, made) == ["blocked"]


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_baresip_registers_by_the_password_that_a_new_device_is_told(
    shop: PbxScene, proxy: Registrar, tmp_path: Path, transport: str
) -> None:
    made = device(shop, extension="101")
    with baresip(tmp_path / "phone", address(made), made["sipPassword"], proxy.port, transport):
        proxy.until_registered(address(made))
    proxy.until_gone(address(made))
    with baresip(tmp_path / "wrong", address(made), "another", proxy.port, transport):
        proxy.until_refused(address(made))
        assert not proxy.registered(address(made))
    assert shop.customer_login.getDevices(query={"filter": {"customer": CUSTOMER}})["total"] == 1
