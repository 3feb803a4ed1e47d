# SPDX-License-Identifier: Apache-2.0
"""Every script of examples/ run as its reader would run it, against the live server."""

import os
import re
import secrets
import subprocess
import sys

import pytest

from ngnprov import __version__
from ngnprov.calls.port import Port, find_ports
from tests.support.live import Live
from tests.support.losing import losing

from .examples import EXAMPLES, Example, run_with
from .program import Server


@pytest.fixture(scope="module")
def example(server: Server) -> Example:
    """Runs a script with the server and the administrator's login in its environment."""
    return run_with(server)


@pytest.fixture(scope="module")
def names() -> list[str]:
    """A reseller and two customers that no other test uses."""
    tag = secrets.token_hex(4)
    return [f"shop-{tag}", f"alice-{tag}", f"bob-{tag}"]


@pytest.fixture(scope="module")
def ids(example: Example, names: list[str]) -> list[int]:
    """Their ids, made by the first example."""
    done = example("create_reseller_and_customers.py", *names)
    assert done.returncode == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert [row[1] for row in rows] == names
    assert all(len(row[2]) == 16 for row in rows)
    return [int(row[0]) for row in rows]


def paged(example: Example, reseller: int) -> list[str]:
    done = example("page_through_customers.py", reseller)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_reseller_and_its_customers_are_created_and_listed(
    example: Example, ids: list[int], names: list[str]
) -> None:
    shown = [f"{ids[0]} {names[0]} {names[0].title()}", f"{ids[1]} {names[1]} -", f"{ids[2]} {names[2]} -"]
    assert paged(example, ids[0])[:3] == shown


def test_creating_them_again_says_why_not(example: Example, ids: list[int], names: list[str]) -> None:
    done = example("create_reseller_and_customers.py", *names)
    assert done.returncode == 1
    assert re.fullmatch(r"refused: CustomerExistsError: \S.*\n", done.stderr)


def test_all_pages_together_are_the_whole_list(server: Server, example: Example, ids: list[int]) -> None:
    # The pages are smaller here than in the script, so that there are several.
    program = (
        "import runpy, server; script = runpy.run_path('page_through_customers.py');"
        f"print(*(a.id for a in script['customers'](server.connect('customer'), page=2, reseller={ids[0]})))"
    )
    login = {"NGNPROV_URL": server.url, "NGNPROV_USER": server.admin, "NGNPROV_PASSWORD": server.password}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=EXAMPLES,
        env={**os.environ, **login},
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    )
    listed = [int(line.split()[0]) for line in paged(example, ids[0])]
    assert listed[:3] == ids
    assert [int(word) for word in done.stdout.split()] == listed


def test_operations_and_records_are_listed_from_the_wsdl(example: Example) -> None:
    done = example("list_operations.py", password="")
    assert done.returncode == 0, done.stderr
    operations, records = (block.splitlines() for block in done.stdout.split("\n\n"))
    assert len(operations) == 8
    assert "getAccount(id: integer) -> account: CustomerAccount" in operations
    assert "setProperties(customer: integer, properties: [CustomerProperty]) -> nothing" in operations
    assert "CustomerProperty(name: string, category: string, value: string, permission: string)" in records


@pytest.mark.parametrize("port", find_ports(), ids=lambda port: str(port.name))
def test_the_operations_of_every_port_are_listed(example: Example, port: Port) -> None:
    done = example("list_operations.py", port.name, password="")
    listed = [line.partition("(")[0] for line in done.stdout.partition("\n\n")[0].splitlines()]
    assert listed == sorted(operation.name for operation in port.operations()), done.stderr


def test_credit_moves_and_is_neither_made_nor_lost(example: Example, ids: list[int]) -> None:
    _, alice, bob = ids
    assert example("move_credits.py", alice, bob, 2).stdout == f"{alice} has 3, {bob} has 7\n"
    assert example("move_credits.py", bob, alice, 7).stdout == f"{bob} has 0, {alice} has 10\n"
    assert example("move_credits.py", alice, bob, 5).stdout == f"{alice} has 5, {bob} has 5\n"


