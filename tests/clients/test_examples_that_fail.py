# SPDX-License-Identifier: Apache-2.0
"""Every script of examples/ called wrongly, with a wrong password, and where no server is: one line, no traceback."""

import os
import re
import socket
import subprocess
from collections.abc import Iterator

import pytest

from tests.support.live import Live

from .examples import EXAMPLES, interpreter
from .program import Server

VALID: dict[str, list[str]] = {
    "add_mail_alias.py": ["a@d.example", "b@d.example"],
    "bring_up_domain.py": ["1", "d.example"],
    "connect_a_pbx.py": ["2", "http://kazoo.example.com:8000", "a1", "k3y"],
    "begin_session.py": [],
    "count_accounts.py": [],
    "create_customer.php": ["1", "alice"],
    "create_customer.sh": ["1", "alice", "secret"],
    "create_reseller_and_customers.py": ["acme", "alice"],
    "fill_pbx.py": ["2", __file__],
    "fill_pbx.php": ["2", __file__],
    "onboard_from_template.py": ["2", "1", "acme", "office@acme.example", "acme.example", "43-1-9999"],
    "order_seats.py": ["2", "SEAT", "1"],
    "set_up_phones.py": ["2", "SEAT", "Anna", "001565123401", "001565123402"],
    "give_mailbox.py": ["alice", "d.example"],
    "grant_pstn_access.py": ["1"],
    "import_users.py": ["2", __file__],
    "invoice_of_a_month.py": ["1", "2027-03", "invoices"],
    "list_operations.py": [],
    "map_numbers.py": ["1", "+99312", "d.example"],
    "move_credits.py": ["1", "2", "1"],
    "page_through_customers.py": [],
    "pay_once.php": ["alice", "d.example", "10", "order 1"],
    "pay_once.py": ["alice", "d.example", "10", "order 1"],
    "pay_once.sh": ["alice", "d.example", "10", "order 1"],
    "publish_sip_domain.py": ["1", "d.example", "proxy.example.net", "ns1.example.net"],
    "reset_password.php": ["alice", "d.example"],
    "sell_pbx.php": ["1", "acme", "acme.example", "43", "1", "9999", "12094555948"],
    "sell_pbx.py": ["1", "acme", "acme.example", "43-1-9999", "12094555948"],
    "set_rating.php": ["d.example", "442", "443"],
    "try_before_buying.py": ["1", "acme", "ann@example.com", "basic"],
}
"""Arguments that a script takes."""
WRONG: dict[str, list[list[str]]] = {
    "add_mail_alias.py": [["a@d.example"]],
    "bring_up_domain.py": [["1"], ["one", "d.example"], ["1", "d.example", "0"], ["1", "d.example", "many"]],
    "connect_a_pbx.py": [["2"], ["two", "https://kazoo.example.com", "a1", "k3y"]],
    "begin_session.py": [["123456"]],
    "count_accounts.py": [["d.example"]],
    "create_customer.php": [["1"], ["one", "alice"]],
    "create_customer.sh": [["1"], ["one", "alice", "secret"]],
    "create_reseller_and_customers.py": [["acme"]],
    "fill_pbx.py": [["2"], ["two", __file__]],
    "fill_pbx.php": [["2"], ["two", __file__], ["2", "/nowhere"]],
    "onboard_from_template.py": [["2", "1", "acme"], ["2", "1", "acme", "o@a.example", "a.example", "4319"]],
    "order_seats.py": [["2", "SEAT"], ["2", "SEAT", "many"], ["two", "SEAT", "1"]],
    "set_up_phones.py": [["2", "SEAT"], ["2", "SEAT", "Anna", "001565123401"], ["two", "SEAT", "Anna", "a", "b"]],
    "give_mailbox.py": [["alice"], ["alice", "d.example", "e.example"]],
    "grant_pstn_access.py": [[], ["one"], ["1", "2"]],
    "import_users.py": [["2"], ["two", __file__], ["2", __file__, "--some"]],
    "invoice_of_a_month.py": [["1", "2027-03"], ["one", "2027-03", "invoices"]],
    "list_operations.py": [["sip", "dns"]],
    "map_numbers.py": [
        ["1", "312"],
        ["1", "+", "d.example"],
        ["1", "31 20", "d.example"],
        ["1", "312", "d.example", "0"],
    ],
    "move_credits.py": [["1", "2"], ["1", "2", "few"]],
    "page_through_customers.py": [["acme"], ["1", "2"]],
    "pay_once.php": [["alice", "d.example", "10"], ["alice", "d.example", "ten", "order 1"]],
    "pay_once.py": [["alice", "d.example", "10"], ["alice", "d.example", "ten", "order 1"]],
    "pay_once.sh": [["alice", "d.example", "10"], ["alice", "d.example", "ten", "order 1"]],
    "publish_sip_domain.py": [["1", "d.example", "proxy.example.net"], ["one", *VALID["publish_sip_domain.py"][1:]]],
    "reset_password.php": [["alice"]],
    "sell_pbx.php": [["1", "acme"], ["one", *["acme"] * 6]],
    "sell_pbx.py": [
        ["1", "acme"],
        ["one", "acme", "a.example", "43-1-9", "431"],
        ["1", "acme", "a.example", "4319", "431"],
    ],
    "set_rating.php": [["d.example"], ["d.example", "442"]],
    "try_before_buying.py": [["1", "acme"], ["one", "acme", "ann@example.com", "basic"]],
}
"""Arguments that it does not."""


