# SPDX-License-Identifier: Apache-2.0
"""The door at which phones fetch their files (pbx.md F5 to F7): ``/p/TOKEN/FILE``, or ``/p/FILE`` with a client certificate.

Whoever knows nothing learns nothing: what is not there, not applied and not allowed are answered alike."""

import hashlib
import logging
import re
import time
from collections.abc import Hashable
from datetime import UTC
from email.utils import format_datetime
from functools import lru_cache
from typing import Final, NamedTuple

from ngnprov import clock
from ngnprov.auth.logins import Logins
from ngnprov.auth.tokens import hash_of
from ngnprov.calls.plain import PlainAnswer, PlainDoor, PlainRequest
from ngnprov.calls.runner import Runner
from ngnprov.calls.tally import Tally
from ngnprov.db.failures import StorageFailure
from ngnprov.devices import formats
from ngnprov.devices.configuration import PasswordMissing
from ngnprov.devices.formats import FileUnknown, Format
from ngnprov.errors import InternalFailure
from ngnprov.ports.pbx.provisioning import files, store
from ngnprov.ports.pbx.provisioning.fetched import LONGEST_AGENT, LONGEST_FILE, Fetched, hash_of_address
from ngnprov.ports.pbx.provisioning.files import File
from ngnprov.ports.pbx.provisioning.misses import Misses
from ngnprov.ports.pbx.provisioning.store import Asked
from ngnprov.ports.pbx.settings import PbxSettings

log = logging.getLogger("ngnprov.pbx.phones")

ANSWERS = Tally("ngnprov_phone_files", "Answers to phones that ask for files, by HTTP status", "status")
MOST_TAGS: Final = 50_000
"""Files of which is remembered how they are told apart."""
MOST_KNOWN: Final = 50_000
"""Tokens of which is remembered, as hashes, that a phone has them."""
DIRECTORY: Final = "Directory"
"""What phones call the directory of a customer."""
SILENT_SECONDS: Final = 60.0
RETRY_SECONDS: Final = 30
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}").fullmatch
_MAC = re.compile(r"(?<![0-9a-f])(?<![0-9a-f][:-])(?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2}(?![:-]?[0-9a-f])")


class _Wanted(NamedTuple):
    """A file that a device asks for, of which format it is, and for a directory of which revision, else 0."""

    asked: Asked
    file: str
    format: Format
    revision: int


