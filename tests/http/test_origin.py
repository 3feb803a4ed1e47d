# SPDX-License-Identifier: Apache-2.0
"""Where a request comes from and by which URL, behind proxies: X-Forwarded-For, -Proto and -Host."""

from ipaddress import ip_network
from typing import Any

import pytest
from lxml import etree

from ngnprov.http.origin import Origin, Origins
from ngnprov.settings import ServerSettings
from tests.support.elements import the
from tests.support.world import World

ADDRESS = ".//{http://schemas.xmlsoap.org/wsdl/soap/}address"
TRUSTED = (ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def origin(
    *, peer: str = "127.0.0.1", came: str = "", proto: str | None = None, host: str | None = None, **more: str
) -> Origin:
    """The origin of a request to ``http://inside:9200/`` with these headers."""
    environ: dict[str, Any] = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", "HTTP_HOST": "inside:9200", **more}
    given = {"HTTP_X_FORWARDED_FOR": came or None, "HTTP_X_FORWARDED_PROTO": proto, "HTTP_X_FORWARDED_HOST": host}
    return Origins(TRUSTED).of(environ | {name: value for name, value in given.items() if value is not None})


@pytest.mark.parametrize("word", ["https", "HTTPS", "Https", " https ", '"https"'])
def test_the_scheme_is_read_in_any_letter_case(word: str) -> None:
    assert origin(proto=word).base_url == "https://inside:9200"
    assert origin(proto=word, host="soap.example.net").base_url == "https://soap.example.net"


@pytest.mark.parametrize(
    "word", ["", "on", "ftp", "https;", "https http", "htt\tps", "https://", "x" * 300, ",", "https,"]
)
def test_a_scheme_that_cannot_be_read_is_the_one_of_the_connection_with_its_own_host(word: str) -> None:
    assert origin(proto=word).base_url == "http://inside:9200"
    assert origin(proto=word, **{"wsgi.url_scheme": "https"}).base_url == "https://inside:9200"


@pytest.mark.parametrize(
    "host",
    [
        "soap.example.net",
        "soap.example.net:8443",
        "192.0.2.1",
        "192.0.2.1:80",
        "[2001:db8::1]",
        "[2001:db8::1]:8443",
        "a_b",
    ],
)
def test_a_forwarded_host_may_have_a_port_and_be_an_address(host: str) -> None:
    assert origin(host=host).base_url == f"http://{host}"
    assert origin(host=f'"{host}"', proto="https").base_url == f"https://{host}"


@pytest.mark.parametrize(
    "host",
    [
        "",
        "a b",
        "a/b",
        'x"><script>',
        "user@host",
        "a:b",
        "a:99999",
        "[::1",
        "::1",
        "[1.2.3.4]",
        "[zz::1]",
        "é.example",
        "x" * 300,
    ],
)
def test_a_forwarded_host_that_cannot_be_read_is_the_one_of_the_connection(host: str) -> None:
    assert origin(host=host, proto="https").base_url == "https://inside:9200"


def test_nothing_is_believed_from_others() -> None:
    told = origin(peer="192.0.2.9", came="198.51.100.1", proto="https", host="evil.example")
    assert (told.address, told.base_url) == ("192.0.2.9", "http://inside:9200")
    nobody = Origins(()).of({"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "a", "HTTP_X_FORWARDED_PROTO": "https"})
    assert (nobody.address, nobody.base_url) == ("127.0.0.1", "http://a")


@pytest.mark.parametrize(
    ("came", "proto", "host", "address", "url"),
    [
        # one proxy: what the caller wrote himself stands to the left
        ("6.6.6.6, 192.0.2.7", "https, http", "evil.example, a.example", "192.0.2.7", "http://a.example"),
        ("6.6.6.6, 192.0.2.7", "http, https", "evil.example, a.example", "192.0.2.7", "https://a.example"),
        # two and three of them, each adding a word: the word beside the caller's address counts
        ("192.0.2.7, 10.0.0.1", "https, http", "a.example, b.internal", "192.0.2.7", "https://a.example"),
        ("6.6.6.6,192.0.2.7,10.0.0.1", "ftp,https,http", "evil,a.example,b", "192.0.2.7", "https://a.example"),
        ("192.0.2.7, 10.0.0.2, 10.0.0.1", "https, http, http", "a.example, b, c", "192.0.2.7", "https://a.example"),
        # the outermost alone wrote the word, those behind it let it through
        ("192.0.2.7, 10.0.0.2, 10.0.0.1", "https", "a.example", "192.0.2.7", "https://a.example"),
        # a word in its place that cannot be read is not looked for elsewhere
        ("192.0.2.7, 10.0.0.1", "gopher, https", "a.example, b", "192.0.2.7", "http://inside:9200"),
        ("192.0.2.7, 10.0.0.1", "https, http", "a b, evil", "192.0.2.7", "https://inside:9200"),
        # no list of addresses: one proxy is known of
        ("", "http, https", "evil, a.example", "127.0.0.1", "https://a.example"),
        # callers within the trusted network
        ("10.0.0.9, 10.0.0.1", "https, http", "a.example, b", "10.0.0.9", "https://a.example"),
    ],
)
def test_every_list_is_read_as_the_address_of_the_caller_is_found(
    came: str, proto: str, host: str, address: str, url: str
) -> None:
    told = origin(came=came, proto=proto, host=host)
    assert (told.address, told.base_url) == (address, url)


@pytest.mark.parametrize(
    ("came", "address"),
    [
        ("192.0.2.7:51234", "192.0.2.7"),
        ('"[2001:db8::7]:51234"', "2001:db8::7"),
        ("[2001:db8::7]", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("192.0.2.7, ::ffff:10.0.0.1", "192.0.2.7"),
        ("192.0.2.7, fd00::1", "192.0.2.7"),
        # the proxy does not tell: it stands for the caller, and what is further left is nobody's word
        ("unknown", "127.0.0.1"),
        ("6.6.6.6, unknown, 10.0.0.1", "10.0.0.1"),
        ("6.6.6.6, [::1]x, 10.0.0.1", "10.0.0.1"),
    ],
)
def test_addresses_are_read_as_proxies_write_them(came: str, address: str) -> None:
    assert origin(came=came).address == address
    assert origin(peer="::ffff:127.0.0.1", came=came).address in (address, "::ffff:127.0.0.1")


@pytest.mark.parametrize(("name", "authority"), [("127.0.0.1", "127.0.0.1:9200"), ("::1", "[::1]:9200")])
def test_without_a_host_the_address_of_the_connection_is_told(name: str, authority: str) -> None:
    told = origin(HTTP_HOST="", SERVER_NAME=name, SERVER_PORT="9200")
    assert told.base_url == f"http://{authority}"


def location(world: World, path: str = "/wsdl", **headers: Any) -> str:
    answer = world.request(path=path, method="GET", **headers)
    return str(the(etree.fromstring(answer.body), ADDRESS).attrib["location"])


def test_forwarded_headers_are_believed_from_trusted_proxies_only(sqlite_world: World) -> None:
    forwarded = {"HTTP_X_FORWARDED_PROTO": "HTTPS", "HTTP_X_FORWARDED_HOST": "soap.example.net"}
    assert location(sqlite_world, **forwarded) == "http://localhost:9200/ngnpro/"
    settings = ServerSettings(trusted_proxies=(ip_network("127.0.0.0/8"),))
    with sqlite_world.with_settings(server=settings) as world:
        assert location(world, **forwarded) == "https://soap.example.net/ngnpro/"
        assert location(world, HTTP_X_FORWARDED_PROTO="garbage") == "http://localhost:9200/ngnpro/"
        body = world.call(password="wrong").envelope("getCustomers", {"query": {}})
        for _ in range(11):
            last = world.request(body, HTTP_X_FORWARDED_FOR="6.6.6.6, 192.0.2.7:4711, 127.0.0.9")
        assert b">905<" in last.body
        addresses = {row[0] for row in world.sql("SELECT address FROM login_attempts")}
        assert addresses == {"", "192.0.2.7"}
