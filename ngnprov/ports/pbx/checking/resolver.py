# SPDX-License-Identifier: Apache-2.0
"""What DNS says of a domain: asked of one resolver, by few at once, and for a short time in all.

A resolver that hangs costs whoever asks the time limit, and others nothing.
"""

import secrets
import threading
import time
from typing import NamedTuple

import dns.exception
import dns.name
import dns.rcode
import dns.resolver

MOST_AT_ONCE = 16
"""Domains that are looked up at once in one process."""

SERVICES = ("_sip._udp", "_sip._tcp", "_sips._tcp")
"""By which a phone or a server finds the proxy of a domain (RFC 3263 4.1)."""


class NoReply(Exception):
    """DNS has not answered; the text says why."""


class Found(NamedTuple):
    """Addresses of a domain, those of a name beside it that nobody has made, which services it lacks, and ``trouble``.

    When there was trouble, what was asked afterwards is not known and empty.
    """

    addresses: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    trouble: str = ""


class Resolver:
    """The resolver at an address and port, None for those of the system; ``seconds`` is how long one is asked at the most."""

    def __init__(self, address: tuple[str, int] | None, seconds: float) -> None:
        self._address = address
        self.seconds = seconds
        self._free = threading.BoundedSemaphore(MOST_AT_ONCE)

    @property
    def is_named(self) -> bool:
        """Is it one of the settings, and not the system's?"""
        return self._address is not None

    def look_up(self, name: str, seconds: float) -> Found:
        """What there is of a domain, asked for so many ``seconds`` at the most."""
        if not self._free.acquire(blocking=False):
            return Found(trouble="DNS was not asked, since many ask it at the moment")
        found = Found()
        try:
            question = _Question(self._made(), seconds)
            found = found._replace(addresses=question.addresses(name))
            parent = name.partition(".")[2]
            if found.addresses and "." in parent:
                found = found._replace(beside=question.addresses(f"{secrets.token_hex(8)}.{parent}"))
            missing = tuple(service for service in SERVICES if not question.records(f"{service}.{name}", "SRV"))
            return found._replace(missing=missing)
        except NoReply as reason:
            return found._replace(trouble=str(reason))
        finally:
            self._free.release()

    def _made(self) -> dns.resolver.Resolver:
        """Raises NoReply where the system has none."""
        if self._address is None:
            try:
                return dns.resolver.Resolver()
            except (dns.resolver.NoResolverConfiguration, OSError):
                raise NoReply("DNS was not asked, since the system names no resolver") from None
        made = dns.resolver.Resolver(configure=False)
        made.nameservers, made.port = [self._address[0]], self._address[1]
        return made


class _Question:
    """Several questions, for so many seconds in all."""

    def __init__(self, resolver: dns.resolver.Resolver, seconds: float) -> None:
        self._resolver = resolver
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def addresses(self, name: str) -> frozenset[str]:
        """IPv4 and IPv6 addresses."""
        return self.records(name, "A") | self.records(name, "AAAA")

    def records(self, name: str, kind: str) -> frozenset[str]:
        """What a name leads to, empty where there is no such record. Raises NoReply."""
        asked = dns.name.from_text(name)
        if asked.is_subdomain(_NEVER):
            return frozenset()
        left = self._end - time.monotonic()
        try:
            answer = self._resolver.resolve(asked, kind, lifetime=max(left, 0.0), search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return frozenset()
        except dns.resolver.LifetimeTimeout:
            raise NoReply(f"the resolver did not answer within {self._seconds:g} seconds") from None
        except (dns.exception.DNSException, OSError) as error:
            raise NoReply(f"the resolver does not tell {kind} of {name}: {type(error).__name__}") from None
        return frozenset(each.to_text() for each in answer)


_NEVER = dns.name.from_text("invalid.")
"""Names below it are never there, and nobody is asked for them (RFC 6761 6.4)."""
