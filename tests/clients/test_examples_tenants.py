# SPDX-License-Identifier: Apache-2.0
"""The scripts of examples/ about tenants and how they log in, run as their reader would run them, against the live server."""

import os
import secrets
import subprocess
import sys
import time
import urllib.parse
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest

from tests.support.live import Live

from .examples import EXAMPLES, Example, run_with
from .program import Server


@pytest.fixture(scope="module")
def example(server: Server) -> Example:
    """Runs a script with the server and the administrator's login in its environment."""
    return run_with(server)


def test_a_customer_tries_before_it_pays(server: Live, example: Example) -> None:
    root = server.call()
    account = {"username": f"r{secrets.token_hex(4)}", "password": "secret", "resellerActive": True}
    reseller = root.addAccount(account=account)["id"]
    code, name = f"t{secrets.token_hex(4)}", f"try{secrets.token_hex(4)}"
    root.at("Tenant").addProductType(productType={"code": code, "name": "Basic", "fee": 62})
    today = datetime.now(UTC).date()
    given = (reseller, name, "ann@example.com", code)
    done = example("try_before_buying.py", *given, "--days", "3")
    assert done.returncode == 0, done.stderr
    head, *lines = done.stdout.splitlines()
    customer = head.split()[0]
    assert head == f"{customer} on trial until {today + timedelta(days=2)}"
    assert lines[0].endswith("Basic: 0.00 EUR prorata trial") or lines[0].endswith("Basic: 0.00 EUR trial")
    again = example("try_before_buying.py", *given, "--convert")
    assert again.returncode == 0, again.stderr
    pays = f"{customer} pays from {today}"
    assert pays in again.stdout
    line = again.stdout.partition(pays)[2].splitlines()[-1]
    assert line.startswith(f"  {today} to "), "from today on it pays"
    assert "0.00" not in line
    assert "trial" not in line


def test_an_administrator_sets_up_a_second_factor_and_begins_a_session(tmp_path: Path) -> None:
    with Live(tmp_path) as live:
        login = {"NGNPROV_URL": live.url, "NGNPROV_USER": live.admin, "NGNPROV_PASSWORD": live.password}
        with subprocess.Popen(
            [sys.executable, str(EXAMPLES / "begin_session.py"), "--enrol"],
            env={**os.environ, **login},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as script:
            assert script.stdin is not None
            assert script.stderr is not None
            assert script.stdout is not None
            (secret,) = urllib.parse.parse_qs(urllib.parse.urlsplit(script.stderr.readline().strip()).query)["secret"]
            step = int(time.time()) // 30
            for each in (step, step + 1):
                script.stdin.write(pyotp.TOTP(secret).generate_otp(each) + "\n")
                script.stdin.flush()
            told = script.stderr.read()
            line = script.stdout.read()
        assert told.count("recovery code ") == 10, told
        token = line.strip().removeprefix("export NGNPROV_PASSWORD=")
        assert run_with(live)("page_through_customers.py", password=token).returncode == 0
        refused = run_with(live)("page_through_customers.py")
        assert refused.stderr.startswith("refused: SecondFactorNeededError: this login has a second factor")
