# SPDX-License-Identifier: Apache-2.0
"""Real name servers on free ports of the loopback: BIND, NSD and Knot, each with a zone, to be asked and to transfer it.

Each runs in the foreground as a child of the test, with a configuration and a directory of its own, and ends with its
context. A zone that a server refuses is a failure of the test, with what the server said.
"""

import contextlib
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import dns.exception
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdatatype
import dns.zone
import pytest

from tests.clients.program import missing

PLACES = "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin"
HERE = "127.0.0.1"
PATIENCE = 90
"""Seconds until a server on a busy machine must answer."""

REFUSED = "not loaded due to errors"
"""What ``named`` says of a zone that it does not take."""

Configure = Callable[[int], Sequence[str | Path]]
"""Writes the configuration for a port, and answers the command."""
Rr = tuple[str, int, str, str]
"""Owner, TTL, type and RDATA, in the text of dnspython."""


@dataclass(frozen=True)
class Served:
    """A running name server with a zone."""

    zone: str
    port: int

    def ask(self, name: str, kind: str) -> list[str]:
        """The RDATA that it answers for a name of the zone, authoritative, over TCP."""
        query = dns.message.make_query(name, kind)
        answer = dns.query.tcp(query, HERE, port=self.port, timeout=PATIENCE)
        assert answer.rcode() == dns.rcode.NOERROR, answer
        owner, type = dns.name.from_text(name), dns.rdatatype.from_text(kind)
        return sorted(
            each.to_text() for rrset in answer.answer if (rrset.name, rrset.rdtype) == (owner, type) for each in rrset
        )

    def transfer(self) -> set[Rr]:
        """Every record, by AXFR."""
        messages = dns.query.xfr(HERE, self.zone, port=self.port, relativize=False, lifetime=PATIENCE)
        return records(dns.zone.from_xfr(messages, relativize=False))


def records(zone: dns.zone.Zone) -> set[Rr]:
    """Every record of a zone."""
    return {
        (name.to_text(), ttl, dns.rdatatype.to_text(rdata.rdtype), rdata.to_text())
        for name, ttl, rdata in zone.iterate_rdatas()
    }


def of_file(text: str, zone: str) -> set[Rr]:
    """Every record of a master file."""
    return records(dns.zone.from_text(text, origin=zone, relativize=False))


@contextlib.contextmanager
def bind(zone: str, text: str, place: Path) -> Iterator[Served]:
    """``named`` as primary, which checks names and the zone's integrity as it does by itself."""
    place = directory(place, "named")
    (place / "zone").write_text(text, encoding="ascii")

    def configure(port: int) -> Sequence[str | Path]:
        file = place / "named.conf"
        file.write_text(f"""
options {{
    directory "{place}"; managed-keys-directory "{place}"; pid-file none; session-keyfile none;
    listen-on port {port} {{ {HERE}; }}; listen-on-v6 {{ none; }};
    recursion no; dnssec-validation no; empty-zones-enable no; notify no; allow-transfer {{ {HERE}; }};
}};
controls {{ }};
zone "{zone}" {{ type primary; file "zone"; }};
""")
        return [program("named", "bind9"), "-g", "-n", "1", "-c", file]

    with running(zone, configure, place) as served:
        yield served


@contextlib.contextmanager
def nsd(zone: str, primary: Served, place: Path) -> Iterator[Served]:
    """``nsd`` as secondary of another server, from which it transfers the zone."""
    place = directory(place, "nsd")

    def configure(port: int) -> Sequence[str | Path]:
        file = place / "nsd.conf"
        file.write_text(f"""
server:
    ip-address: {HERE}@{port}
    username: ""
    chroot: ""
    zonesdir: "{place}"
    xfrdir: "{place}"
    database: ""
    pidfile: ""
    xfrdfile: ""
    zonelistfile: "{place}/zone.list"
    server-count: 1
remote-control:
    control-enable: no
zone:
    name: "{zone}"
    zonefile: ""
    request-xfr: AXFR {HERE}@{primary.port} NOKEY
    provide-xfr: {HERE} NOKEY
""")
        return [program("nsd", "nsd"), "-d", "-c", file]

    with running(zone, configure, place) as served:
        yield served


@contextlib.contextmanager
def knot(zone: str, text: str, place: Path) -> Iterator[Served]:
    """``knotd`` as primary, with all its semantic checks."""
    place = directory(place, "knot")
    (place / "zone").write_text(text, encoding="ascii")

    def configure(port: int) -> Sequence[str | Path]:
        file = place / "knot.conf"
        file.write_text(f"""
server:
  listen: {HERE}@{port}
  rundir: {place}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
log:
  - target: stderr
    any: info
database:
  storage: {place}
acl:
  - id: here
    address: {HERE}
    action: transfer
zone:
  - domain: {zone}
    storage: {place}
    file: zone
    acl: here
    semantic-checks: on
""")
        return [program("knotd", "knot"), "-c", file]

    with running(zone, configure, place) as served:
        yield served


def nsd_accepts(zone: str, text: str, place: Path) -> None:
    """``nsd-checkzone`` takes a master file."""
    file = directory(place, "nsd-checkzone") / "zone"
    file.write_text(text, encoding="ascii")
    done = subprocess.run(
        [program("nsd-checkzone", "nsd"), zone, str(file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def program(name: str, package: str) -> str:
    """The path of a program; skips where it is missing, as the clients do."""
    return shutil.which(name, path=PLACES) or missing(name, package)


def directory(place: Path, name: str) -> Path:
    """A fresh directory for a server; the paths of sockets in it must be short."""
    made = place / name
    made.mkdir()
    return made


@contextlib.contextmanager
def running(zone: str, configure: Configure, place: Path) -> Iterator[Served]:
    """A server that answers for its zone. Another process may take the port first; then it is started on another."""
    for _ in range(5):
        port = free_port()
        log = place / "log"
        with log.open("w") as written:
            command = [str(word) for word in configure(port)]
            child = subprocess.Popen(command, stdout=written, stderr=subprocess.STDOUT, cwd=place)
            try:
                if until_served(child, zone, port, log):
                    yield Served(zone, port)
                    return
            finally:
                end(child)
        if not re.search("address (?:already )?in use", log.read_text(), re.IGNORECASE):
            break
    pytest.fail(f"{command[0]} does not serve {zone}:\n{log.read_text()[-4000:]}")


def free_port() -> int:
    """A port that nobody uses at this moment, for UDP and TCP."""
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
    ):
        tcp.bind((HERE, 0))
        port: int = tcp.getsockname()[1]
        with contextlib.suppress(OSError):
            udp.bind((HERE, port))
    return port


def until_served(child: "subprocess.Popen[bytes]", zone: str, port: int, log: Path) -> bool:
    """Wait until the child answers the SOA of its zone; False when it has ended or refused the zone.

    Until then it may refuse to answer: a zone is being loaded, or comes from another server.
    """
    query = dns.message.make_query(zone, "SOA")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and child.poll() is None and REFUSED not in log.read_text():
        with contextlib.suppress(OSError, EOFError, dns.exception.DNSException):
            answer = dns.query.tcp(query, HERE, port=port, timeout=5)
            if answer.rcode() == dns.rcode.NOERROR and answer.answer:
                return True
        time.sleep(0.1)
    return False


def end(child: "subprocess.Popen[bytes]") -> None:
    """End a child, with force when it does not go by itself."""
    child.terminate()
    try:
        child.wait(timeout=20)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait(timeout=20)
