# SPDX-License-Identifier: Apache-2.0
"""What the README tells a newcomer to type works as it stands there."""

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

from tests.support.live import Live

README = (Path(__file__).parents[2] / "README.md").read_text()


def retry() -> str:
    """The block after it: a credit that is sent twice."""
    found = re.search(r"```sh\n(for attempt.*?)```", README, re.DOTALL)
    assert found is not None
    return found[1]


def first_calls() -> str:
    """The block under "First call"."""
    found = re.search(r"## First call\n.*?```sh\n(.*?)```", README, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_first_calls_survive_being_pasted_as_one_block(tmp_path: Path) -> None:
    """A shell that knows no bracketed paste takes what follows a command for its input: the password would be a line of the block."""
    with Live(tmp_path) as live:
        told = typed(first_calls().replace(".venv/bin/ngnprov", f"{sys.executable} -m ngnprov"), live)
        (account,) = live.call().sip.getAccounts(query={"filter": {}})["accounts"]
        done = subprocess.run(
            ["bash", "-euc", retry().replace(".venv/bin/ngnprov", f"{sys.executable} -m ngnprov")],
            env={**os.environ, "NGNPROV_URL": live.url, "NGNPROV_PASSWORD": live.password},
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout == "old_balance  0.0\nnew_balance  10.0\n" * 2
    assert account["id"] == {"username": "alice", "domain": "acme.example"}
    assert "alice" in told.rpartition("Password: ")[2]
    assert live.password not in told


def typed(block: str, live: Live) -> str:
    """What bash shows at a terminal into which ``block`` is pasted and then, when it asks, the password typed."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update({"NGNPROV_URL": live.url, "PS1": "$ ", "TERM": "dumb", "NO_COLOR": "1"})
        os.chdir(live.place)
        os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
    shown = ""

    def show_until(text: str) -> None:
        nonlocal shown
        deadline = time.monotonic() + 120
        while text not in shown and time.monotonic() < deadline:
            if select.select([terminal], [], [], 0.1)[0]:
                shown += os.read(terminal, 65536).decode(errors="replace")
        assert text in shown, shown

    def wait_until_typing_is_hidden() -> None:
        """``read -s`` stops the echo only after the prompt is there, and a test types faster than anybody."""
        deadline = time.monotonic() + 120
        while termios.tcgetattr(terminal)[3] & termios.ECHO and time.monotonic() < deadline:
            time.sleep(0.01)

    try:
        os.write(terminal, block.encode())
        show_until("\r\nPassword: ")
        wait_until_typing_is_hidden()
        os.write(terminal, f"{live.password}\n".encode())
        os.write(terminal, b"echo the-$((40 + 2))-end; exit\n")
        show_until("the-42-end")
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    return shown