def run(script: str, arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """A script with nothing to read from."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NGNPROV_")}
    return subprocess.run(
        [*interpreter(script), str(EXAMPLES / script), *arguments],
        env={**clean, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
        start_new_session=True,  # no terminal to ask for a password
    )


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address where nobody listens, and nobody else will meanwhile."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"


def test_every_example_is_tried() -> None:
    beside = {"server.py", "server.php", "kazoo_simulator.py", "README.md", "__pycache__"}
    beside |= {"webhook_receiver.py"}  # it calls nobody: tests/clients/test_webhooks.py
    scripts = {path.name for path in EXAMPLES.iterdir()} - beside
    assert set(VALID) == set(WRONG) == scripts


@pytest.mark.parametrize(("script", "arguments"), [(name, each) for name, all in WRONG.items() for each in all])
def test_a_wrong_call_ends_with_2_and_the_usage(nobody: str, script: str, arguments: list[str]) -> None:
    done = run(script, arguments, NGNPROV_URL=nobody, NGNPROV_PASSWORD="secret")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"usage: {script} "), done.stderr


@pytest.fixture(scope="module")
def guessed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server of its own: so many wrong passwords would lock out the tests of another."""
    with Live(tmp_path_factory.mktemp("guessed")) as live:
        yield live


@pytest.mark.parametrize("script", [name for name in VALID if name != "list_operations.py"])
def test_a_wrong_password_is_said_in_one_line(guessed: Live, script: str) -> None:
    # each by another name: too many guesses of one are refused before they are looked at (905)
    login = {"NGNPROV_USER": f"admin-{script}", "NGNPROV_PASSWORD": "wrong"}
    done = run(script, VALID[script], NGNPROV_URL=guessed.url, **login)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"refused: AuthenticationError\b.*: \S.*\n", done.stderr), done.stderr


@pytest.mark.parametrize("script", VALID)
def test_a_server_that_is_not_there_is_said_in_one_line(nobody: str, script: str) -> None:
    done = run(script, VALID[script], NGNPROV_URL=nobody, NGNPROV_PASSWORD="secret")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"[^\n]+\n", done.stderr), done.stderr
    assert nobody.rpartition(":")[2] in done.stderr


@pytest.mark.parametrize("script", VALID)
def test_another_server_than_this_is_said_in_one_line(server: Server, script: str) -> None:
    done = run(script, VALID[script], NGNPROV_URL=f"{server.url}/elsewhere", NGNPROV_PASSWORD="secret")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"no usable answer from [^\n]+\n", done.stderr), done.stderr


@pytest.mark.parametrize("script", [name for name in VALID if name != "list_operations.py"])
def test_a_password_that_nobody_can_be_asked_for_is_missed_in_one_line(server: Server, script: str) -> None:
    done = run(script, VALID[script], NGNPROV_URL=server.url)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("no password: set NGNPROV_PASSWORD\n"), done.stderr
