# SPDX-License-Identifier: Apache-2.0
"""Who may update: by a token, over a way that nobody reads, a few wrong ones at a time (dynamic-dns.md 1, 3)."""

import base64
import ipaddress
from typing import Any

import pytest

from ngnprov.ports.dns.dynamic import service
from ngnprov.settings import LoginSettings, ServerSettings
from tests.ports.dns.conftest import DnsScene
from tests.ports.dns.routers import TOKEN, Router, basic, give_token, router, stored
from tests.support.world import World

ASKED = "hostname=home.example.com&myip=203.0.113.9"


@pytest.fixture
def home(quick_dns: DnsScene) -> Router:
    """A router whose name has another address."""
    quick_dns.record("home", "A", "192.0.2.1")
    return router(quick_dns)


def refused(client: Router, query: str = ASKED, **headers: str) -> str:
    """The text of an answer that must be 401."""
    answer = client.get(query, **headers)
    assert answer.status == 401, answer
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="dynamic DNS", charset="UTF-8"'
    return answer.body.decode()


def test_a_customer_is_known_by_name_in_any_case_or_by_number(dns: DnsScene) -> None:
    dns.record("home", "A", "192.0.2.1")
    client = router(dns)
    for number, username in enumerate(("customer", "CUSTOMER", str(dns.customer_id))):
        client.username = username
        assert client.says("home.example.com", f"203.0.113.{number}") == f"good 203.0.113.{number}\n"
    dns.add(str(dns.customer_id))  # a name comes before a number
    assert refused(client) == "badauth\n"


@pytest.mark.parametrize(
    ("username", "token"),
    [
        ("customer", "wrong"),
        ("customer", ""),
        ("", TOKEN),
        ("customer", "secret"),
        ("customer", TOKEN[:-1]),
        ("customer", TOKEN + " "),
        ("nobody", TOKEN),
        ("999", TOKEN),
        ("9" * 30, TOKEN),
        ("reseller", TOKEN),
        ("root", "correct horse battery staple"),
        ("cust\x00omer", TOKEN),
        ("customer", "\x00"),
    ],
)
def test_who_is_not_known_gets_one_answer_and_changes_nothing(
    home: Router, quick_dns: DnsScene, username: str, token: str
) -> None:
    before = quick_dns.world.fingerprint()
    assert refused(Router(home.world, username, token)) == "badauth\n"
    assert quick_dns.world.fingerprint() == before


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic Y3VzdG9tZXI=",  # no colon
        "Bearer x",
        "Digest username=customer",
        basic("customer", TOKEN).replace("Basic", "Bearer"),
    ],
)
def test_a_request_without_a_login_is_asked_for_one_and_not_counted(
    home: Router, quick_dns: DnsScene, header: str
) -> None:
    for _ in range(30):
        assert refused(home, HTTP_AUTHORIZATION=header) == "badauth\n"
    assert home.says("home.example.com") == "good 203.0.113.9\n"


def test_a_token_of_other_octets_is_read_as_latin_1(home: Router, quick_dns: DnsScene) -> None:
    header = "basic  " + base64.b64encode(f"customer:{TOKEN}".encode("latin-1")).decode()
    assert home.get(ASKED, HTTP_AUTHORIZATION=header).body == b"good 203.0.113.9\n"


def test_an_entry_without_a_token_has_no_door(home: Router, quick_dns: DnsScene) -> None:
    give_token(quick_dns, quick_dns.customer_id, "")
    assert refused(Router(home.world, token="")) == "badauth\n"
    assert refused(home) == "badauth\n"


def test_a_token_that_was_changed_is_refused_at_once(home: Router, quick_dns: DnsScene) -> None:
    home.says("home.example.com")
    give_token(quick_dns, quick_dns.customer_id, "another")
    assert refused(home) == "badauth\n"
    home.token = "another"
    assert home.says("home.example.com") == "nochg 203.0.113.9\n"