class PhoneDoor:
    """Answers phones."""

    def __init__(self, runner: Runner, _: Logins) -> None:
        self._context = runner.context
        self._settings = self._context.settings.of(PbxSettings)
        self._misses = Misses()
        self._fetched = Fetched(self._context.database)
        self._tags: dict[Hashable, str] = {}
        self._known: dict[bytes, None] = {}
        self._silent_until = 0.0

    def answer(self, request: PlainRequest) -> PlainAnswer:
        """The answer to one request."""
        try:
            answer = self._answer(request)
        except StorageFailure as failure:
            log.warning("a phone was not answered: %s", failure)
            answer = PlainAnswer(503, b"not now\n", (("Retry-After", str(RETRY_SECONDS)),))
        self._context.count(ANSWERS, str(answer.status))
        return answer

    def settle(self) -> None:
        """Wait until the database knows what was fetched."""
        self._fetched.settle()

    def _answer(self, request: PlainRequest) -> PlainAnswer:
        if not (request.is_private or self._settings.phones_over_http):
            self._tell_of_clear(request.address)
            return _nothing()
        token, _, file = request.path.rpartition("/")
        asked = self._by_token(token, request) if token else self._by_certificate(request)
        if asked is None:
            return _nothing()
        agent = request.header("User-Agent")[:LONGEST_AGENT]
        answer = self._file(asked, file, agent, request.header("If-None-Match"))
        self._fetched.note(
            asked.device,
            file[:LONGEST_FILE],
            answer.status,
            lambda: (agent, hash_of_address(request.address, token or files.token_of(self._context.keys, asked))),
        )
        return answer

    def _by_token(self, token: str, request: PlainRequest) -> Asked | None:
        """The device of a token. A network that is kept away is still told what tokens ask for that were known before."""
        hashed = hash_of(token) if _TOKEN(token) else b""
        if hashed not in self._known and self._misses.is_blocked(request.address):
            return None
        found = store.by_token(self._context.database, hashed) if hashed else None
        if found is None:
            self._known.pop(hashed, None)
            self._misses.count(request.address, token)
        elif hashed not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[hashed] = None
        return found

    def _tell_of_clear(self, address: str) -> None:
        """Say, once in a while, that phones are answered nothing since they do not speak HTTPS."""
        now = time.monotonic()
        if now < self._silent_until:
            return
        self._silent_until = now + SILENT_SECONDS
        log.warning(
            "a phone has asked from %s over HTTP in clear, and was answered nothing: see phones_over_http in the section"
            " [pbx], or trusted_proxies where a proxy speaks HTTPS",
            address,
        )

    def _by_certificate(self, request: PlainRequest) -> Asked | None:
        """The device whose MAC address is the one in the subject of a certificate that a trusted proxy has verified."""
        header = self._settings.phones_subject_header
        if not header or not request.is_by_proxy:
            return None
        found = {re.sub("[:-]", "", each) for each in _MAC.findall(request.header(header).lower())}
        return store.by_mac(self._context.database, found.pop()) if len(found) == 1 else None

    def _file(self, asked: Asked, file: str, agent: str, known: str) -> PlainAnswer:
        """A file of a device, or that it is the ``known`` one."""
        found = _format_of(file, agent) if asked.content_hash and len(file) <= LONGEST_FILE else None
        if found is None:
            return _nothing()
        is_directory = bool(found.directory) and file.lower() == found.directory
        revision, applied_at = 0, asked.applied_at
        if is_directory:
            revision, applied_at = store.last_revision(self._context.database, asked.customer)
        key = (found.name, file.lower(), revision or (asked.content_hash, asked.token))
        tag = self._tags.get(key)
        made = None
        if tag is None or not _matches(known, tag):
            made = self._make(_Wanted(asked, file, found, revision))
            if made is None:
                return _nothing()
            tag = self._remember(key, made)
        headers = (("ETag", tag), ("Last-Modified", _date(applied_at)))
        if made is None or _matches(known, tag):
            return PlainAnswer(304, b"", headers)
        return PlainAnswer(200, made.body, headers, made.type)

    def _make(self, wanted: _Wanted) -> File | None:
        """The file; None where the format has none of this name, or not without a password in clear."""
        asked, file, found, revision = wanted
        try:
            if revision:
                snapshot = store.snapshot(self._context.database, revision)
                return files.make_directory(found, file, DIRECTORY, snapshot)
            return files.make(found, file, files.configuration_of(self._context.keys, self._settings, asked))
        except FileUnknown:
            return None
        except ValueError as error:  # it does not quote what it cannot write
            log.warning("the phone %s has something that its format cannot be told: %s", asked.account_id, error)
        except PasswordMissing:
            log.warning("the phone %s needs a password in clear, which is not kept", asked.account_id)
        except InternalFailure as failure:
            log.error("the files of the phone %s cannot be made: %s", asked.account_id, failure.sentence)
        return None

    def _remember(self, key: Hashable, made: File) -> str:
        tag = f'"{hashlib.sha256(made.body).hexdigest()[:32]}"'
        if len(self._tags) >= MOST_TAGS:
            self._tags.clear()
        self._tags[key] = tag
        return tag


@lru_cache(maxsize=4096)
def _format_of(file: str, agent: str) -> Format | None:
    return formats.of_file(file, agent)


def _matches(known: str, tag: str) -> bool:
    """Is a file one of those that are ``known`` (RFC 9110 13.1.2, where weak tags are as good as strong ones)?"""
    return bool(known) and (tag in known or known.strip() == "*")


def _nothing() -> PlainAnswer:
    return PlainAnswer(404, b"there is nothing here\n")


@lru_cache(maxsize=4096)
def _date(stored: str) -> str:
    """A stored time as HTTP writes it (RFC 9110 5.6.7)."""
    return format_datetime(clock.moment(stored).astimezone(UTC), usegmt=True)


DOOR = PlainDoor((files.PATH,), PhoneDoor, heads=True, crowds=True)