@pytest.mark.parametrize(("amount", "to_itself"), [(6, False), (0, False), (-1, False), (1, True)])
def test_credit_that_is_not_there_does_not_move(example: Example, ids: list[int], amount: int, to_itself: bool) -> None:
    _, alice, bob = ids
    taker = alice if to_itself else bob
    done = example("move_credits.py", alice, taker, amount)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"refused: cannot move {amount} from customer {alice}, who has 5, to customer {taker}\n"


def test_credit_does_not_move_to_nobody(example: Example, ids: list[int]) -> None:
    done = example("move_credits.py", ids[1], 2**31 - 1, 1)
    assert done.returncode == 1
    assert done.stderr.startswith("refused: CustomerUnknownError: ")


def test_php_creates_a_customer_and_shows_a_refusal(example: Example, ids: list[int]) -> None:
    name = f"carol-{secrets.token_hex(4)}"
    done = example("create_customer.php", ids[0], name)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(rf"\d+ {name} [0-9a-f]{{12}}\n  sip_credit = 5\n", done.stdout)
    again = example("create_customer.php", ids[0], name)
    assert (again.returncode, again.stdout) == (1, "")
    assert re.fullmatch(r"refused: CustomerExistsError \(5001\): \S.*\n", again.stderr)


def test_curl_creates_a_customer_and_shows_a_refusal(example: Example, ids: list[int]) -> None:
    name = f"dave-<&>-{secrets.token_hex(4)}"
    done = example("create_customer.sh", ids[0], name, "pass & <word>")
    assert done.returncode == 0, done.stderr
    assert f"{int(done.stdout)} {name} -" in paged(example, ids[0])
    again = example("create_customer.sh", ids[0], name, "pass")
    assert (again.returncode, again.stdout) == (1, "")
    assert re.fullmatch(r"refused: CustomerExistsError \(5001\): \S.*\n", again.stderr)


@pytest.fixture(scope="module")
def phones(example: Example, ids: list[int]) -> list[list[str]]:
    """Address, password and alias of a hundred accounts of a new domain of alice, made by the example."""
    domain = f"d{secrets.token_hex(4)}.example"
    done = example("bring_up_domain.py", ids[1], domain)
    assert done.returncode == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == [f"{number}@{domain}" for number in range(1000, 1100)]
    assert {row[2] for row in rows} == {f"phone.{row[0]}" for row in rows}
    assert len({row[1] for row in rows}) == 100
    return rows


def test_a_domain_goes_on_where_it_stopped_and_says_why_it_cannot(
    example: Example, ids: list[int], phones: list[list[str]]
) -> None:
    domain = phones[0][0].partition("@")[2]
    done = example("bring_up_domain.py", ids[1], domain, 1)
    assert done.stdout.startswith(f"1100@{domain} "), done.stderr
    done = example("bring_up_domain.py", 2**31 - 1, f"x{domain}")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"refused: InvalidValueError: domain.customer \S.*\n", done.stderr)


def test_every_account_of_a_customer_gets_pstn_access_once(
    example: Example, ids: list[int], phones: list[list[str]]
) -> None:
    done = example("grant_pstn_access.py", ids[1])
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) >= {row[0] for row in phones}
    assert example("grant_pstn_access.py", ids[1]).stdout == ""


def test_a_hundred_numbers_lead_to_the_accounts_of_a_domain_and_more_follow(
    example: Example, ids: list[int], phones: list[list[str]]
) -> None:
    domain = phones[0][0].partition("@")[2]
    prefix = f"99{secrets.randbelow(10**8):08}"
    done = example("map_numbers.py", ids[1], prefix, domain, 60)
    assert done.returncode == 0, done.stderr
    rows = done.stdout.splitlines()
    done = example("map_numbers.py", ids[1], f"+{prefix}", domain)
    assert done.returncode == 0, done.stderr
    rows += done.stdout.splitlines()
    assert rows == [f"+{prefix}{place:03} sip:{row[0]}" for place, row in enumerate(phones)]
    done = example("map_numbers.py", 2**31 - 1, f"98{secrets.randbelow(10**8):08}", domain)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"refused: CustomerUnknownError: range.customer \S.*\n", done.stderr)


