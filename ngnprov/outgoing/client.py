# SPDX-License-Identifier: Apache-2.0
"""One request over HTTP to an address that a caller has named.

``http.client`` has the one seam that is needed, ``connect``, as a part of its documented interface, and does nothing that
would have to be switched off: it follows no redirect, asks no proxy, and keeps no connection.
"""

import contextlib
import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from ngnprov.outgoing.addresses import AddressRefused, is_public, is_within, read
from ngnprov.settings import OutgoingSettings

LONGEST_URL: Final = 500
MOST_BYTES: Final = 1024 * 1024
_PORTS: Final = {"https": 443, "http": 80}
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|[0-9a-f:.]+")


class NotReached(Exception):
    """There was no answer; the text says why, in words of ours or of the system, and nothing of the address."""


class Target(NamedTuple):
    """Where a request goes; ``path`` is with the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def header(self) -> str:
        """``Host`` (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


class Place(NamedTuple):
    """An address as it is connected to: the family of the socket, and what it is given."""

    family: int
    address: Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: at most so many bytes of the body as were asked for; ``is_whole`` when that was all of it."""

    status: int
    headers: Mapping[str, str]
    """By their names in small letters."""
    body: bytes = field(repr=False)
    is_whole: bool = True


Resolve = Callable[[str, int], list[Place]]
"""(host, port) -> what the name stands for. Raises AddressRefused, OSError."""


def resolve(host: str, port: int) -> list[Place]:
    """What the system's resolver says. Raises AddressRefused when the host cannot be a name, OSError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:  # a label that is empty or too long (RFC 1035, 2.3.4)
        raise AddressRefused("must have a host of labels of 1 to 63 characters") from None
    return [Place(family, address) for family, _, _, _, address in found]


def parse(url: str) -> Target:
    """Where a URL leads. Raises AddressRefused."""
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or set(url) & set(' "<>\\^`{|}'):
        raise AddressRefused(f"must be a URL of at most {LONGEST_URL} characters, all of which may stand in one")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused("must be a URL such as https://example.com/path") from None
    host = parts.hostname or ""
    if parts.scheme not in _PORTS or not _HOST.fullmatch(host) or port == 0:
        raise AddressRefused("must be a URL such as https://example.com/path")
    if "@" in parts.netloc:
        raise AddressRefused("must have no user and no password")
    if parts.fragment:
        raise AddressRefused("must have no fragment (#)")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or _PORTS[parts.scheme], path)


@dataclass(frozen=True)
class Outgoing:
    """The way out. ``resolve`` and ``tls`` are the system's, but for tests."""

    settings: OutgoingSettings
    resolve: Resolve = resolve
    tls: ssl.SSLContext | None = None

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Made once: to read all authorities takes a while."""
        return self.tls or ssl.create_default_context()

    def refused(self, url: str) -> str | None:
        """Why nothing would be sent to an address that somebody wants to have stored, None when it would.

        A name that is not known today is no reason: it may be tomorrow, and is looked at then. It asks the resolver.
        """
        try:
            self._places(parse(url))
        except AddressRefused as refused:
            return str(refused)
        except OSError:
            return None
        return None

    def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes = b"",
        *,
        most: int = MOST_BYTES,
        seconds: float | None = None,
    ) -> Answer:
        """Ask, and read what comes back, ``most`` bytes of it; all together in so many ``seconds``, else as the settings say.

        Any status is an answer, that of a redirect, too. Raises AddressRefused, NotReached.
        """
        target = parse(url)
        ends = time.monotonic() + (self.settings.timeout if seconds is None else seconds)
        with _told():
            places = self._places(target)
            connection = _Connection(target, places, ends, self._tls if target.scheme == "https" else None)
            try:
                with connection.ending():
                    connection.request(method, target.path, body, {"Host": target.header, **headers})
                    with connection.getresponse() as response:
                        answer = _read(response, most)
            except (OSError, http.client.HTTPException):
                if connection.was_cut:
                    raise TimeoutError from None
                raise
            else:
                if connection.was_cut:  # what has no length seems whole
                    raise TimeoutError
                return answer
            finally:
                connection.close()

    def _places(self, target: Target) -> list[Place]:
        """What the host stands for, of which every address may be reached. Raises AddressRefused, OSError."""
        places = self.resolve(target.host, target.port)
        addresses = [read(each.address[0]) for each in places]
        strange = [each for each in addresses if not is_within(each, self.settings.allowed)]
        if not all(is_public(each) for each in strange):
            raise AddressRefused("must not lead to a loopback, private, link-local or otherwise special address")
        if strange and target.scheme != "https":
            raise AddressRefused("must begin with https")
        return places


class _Connection(http.client.HTTPConnection):
    """A connection to the first of some addresses that takes it, which ends at a time, whatever the other side does."""

    def __init__(self, target: Target, places: list[Place], ends: float, tls: ssl.SSLContext | None) -> None:
        super().__init__(target.host, target.port)
        self._places, self._ends, self._tls_context = places, ends, tls
        self._held: socket.socket | None = None  # ``sock`` is taken away when an answer has no length
        self.was_cut = False

    def connect(self) -> None:
        """Connect to an address that was looked at, and make sure of the name."""
        self.sock = self._held = self._reach()
        if self._tls_context is not None:
            name = self.host.rstrip(".")
            wrapped = self._tls_context.wrap_socket(self.sock, server_hostname=name, do_handshake_on_connect=False)
            self.sock = self._held = wrapped
            wrapped.do_handshake()

    @contextlib.contextmanager
    def ending(self) -> Iterator[None]:
        """Have the connection end in time: one that gives a byte now and then would last for ever."""
        watch = threading.Timer(max(0.0, self._ends - time.monotonic()), self._cut)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def _cut(self) -> None:
        self.was_cut = True
        if self._held is not None:
            with contextlib.suppress(OSError):  # it may be over
                socket.socket.shutdown(self._held, socket.SHUT_RDWR)  # that of TLS would pull it from under who reads

    def _reach(self) -> socket.socket:
        failure: OSError = TimeoutError("timed out")
        for place in self._places:
            left = self._ends - time.monotonic()
            if left <= 0:
                break
            made = socket.socket(place.family, socket.SOCK_STREAM)
            try:
                made.settimeout(left)
                made.connect(place.address)
            except OSError as error:
                made.close()
                failure = error
            else:
                return made
        raise failure


def _read(response: http.client.HTTPResponse, most: int) -> Answer:
    body = response.read(most + 1)
    if len(body) <= most and response.length:  # read() with a number says nothing of an end that came too soon
        raise http.client.IncompleteRead(b"", response.length)
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, headers, body[:most], len(body) <= most)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Raises NotReached in place of what stands in the way."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise NotReached(f"has no certificate for its name: {error.verify_message}") from None
    except ssl.SSLError as error:
        raise NotReached(f"TLS failed: {error.reason or 'no common version'}") from None
    except socket.gaierror:
        raise NotReached("its name is not known") from None
    except TimeoutError:
        raise NotReached("took too long") from None
    except http.client.HTTPException as error:
        raise NotReached(f"does not answer in HTTP: {type(error).__name__}") from None
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) else None
        raise NotReached(words or type(error).__name__) from None
