# SPDX-License-Identifier: Apache-2.0
"""A real SIP registrar on a free port of the loopback: Kamailio, which reads accounts from our SQLite file as it is.

Of ``sip_accounts`` it reads ``ha1`` where ``username`` and ``domain`` are those that a phone says, at each registration: what is
committed counts at once. It opens the file for reading only, keeps who is registered in memory, and ends with its context.
"""

import contextlib
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.clients.program import missing
from tests.support.name_servers import HERE, end, free_port, program

PATIENCE = 60
"""Seconds until something must have happened on a busy machine."""
PAUSE = 0.05
"""Seconds between two looks."""
NOBODY = "AOR not found in location table"
"""What Kamailio says of an address at which nobody is registered."""


@dataclass(frozen=True)
class Registrar:
    """A running registrar. Phones reach it at ``port`` of 127.0.0.1, by UDP and TCP; an address is ``user@domain``."""

    port: int
    place: Path

    def registered(self, address: str) -> bool:
        """Is a phone registered at this moment?"""
        return bool(self.user_agents(address))

    def user_agents(self, address: str) -> list[str]:
        """What the phones that are registered call themselves."""
        answer = self._asked("ul.lookup", "location", address)
        if "error" in answer:
            assert answer["error"]["message"] == NOBODY, answer
            return []
        return [contact["Contact"]["User-Agent"] for contact in answer["result"]["Contacts"]]

    def refusals(self, address: str) -> int:
        """How often a phone has answered the challenge wrongly."""
        return self.log().splitlines().count(f"refused {address}")

    def until_registered(self, address: str) -> None:
        """Wait until a phone is registered."""
        self._until(lambda: self.registered(address), f"nobody registers as {address}")

    def until_gone(self, address: str) -> None:
        """Wait until no phone is registered any more."""
        self._until(lambda: not self.registered(address), f"somebody stays registered as {address}")

    def until_refused(self, address: str) -> None:
        """Wait until a phone has answered the challenge wrongly."""
        self._until(lambda: self.refusals(address) > 0, f"nobody is refused as {address}")

    def log(self) -> str:
        """All that Kamailio has said."""
        text = (self.place / "log").read_text(errors="replace")
        return re.sub(r"^.*<script>: ", "", text, flags=re.MULTILINE)  # process and level before our own lines

    def is_up(self) -> bool:
        """Does it answer? Then it has its ports."""
        with contextlib.suppress(FileNotFoundError, ConnectionRefusedError, TimeoutError):
            return "result" in self._asked("core.version", patience=1)
        return False

    def _until(self, happened: Callable[[], bool], otherwise: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < deadline, f"{otherwise}; Kamailio said:\n{self.log()[-4000:]}"
            time.sleep(PAUSE)

    def _asked(self, method: str, *parameters: str, patience: float = PATIENCE) -> dict[str, Any]:
        """Its answer by JSON-RPC over datagrams (kamailio.org/docs/modules/5.6.x/modules/jsonrpcs.html)."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as asking, _bound(asking, self.place):
            asking.settimeout(patience)
            question = {"jsonrpc": "2.0", "method": method, "params": parameters, "id": 1}
            asking.sendto(json.dumps(question).encode(), str(self.place / "rpc"))
            answer: dict[str, Any] = json.loads(asking.recv(1 << 16))
            return answer


@contextlib.contextmanager
def registrar(database: Path) -> Iterator[Registrar]:
    """A registrar for the accounts in a SQLite file of ngnprov. Another process may take its port first; then it tries others."""
    kamailio = program("kamailio", "kamailio-sqlite-modules")
    for _ in range(5):
        with tempfile.TemporaryDirectory(prefix="registrar-") as folder:  # the names of sockets must be short
            running = Registrar(free_port(), Path(folder))
            with _child(kamailio, running, database) as child:
                if _until_up(running, child):
                    yield running
                    return
                said = running.log()
            if "No module matching <db_sqlite> found" in said:
                missing("Kamailio's module for SQLite", "kamailio-sqlite-modules")
            if "Address already in use" not in said:
                break
    pytest.fail(f"Kamailio does not start:\n{said[-4000:]}")


@contextlib.contextmanager
def _child(kamailio: str, running: Registrar, database: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Kamailio, with all processes that it makes."""
    place = running.place
    (place / "kamailio.cfg").write_text(_configuration(running.port, place, database.resolve()))
    memory = ("-m", "16", "-M", "4")  # megabytes, shared and of each process
    folders = ("-w", place, "-Y", place, "-P", place / "pid")
    command = [kamailio, "-DD", "-E", *memory, *folders, "-f", place / "kamailio.cfg"]
    with (place / "log").open("wb") as log:
        child = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield child
    finally:
        end(child)
        with contextlib.suppress(ProcessLookupError):  # those that it has left behind
            os.killpg(child.pid, signal.SIGKILL)


def _until_up(running: Registrar, child: "subprocess.Popen[bytes]") -> bool:
    """Wait until it answers; False when it has ended."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and child.poll() is None:
        if running.is_up():
            return True
        time.sleep(PAUSE)
    return False


@contextlib.contextmanager
def _bound(asking: socket.socket, place: Path) -> Iterator[None]:
    """Have a socket where an answer can be sent."""
    own = place / secrets.token_hex(4)  # of its own, so that it gets no answer that came too late for another
    asking.bind(str(own))
    try:
        yield
    finally:
        own.unlink()


def _configuration(port: int, place: Path, database: Path) -> str:
    """A registrar and nothing else: it challenges for the domain of the address, with MD5 and without ``qop``.

    ``$rc`` of ``auth_check``: -1 the file could not be read, -4 the nonce is too old, -5 there were no credentials; all else
    below 0 is a refusal.
    """
    modules = ("jsonrpcs", "sl", "pv", "xlog", "db_sqlite", "usrloc", "registrar", "auth", "auth_db")
    return f"""#!KAMAILIO
debug=2
log_stderror=yes
children=1
tcp_children=1
auto_aliases=no
dns=no
rev_dns=no
listen=udp:{HERE}:{port}
listen=tcp:{HERE}:{port}
{"".join(f'loadmodule "{module}.so"' + chr(10) for module in modules)}
modparam("jsonrpcs", "transport", 4)
modparam("jsonrpcs", "dgram_socket", "{place}/rpc")
modparam("usrloc", "db_mode", 0)
modparam("usrloc", "use_domain", 1)
modparam("db_sqlite", "db_set_readonly", "{database}")
modparam("auth_db", "db_url", "sqlite:///{database}")
modparam("auth_db", "version_table", 0)
modparam("auth_db", "use_domain", 1)
modparam("auth_db", "calculate_ha1", 0)
modparam("auth_db", "password_column", "ha1")
modparam("auth_db", "load_credentials", "")
request_route {{
    if (method != "REGISTER") {{
        sl_send_reply("405", "Method Not Allowed");
        exit;
    }}
    if (!auth_check("$td", "sip_accounts", "1")) {{
        if ($rc != -1 && $rc != -4 && $rc != -5) xlog("L_NOTICE", "refused $tU@$td\\n");
        auth_challenge("$td", "0");
        exit;
    }}
    if (!save("location")) sl_reply_error();
    exit;
}}
"""