def test_a_range_that_was_opened_for_longer_numbers_is_mended_while_it_is_unused(
    server: Live, example: Example, ids: list[int], phones: list[list[str]]
) -> None:
    # as the example did that took the + for a digit
    prefix = f"97{secrets.randbelow(10**8):08}"
    limits = {"minDigits": len(prefix) + 4, "maxDigits": len(prefix) + 4}
    id = {"prefix": f"+{prefix}", "tld": "e164.arpa"}
    server.call("literal").enum.addRange(range={"id": id, **limits, "customer": ids[1]})
    done = example("map_numbers.py", ids[1], f"+{prefix}", phones[0][0].partition("@")[2], 1)
    assert done.stdout == f"+{prefix}000 sip:{phones[0][0]}\n", done.stderr


def test_php_resets_a_password(example: Example, phones: list[list[str]]) -> None:
    username, _, domain = phones[0][0].partition("@")
    done = example("reset_password.php", username.upper(), domain)
    assert re.fullmatch(rf"{username}@{domain} [0-9a-f]{{16}}\n", done.stdout), done.stderr
    again = example("reset_password.php", "nobody", domain)
    assert (again.returncode, again.stdout) == (1, "")
    assert re.fullmatch(r"refused: SipAccountUnknownError \(1010\): \S.*\n", again.stderr)


def test_an_account_gets_one_mailbox_and_its_other_diversions_stay(
    server: Live, example: Example, phones: list[list[str]]
) -> None:
    username, _, domain = phones[1][0].partition("@")
    sip_id = {"username": username, "domain": domain}
    server.call().sip.setCallDiversions(sipId=sip_id, diversions={"FUNV": "sip:bob@example.net"})
    done = example("give_mailbox.py", username.upper(), domain)
    assert re.fullmatch(rf"{username}@{domain} \d{{7,}} [1-9]{{6}}\n", done.stdout), done.stderr
    assert server.call().sip.getCallDiversions(sipId=sip_id) == {
        **{"FUNC": "", "FUNV": "sip:bob@example.net"},
        **dict.fromkeys(("FNOL", "FBUS", "FNOA"), "<voice-mailbox>"),
    }
    assert example("give_mailbox.py", username, domain).stdout == done.stdout
    again = example("give_mailbox.py", "nobody", domain)
    assert (again.returncode, again.stdout) == (1, "")
    assert re.fullmatch(r"refused: SipAccountUnknownError: \S.*\n", again.stderr)


def test_php_sets_rating_profiles_and_tells_what_was_there(example: Example, phones: list[list[str]]) -> None:
    domain = phones[0][0].partition("@")[2]
    done = example("set_rating.php", domain, "442", "")
    assert done.stdout == f"domain://{domain} - -> 442/\n", done.stderr
    assert example("set_rating.php", domain, "1 & 2", "443").stdout == f"domain://{domain} 442/ -> 1 & 2/443\n"
    again = example("set_rating.php", f"x{domain}", "442", "443")
    assert (again.returncode, again.stdout) == (1, "")
    assert re.fullmatch(r"refused: SipDomainUnknownError \(1000\): \S.*\n", again.stderr)


def test_machines_and_accounts_are_counted(example: Example, phones: list[list[str]]) -> None:
    done = example("count_accounts.py")
    assert done.stdout.startswith(f"127.0.0.1 {__version__} provisioning_server\n"), done.stderr
    assert re.search(rf"^{phones[0][0].partition('@')[2]} 0 10\d$", done.stdout, re.MULTILINE)


