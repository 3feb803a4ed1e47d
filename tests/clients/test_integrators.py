# SPDX-License-Identifier: Apache-2.0
"""docs/integrators.md, run as it says: its shell blocks from top to bottom print what stands below each."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.live import Live

from .program import HERE, missing, need, works

PAGE = (HERE.parent.parent / "docs/integrators.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```$\n+^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
FILES = re.findall(r"^```(?:python|php) (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_every_block_of_commands_says_what_it_prints_and_every_program_is_run() -> None:
    assert len(BLOCKS) == PAGE.count("```sh\n")
    assert all(any(name in commands for commands, _ in BLOCKS) for name, _ in FILES)


@pytest.mark.timeout(300)
def test_the_programs_of_the_page_print_what_stands_below_them(tmp_path: Path) -> None:
    need("curl", "curl")
    if not works(need("php", "php-cli"), "-r", "exit(extension_loaded('soap') ? 0 : 1);"):
        missing("PHP's soap extension", "php-soap")
    for name, text in FILES:
        (tmp_path / name).write_text(text)
    with Live(tmp_path) as live:
        customer = live.call().addAccount(account={"username": "acme", "password": "p", "resellerActive": True})["id"]
        live.call().sip.addDomain(domain={"domain": "acme.example", "customer": customer})
        alice = {"id": {"username": "alice", "domain": "acme.example"}, "password": "p", "prepaid": True}
        live.call().sip.addAccount(account=alice)
        for commands, printed in BLOCKS:
            done = run(commands, live)
            assert done.returncode == 0, f"{commands}\n{done.stdout}{done.stderr}"
            assert done.stdout == printed, commands


def run(commands: str, live: Live) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=live.place,
        env={
            **os.environ,
            "NGNPROV_URL": live.url,
            "NGNPROV_PASSWORD": live.password,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        },
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
