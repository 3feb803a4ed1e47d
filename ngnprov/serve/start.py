# SPDX-License-Identifier: Apache-2.0
"""Every reason not to start, found before a worker exists and said in one sentence (promise P34)."""

import contextlib
import dataclasses
import ipaddress
import os
import socket
import ssl
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ngnprov.db import engine
from ngnprov.db.failures import StorageFailure
from ngnprov.errors import KeyMismatch, Refusal, SchemaMismatch
from ngnprov.settings import ServerSettings, Settings, SettingsError


class StartRefused(Exception):
    """Something that the operator has to change first; the text is one sentence."""


def prepare(settings: Settings) -> Settings:
    """The same settings with a numeric address and a port, when nothing speaks against starting.

    Raises :class:`StartRefused`.
    """
    server = resolve(settings.server)
    refuse_readable_passwords(server)
    try_certificate(server)
    try_mail_password(settings)
    _try_key_and_database(settings)
    settings = dataclasses.replace(settings, server=try_address(server))
    try_application(settings)
    return settings


@contextlib.contextmanager
def refusing(what: str = "") -> Iterator[None]:
    """Turn the errors of our parts and of the system into :class:`StartRefused`, after the words ``what``."""
    from ngnprov.db.failures import StorageFailure

    try:
        yield
    except (Refusal, SchemaMismatch, KeyMismatch) as error:
        raise StartRefused(f"{what}{error}") from error
    except StorageFailure as error:
        raise StartRefused(f"{what}{error.sentence}") from error
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise StartRefused(f"{what}{place}{error.strerror or error}") from error


def existing_sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database, None for other databases.

    Raises :class:`StartRefused` when the URL is malformed, or the file missing, not writable, or open to other users: who
    reads it can log in as a subscriber.
    """
    path = sqlite_file(url)
    if path is None:
        return None
    if not path.exists():
        raise StartRefused(f"there is no database at {path}: run `ngnprov init` first, or check the path")
    with refusing("the database needs a writable directory: "), tempfile.TemporaryFile(dir=path.parent):
        pass
    if not os.access(path, os.R_OK | os.W_OK):
        raise StartRefused(f"the database {path} is not readable and writable for this user")
    _refuse_open_to_others(path)
    return path


def _refuse_open_to_others(path: Path) -> None:
    """SQLite makes the files beside the database with its mode, but a restore may have brought them."""
    present = [file for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")) if file.is_file()]
    open_ = [str(file) for file in present if file.stat().st_mode & 0o077]
    if open_:
        raise StartRefused(f"{path}: the database is open to other users: chmod 600 {' '.join(open_)}")


def sqlite_file(url: str) -> Path | None:
    """The file that a SQLite URL names, None for other databases. Raises :class:`StartRefused`."""
    try:
        return engine.sqlite_file(url)
    except StorageFailure as failure:
        raise StartRefused(f"database.url {failure}") from None


def resolve(server: ServerSettings) -> ServerSettings:
    """The same with a numeric address. Raises :class:`StartRefused`."""
    host, port = server.address
    with refusing(f"cannot listen on {server.bind}: "):
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return _with_address(server, str(found[0][4][0]), port)


def _with_address(server: ServerSettings, host: str, port: int) -> ServerSettings:
    return dataclasses.replace(server, bind=f"[{host}]:{port}" if ":" in host else f"{host}:{port}")


def refuse_readable_passwords(server: ServerSettings) -> None:
    """Raise :class:`StartRefused` for plain HTTP that leaves this machine without being allowed; the address is numeric."""
    host = server.address[0]
    if server.is_tls or server.insecure_http or ipaddress.ip_address(host).is_loopback:
        return
    raise StartRefused(
        f"plain HTTP on {host} would send passwords readable over the network: give --tls-cert and "
        "--tls-key, bind to loopback behind a proxy that speaks HTTPS, or allow it with --insecure-http"
    )


def try_certificate(server: ServerSettings) -> None:
    """Raise :class:`StartRefused` unless certificate and key, when HTTPS is wanted, can be read and belong together."""
    if server.tls_cert is None or server.tls_key is None:
        return
    for what, path in (("certificate", server.tls_cert), ("key", server.tls_key)):
        with refusing(f"TLS: the {what} cannot be read: "), path.open("rb"):
            pass
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_verify_locations(server.tls_cert)
    except ssl.SSLError:
        raise StartRefused(f"TLS: the certificate {server.tls_cert} is not a PEM file with a certificate") from None
    asked = []

    def passphrase() -> str:
        """What OpenSSL calls, instead of asking at the terminal, for a key that has one."""
        asked.append(True)
        return ""

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(server.tls_cert, server.tls_key, password=passphrase)
    except (ssl.SSLError, ValueError) as error:
        if asked:
            raise StartRefused(
                f"TLS: the key {server.tls_key} has a passphrase, which nobody can type when the server starts: give a "
                "key without one, in a file of mode 600"
            ) from None
        reason = getattr(error, "reason", None)
        if reason in (None, "PEM_LIB"):  # the certificate has been read before
            raise StartRefused(f"TLS: the key {server.tls_key} is not a PEM file with a private key") from None
        raise StartRefused(f"TLS: {server.tls_cert} and {server.tls_key} do not fit together ({reason})") from None


def try_mail_password(settings: Settings) -> None:
    """Raise :class:`StartRefused` unless the password for the mail server, when a file has it, can be read."""
    from ngnprov.mail.delivery import password_of

    if settings.mail.is_on:
        with refusing("mail.password_file: "):
            password_of(settings.mail)


def _try_key_and_database(settings: Settings) -> None:
    from ngnprov.db.migrate import check
    from ngnprov.sealing.keys import load_key_file
    from ngnprov.upkeep.key_match import adopt

    with refusing():
        keys = load_key_file(settings.keys.file)
    existing_sqlite_file(settings.database.url)
    with refusing(), contextlib.closing(engine.open_database(settings)) as database:
        check(database)
        adopt(database, keys)


def try_address(server: ServerSettings) -> ServerSettings:
    """Refuse an address that is taken, and choose a port for port 0. Raises :class:`StartRefused`.

    granian binds with SO_REUSEPORT: two servers on one port would silently share its requests.
    """
    host, port = server.address
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with refusing(f"cannot listen on {server.bind}: "), socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return _with_address(server, host, probe.getsockname()[1])


def try_application(settings: Settings) -> None:
    """Build the application once here: a broken port is then one sentence and not a loop of dying workers.

    Raises :class:`StartRefused`.
    """
    try:
        from ngnprov.app import make_app

        make_app(settings).close()
    except SettingsError as error:
        raise StartRefused(str(error)) from error
    except Exception as error:
        raise StartRefused(f"the application cannot be built: {type(error).__name__}: {error}") from error
