# SPDX-License-Identifier: Apache-2.0
"""What a phone that fetches its file costs a worker, against the bare answer of granian, which serves ngnprov, and against
getAccount; and what becomes of everybody else when all phones ask at once after a power cut."""

import asyncio
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.ports.pbx.conftest import PbxScene
from tests.support.live import Live
from tests.support.world import ADMIN, PASSWORD, Template

REQUESTS, CONNECTIONS = 4000, 8
PHONES = 5000
MAC = "001565000001"
PROMISED_UNCHANGED, PROMISED_WHOLE = 3, 2
BARE = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]
"""
Address = tuple[str, int]


class Scene(PbxScene):
    """A user with a desk phone of which every key is set; that is applied."""

    def furnish(self) -> None:
        """Make them."""
        super().furnish()
        for holder in (self.reseller_id, self.customer_id):
            self.agree("PBX", customer=holder)
        self.pilot()
        self.user("101")
        lines = [{"place": place, "type": "blf", "extension": "101", "label": "Anna"} for place in range(1, 30)]
        phone = {"customer": 2, "extension": "101", "mac": MAC, "model": "Yealink T46S", "lines": lines}
        self.root.addDevice(device=phone)
        self.root.applyConfiguration(customer=2)


def report(template: Template, folder: Path) -> None:
    """Print the ratios."""
    folder.mkdir()
    filled = template.filled(folder, Scene.fill)
    live = _serve(filled, folder / "served")
    try:
        token = live.call(username=ADMIN, password=PASSWORD).pbx.rotateDeviceToken(device=1)["token"]
        path = f"/p/{token}/{MAC}.cfg"
        tag = _tag(live.address, path)
        unchanged = _get(path, f"If-None-Match: {tag}\r\n")
        caller = live.call("literal", username=ADMIN, password=PASSWORD)
        body = caller.envelope("getAccount", {"id": 2}, "Customer")
        head = (
            f"POST /soap/customer/ HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        with _bare(folder) as bare:
            costs = {
                "granian's bare answer": _cost(bare, bare_process(bare), _get("/")),
                "an unchanged file (304)": _cost(live.address, _process(live), unchanged),
                "a full file of a Yealink": _cost(live.address, _process(live), _get(path)),
                "getAccount": _cost(live.address, _process(live), head.encode() + body),
            }
        for what, cost in costs.items():
            print(f"{what:42}{cost * 1e6:>8.0f} us of CPU")
        first, file, whole, call = costs.values()
        print(f"{'unchanged against bare':42}{file / first:>8.2f}{PROMISED_UNCHANGED:>10}")
        print(f"{'full against getAccount':42}{whole / call:>8.2f}{PROMISED_WHOLE:>10}")
        _power_cut(live, _get(path), head.encode() + body)
    finally:
        live.stop()


def _serve(filled: Template, place: Path) -> Live:
    place.mkdir()
    shutil.copy(filled.url.removeprefix("sqlite:///"), place / "ngnprov.db")
    shutil.copy(filled.key_file, place / "ngnprov.key")
    live = Live(place, "--workers", "1")
    live.start()
    return live


_servers: dict[Address, psutil.Process] = {}


def bare_process(address: Address) -> psutil.Process:
    """The server that listens at an address."""
    return _servers[address]


@contextmanager
def _bare(folder: Path) -> Iterator[Address]:
    """granian with an application that does nothing, in one worker."""
    (folder / "bare.py").write_text(BARE)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1"]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--workers", "1", "bare:app"], cwd=folder, stdout=log, stderr=log
        )
        address = ("127.0.0.1", port)
        _servers[address] = psutil.Process(process.pid)
        try:
            _until_up(address)
            yield address
        finally:
            process.terminate()
            process.wait()


def _until_up(address: Address) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(address, timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _process(live: Live) -> psutil.Process:
    assert live.process is not None
    return psutil.Process(live.process.pid)


def _get(path: str, headers: str = "") -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Yealink SIP-T46S 66.84.0.10\r\n{headers}\r\n".encode()
    )


def _tag(address: Address, path: str) -> str:
    head = _exchange(socket.create_connection(address), _get(path)).partition(b"\r\n\r\n")[0].decode().lower()
    return head.split("etag: ")[1].split("\r\n")[0]


def _exchange(connection: socket.socket, request: bytes) -> bytes:
    """Send a request, and read an answer that says how long it is, or has no body."""
    connection.sendall(request)
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(1 << 16)
    head, _, body = answer.partition(b"\r\n\r\n")
    told = head.lower()
    length = int(told.split(b"content-length: ")[1].split(b"\r\n")[0]) if b"content-length: " in told else 0
    if b" 304 " in head.split(b"\r\n")[0]:
        length = 0
    while len(body) < length:
        body += connection.recv(1 << 16)
    return head + b"\r\n\r\n" + body


def _cost(address: Address, process: psutil.Process, request: bytes) -> float:
    """Seconds of CPU of the server for one request, the best of three rounds."""
    best = float("inf")
    for _ in range(3):
        before = _spent(process)
        threads = [threading.Thread(target=_ask, args=(address, request)) for _ in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        best = min(best, (_spent(process) - before) / REQUESTS)
    return best


def _ask(address: Address, request: bytes) -> None:
    """As phones do: each fetch has a connection of its own."""
    for _ in range(REQUESTS // CONNECTIONS):
        with socket.create_connection(address, timeout=60) as connection:
            _exchange(connection, request)


def _spent(process: psutil.Process) -> float:
    each = [process, *process.children(recursive=True)]
    return sum(times.user + times.system for times in (one.cpu_times() for one in each))


def _power_cut(live: Live, request: bytes, call: bytes) -> None:
    """All phones ask at once, each from a connection of its own, while somebody else calls."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, PHONES * 2)), hard))
    done, waits, statuses = threading.Event(), [], Counter[str]()

    def somebody_else() -> None:
        while not done.is_set():
            started = time.perf_counter()
            with socket.create_connection(live.address, timeout=60, source_address=("127.0.0.9", 0)) as connection:
                statuses[_exchange(connection, call).split(b" ")[1].decode()] += 1
            waits.append(time.perf_counter() - started)
            time.sleep(0.01)

    other = threading.Thread(target=somebody_else)
    other.start()
    started = time.perf_counter()
    phones = asyncio.run(_all_phones(live.address, request))
    seconds = time.perf_counter() - started
    done.set()
    other.join()
    told = ", ".join(f"{count} of {status}" for status, count in sorted(phones.items()))
    calls = ", ".join(f"{count} of {status}" for status, count in sorted(statuses.items()))
    print(
        f"{PHONES} phones at once: {told} in {seconds:.1f} s; meanwhile calls of others: {calls}, at most {max(waits):.2f} s"
    )


async def _all_phones(address: Address, request: bytes) -> Counter[str]:
    found = await asyncio.gather(*(_one_phone(address, request, number) for number in range(PHONES)))
    return Counter(found)


async def _one_phone(address: Address, request: bytes, number: int) -> str:
    source = (f"127.1.{number // 200}.{number % 200 + 1}", 0)
    try:
        reader, writer = await asyncio.open_connection(*address, local_addr=source)
        writer.write(request)
        status = (await reader.readline()).split(b" ")[1].decode()
        writer.close()
    except (OSError, IndexError) as error:
        return type(error).__name__
    return status