@pytest.fixture(scope="module")
def domain(example: Example, ids: list[int]) -> str:
    """A new zone of alice with the records of a SIP domain, made by the example."""
    domain = f"d{secrets.token_hex(4)}.example"
    done = example("publish_sip_domain.py", ids[1], domain, "proxy.example.net", "ns1.example.net", "ns2.example.net")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"_sip._tcp.{domain} 3600 SRV 100 100 5060 proxy.example.net",
        f"_sip._udp.{domain} 3600 SRV 100 100 5060 proxy.example.net",
        f"_sips._tcp.{domain} 3600 SRV 100 100 5061 proxy.example.net",
        f'{domain} 3600 NAPTR 100 10 100 "s" "SIPS+D2T" "" _sips._tcp.{domain}',
        f'{domain} 3600 NAPTR 100 20 100 "s" "SIP+D2T" "" _sip._tcp.{domain}',
        f'{domain} 3600 NAPTR 100 30 100 "s" "SIP+D2U" "" _sip._udp.{domain}',
    ]
    return domain


def test_a_sip_domain_is_published_again_with_another_proxy(example: Example, ids: list[int], domain: str) -> None:
    done = example("publish_sip_domain.py", ids[1], domain, "proxy2.example.net", "ns1.example.net")
    assert done.returncode == 0, done.stderr
    rows = done.stdout.splitlines()
    assert len(rows) == 9
    assert f"_sip._udp.{domain} 3600 SRV 100 100 5060 proxy2.example.net" in rows
    done = example("publish_sip_domain.py", 2**31 - 1, f"x{domain}", "proxy.example.net", "ns1.example.net")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"refused: CustomerUnknownError: zone.customer \S.*\n", done.stderr)


def test_mail_is_forwarded_to_every_target_once(example: Example, domain: str) -> None:
    first = example("add_mail_alias.py", f"a_b@{domain}", "me@corp.example")
    assert first.stdout == f"a_b@{domain} -> me@corp.example\n", first.stderr
    second = example("add_mail_alias.py", f"A_b@{domain}", "you@corp.example")
    assert set(second.stdout.splitlines()) == {f"a_b@{domain} -> {who}@corp.example" for who in ("me", "you")}
    again = example("add_mail_alias.py", f"a_b@{domain}", "me@corp.example")
    assert (again.returncode, again.stdout) == (1, "")
    assert re.fullmatch(r"refused: DnsFancyRecordExistsError: \S.*\n", again.stderr)


@pytest.mark.parametrize("script", ["pay_once.py", "pay_once.php", "pay_once.sh"])
def test_a_credit_is_paid_once_though_answers_get_lost(
    example: Example, server: Live, phones: list[list[str]], script: str
) -> None:
    username, _, domain = phones[0][0].partition("@")
    server.call().sip.updateAccount(account={"id": {"username": username, "domain": domain}, "prepaid": True})
    order = f"order <&> {secrets.token_hex(4)}"
    with losing(server, 2) as url:
        first = example(script, username, domain, "2.5", order, url=url)
    assert first.returncode == 0, first.stderr
    had, has = map(float, re.findall(r"\d+\.\d\d", first.stdout.removeprefix(phones[0][0])))
    assert has == had + 2.5
    assert example(script, username, domain, "2.5", order).stdout == first.stdout
    assert example(script, username, domain, "2.5", f"{order} b").stdout.endswith(f" has {has + 2.5:.2f}\n")
    other = example(script, username, domain, "3", order)
    assert (other.returncode, other.stdout) == (1, "")
    assert re.fullmatch(r"refused: RequestReusedError\b.*: \S.*\n", other.stderr)


def test_every_example_is_in_the_readme() -> None:
    scripts = {path.name for path in EXAMPLES.iterdir() if path.suffix in {".py", ".php", ".sh"}}
    assert set(re.findall(r"`(\w+\.(?:py|php|sh))", (EXAMPLES / "README.md").read_text())) == scripts