def test_a_token_that_goes_while_it_is_used_changes_nothing(
    home: Router, quick_dns: DnsScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is changed is changed with the rights of that moment."""
    look = service.look

    def take_away(*arguments: Any) -> Any:
        give_token(quick_dns, quick_dns.customer_id, "another")
        return look(*arguments)

    monkeypatch.setattr(service, "look", take_away)
    assert refused(home) == "badauth\n"
    assert stored(quick_dns) == {"A": "192.0.2.1"}


@pytest.fixture
def strict(quick_dns: DnsScene) -> Any:
    """The same server with few attempts."""
    login = LoginSettings(failures=3, failures_per_name=8, failures_per_address=20)
    with quick_dns.world.with_settings(login=login) as world:
        yield world


def test_wrong_tokens_are_throttled_as_logins_are(home: Router, quick_dns: DnsScene, strict: World) -> None:
    wrong = Router(strict, token="wrong")
    for _ in range(3):
        assert refused(wrong) == "badauth\n"
    answer = wrong.get(ASKED)
    assert (answer.status, answer.body) == (429, b"abuse\n")
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    assert Router(strict).get(ASKED).status == 429, "the right token is not looked at either"
    by_number = Router(strict, str(quick_dns.customer_id))
    assert by_number.get(ASKED).status == 429, "by the number it is the same name"
    assert Router(strict, address="192.0.2.99").says("home.example.com") == "good 203.0.113.9\n"
    told = strict.sql("SELECT code, operation, subject, login, kind FROM journal WHERE kind = 'login' ORDER BY id")
    assert told == [(901, "dynamicUpdate", "DnsPort", "customer", "login")] * 3 + [
        (905, "dynamicUpdate", "DnsPort", "customer", "login")
    ]


def test_tokens_and_passwords_are_counted_apart(home: Router, quick_dns: DnsScene, strict: World) -> None:
    wrong = Router(strict, token="wrong")
    for _ in range(5):
        wrong.get(ASKED)
    again = DnsScene(strict, "encoded")
    assert again.customer_login.getZones()["total"] == 1
    for _ in range(5):
        strict.call(username="customer", password="wrong", admin=False).at("Dns").refused("getZones")
    assert Router(strict, address="192.0.2.99").says("home.example.com") == "good 203.0.113.9\n"


def test_all_names_from_one_address_share_a_limit_with_other_logins(
    home: Router, quick_dns: DnsScene, strict: World
) -> None:
    codes = [Router(strict, f"nobody{number}").get(ASKED).status for number in range(22)]
    assert codes == [401] * 20 + [429] * 2
    assert strict.call(username="customer", password="wrong", admin=False).refused("getCustomers").code == 901


@pytest.mark.parametrize(
    ("scheme", "address", "headers", "status"),
    [
        ("https", "198.51.100.7", {}, 200),
        ("http", "198.51.100.7", {}, 403),
        ("http", "127.0.0.1", {}, 200),
        ("http", "::1", {}, 200),
        ("http", "::ffff:127.0.0.1", {}, 200),
        ("http", "127.0.0.1", {"HTTP_X_FORWARDED_FOR": "198.51.100.7"}, 403),
        ("http", "127.0.0.1", {"HTTP_FORWARDED": "for=198.51.100.7;proto=https"}, 403),
        ("http", "127.0.0.1", {"HTTP_X_FORWARDED_PROTO": "https"}, 403),
        ("http", "127.0.0.1", {"HTTP_VIA": "1.1 proxy"}, 403),
        ("http", "", {}, 403),
    ],
)
def test_a_token_is_taken_over_https_or_from_this_machine(
    home: Router, quick_dns: DnsScene, scheme: str, address: str, headers: dict[str, str], status: int
) -> None:
    home.scheme, home.address = scheme, address
    answer = home.get(ASKED, **headers)
    assert answer.status == status
    if status == 403:
        assert answer.body.startswith(b"a token is sent over HTTPS only")
        assert stored(quick_dns) == {"A": "192.0.2.1"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_X_FORWARDED_FOR": "198.51.100.7", "HTTP_X_FORWARDED_PROTO": "https"}, 200),
        ({"HTTP_X_FORWARDED_FOR": "198.51.100.7", "HTTP_X_FORWARDED_PROTO": "http"}, 403),
        ({"HTTP_X_FORWARDED_FOR": "198.51.100.7"}, 403),
    ],
)
def test_a_trusted_proxy_says_whether_it_was_https(
    home: Router, quick_dns: DnsScene, headers: dict[str, str], status: int
) -> None:
    server = ServerSettings(trusted_proxies=(ipaddress.ip_network("127.0.0.1"),), insecure_http=True)
    with quick_dns.world.with_settings(server=server) as world:
        client = Router(world, address="127.0.0.1", scheme="http")
        answer = client.get("hostname=home.example.com", **headers)
        assert answer.status == status
        if status == 200:
            assert answer.body == b"good 198.51.100.7\n"
            assert answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize(
    "came", [None, "unknown", "198.51.100.7, unknown", "10.0.0.6", "0.0.0.0", "fe80::1%eth0", "::"]
)
def test_no_name_gets_the_address_of_a_proxy_that_does_not_say_who_asks(
    home: Router, quick_dns: DnsScene, came: str | None
) -> None:
    server = ServerSettings(trusted_proxies=(ipaddress.ip_network("10.0.0.0/8"),), insecure_http=True)
    headers = {"HTTP_X_FORWARDED_PROTO": "https"} | ({} if came is None else {"HTTP_X_FORWARDED_FOR": came})
    with quick_dns.world.with_settings(server=server) as world:
        client = Router(world, address="10.0.0.5", scheme="http")
        answer = client.get("hostname=home.example.com", **headers)
        told = b"myip must be given: the request does not show from where it comes\n"
        assert (answer.status, answer.body) == (400, told)
        assert stored(quick_dns) == {"A": "192.0.2.1"}
        assert client.get("hostname=home.example.com&myip=10.0.0.6", **headers).body == b"good 10.0.0.6\n"
