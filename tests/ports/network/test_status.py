# SPDX-License-Identifier: Apache-2.0
"""The machines of the network: this server always, and those of a platform (network.md 2)."""

import ipaddress
import socket
from typing import Any

import pytest

from ngnprov import __version__
from ngnprov.ports.network import addresses
from ngnprov.ports.network.addresses import listening_address, outward_address
from ngnprov.ports.network.settings import NetworkSettings
from ngnprov.ports.sip.live.provider import Node
from ngnprov.settings import SettingsError, load
from tests.ports.network.conftest import ADDRESS, NetworkScene, status
from tests.support.platform import SimulatedPlatform

SELF = {"ip": ADDRESS, "version": __version__, "roles": ["provisioning_server"]}


def test_this_server_is_always_told_of(network: NetworkScene) -> None:
    for caller in (network.root, network.reseller_login, network.customer_login, network.stranger()):
        assert status(caller) == {"1": SELF}


def test_machines_of_a_platform_follow_and_their_attributes_are_for_administrators(
    quick_network: NetworkScene, platform: SimulatedPlatform
) -> None:
    proxy = {"ip": "10.0.0.1", "version": "5.8.1", "roles": ["sip_proxy"]}
    relay = {"ip": "10.0.0.2", "version": "4.0.0", "roles": ["media_relay"]}
    assert status(quick_network.root) == {"1": SELF, "2": {**proxy, "uptime": 7}, "3": relay}
    behind = quick_network.behind(quick_network.reseller_id).network
    for caller in (quick_network.reseller_login, quick_network.customer_login, behind):
        assert status(caller) == {"1": SELF, "2": proxy, "3": relay}


def test_no_credentials_are_told_and_no_attribute_hides_what_a_machine_is(
    quick_network: NetworkScene, platform: SimulatedPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    attributes: dict[str, Any] = {
        **{"dburi": "mysql://user:hidden@db/ser", "password": "hidden", "api_token": "hidden", "SECRET": "hidden"},
        **dict.fromkeys(("dbpass", "db_pwd", "apiKey", "api-key", "Passphrase"), "hidden"),
        **{"dbhost": "mysql://db/ser", "passive": 2, "passed": 1, "uptime": 7, "ip": "hidden", "roles": "hidden"},
    }
    monkeypatch.setattr(platform, "nodes", lambda: [Node("10.0.0.1", "1", ["sip_proxy"], attributes)])
    answer = status(quick_network.root)["2"]
    shown = {"dbhost": "mysql://db/ser", "passive": 2, "passed": 1, "uptime": 7}
    assert answer == {"ip": "10.0.0.1", "version": "1", "roles": ["sip_proxy"], **shown}


@pytest.mark.parametrize(
    ("bind", "address"), [("127.0.0.1:9200", "127.0.0.1"), ("[::1]:9200", "::1"), ("192.0.2.7:1", "192.0.2.7")]
)
def test_without_a_setting_it_is_the_address_on_which_the_server_listens(bind: str, address: str) -> None:
    assert listening_address(bind) == address


def test_a_name_on_which_the_server_listens_is_told_as_its_address() -> None:
    assert ipaddress.ip_address(listening_address("localhost:9200")).is_loopback


@pytest.mark.parametrize("bind", ["0.0.0.0:9201", "[::]:9201", "no-such-name.invalid:9201"])
def test_where_it_listens_on_all_it_is_the_one_that_others_see(monkeypatch: pytest.MonkeyPatch, bind: str) -> None:
    monkeypatch.setattr(addresses, "outward_address", lambda: "192.0.2.77")
    listening_address.cache_clear()
    assert listening_address(bind) == "192.0.2.77"
    listening_address.cache_clear()


def test_a_machine_that_reaches_nobody_has_its_loopback_address(monkeypatch: pytest.MonkeyPatch) -> None:
    found = outward_address()
    socket.inet_pton(socket.AF_INET6 if ":" in found else socket.AF_INET, found)
    monkeypatch.setattr(addresses, "_OUTSIDE", ((socket.AF_INET, "255.255.255.255"),))  # not for a socket as it is
    assert outward_address() == "127.0.0.1"


def test_an_address_that_is_none_is_refused_before_a_server_starts() -> None:
    def read(text: str) -> str:
        return (
            load(options={"network.address": text}, sections={"network": NetworkSettings}).of(NetworkSettings).address
        )

    assert (read(""), read("2001:DB8::0:1")) == ("", "2001:db8::1")
    with pytest.raises(SettingsError, match=r"network\.address must be an IP address, or empty"):
        read("ngnpro.example.com")
