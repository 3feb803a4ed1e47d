# SPDX-License-Identifier: Apache-2.0
"""Every reason not to start is one clear sentence (promise P34)."""

import datetime
import ipaddress
import shutil
import socket
import sqlite3
import sys
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ngnprov.cli.initialise import initialise
from ngnprov.db.engine import create_sqlite_file
from ngnprov.serve.start import StartRefused, prepare
from ngnprov.settings import Settings, load


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Options of a server that would start: database and key are there, the port is free."""
    place = tmp_path_factory.mktemp("ready")
    options = {
        "database.url": f"sqlite:///{place}/var/ngnprov.db",
        "keys.file": f"{place}/var/ngnprov.key",
        "server.bind": "127.0.0.1:0",
    }
    initialise(load(None, {}, options), password="correct horse battery staple")
    return options


def settings(ready: dict[str, str], **changes: object) -> Settings:
    return load(None, {}, ready | {name.replace("__", "."): value for name, value in changes.items()})


def sentence(ready: dict[str, str], **changes: object) -> str:
    """Why it does not start."""
    with pytest.raises(StartRefused) as caught:
        prepare(settings(ready, **changes))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def make_pair(place: Path, name: str, passphrase: bytes | None = None) -> tuple[str, str]:
    """Paths of a self-signed certificate for 127.0.0.1 and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    sealing = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    cert_path, key_path = place / f"{name}.pem", place / f"{name}.key"
    cert_path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, sealing))
    return str(cert_path), str(key_path)


def test_a_server_that_is_ready_gets_a_numeric_address_and_a_port(ready: dict[str, str]) -> None:
    host, port = prepare(settings(ready, server__bind="localhost:0")).server.address
    assert host in ("127.0.0.1", "::1")
    assert port > 0


@pytest.mark.parametrize("address", ["0.0.0.0:0", "[::]:0"])
def test_plain_http_beyond_loopback_needs_an_explicit_switch(ready: dict[str, str], address: str) -> None:
    told = sentence(ready, server__bind=address)
    assert "--insecure-http" in told
    assert "--tls-cert" in told
    allowed = prepare(settings(ready, server__bind=address, server__insecure_http=True))
    assert allowed.server.address[1] > 0


def test_https_may_leave_the_machine(ready: dict[str, str], tmp_path: Path) -> None:
    cert, key = make_pair(tmp_path, "good")
    found = prepare(
        settings(ready, server__bind="0.0.0.0:0", server__tls_cert=cert, server__tls_key=key),
    )
    assert found.server.is_tls


def test_a_certificate_that_cannot_be_used_is_named(ready: dict[str, str], tmp_path: Path) -> None:
    cert, key = make_pair(tmp_path, "one")
    _, other = make_pair(tmp_path, "two")
    sealed_cert, sealed_key = make_pair(tmp_path, "sealed", b"passphrase")
    garbage = tmp_path / "garbage.pem"
    garbage.write_text("not PEM")
    for bad_cert, bad_key, word in (
        (cert, other, "KEY_VALUES_MISMATCH"),
        (str(garbage), key, f"TLS: the certificate {garbage} is not a PEM"),
        (cert, str(garbage), f"TLS: the key {garbage} is not a PEM"),
        (cert, f"{tmp_path}/absent.key", f"TLS: the key cannot be read: {tmp_path}/absent.key: No such file"),
        (sealed_cert, sealed_key, "sealed.key has a passphrase"),
        (f"{tmp_path}/absent.pem", key, f"TLS: the certificate cannot be read: {tmp_path}/absent.pem: No such file"),
    ):
        assert word in sentence(ready, server__tls_cert=bad_cert, server__tls_key=bad_key)


def test_a_missing_database_is_not_created(ready: dict[str, str], tmp_path: Path) -> None:
    told = sentence(ready, database__url=f"sqlite:///{tmp_path}/typo.db")
    assert "typo.db" in told
    assert "ngnprov init" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("nonsense", "not a database URL"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_a_database_url_without_a_database_is_refused(ready: dict[str, str], url: str, word: str) -> None:
    assert word in sentence(ready, database__url=url)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is a directory in which not even root can write")
def test_an_unwritable_directory_is_named(ready: dict[str, str]) -> None:
    assert "writable directory: /proc" in sentence(ready, database__url="sqlite:////proc/version")


def test_a_database_that_does_not_answer_shows_no_password(ready: dict[str, str]) -> None:
    told = sentence(ready, database__url="postgresql://bob:hunter2@127.0.0.1:1/ngnprov")
    assert "hunter2" not in told


def test_another_schema_version_is_refused(ready: dict[str, str], tmp_path: Path) -> None:
    copy = tmp_path / "old.db"
    create_sqlite_file(copy)
    source = sqlite3.connect(ready["database.url"].removeprefix("sqlite:///"))
    target = sqlite3.connect(copy)
    source.backup(target)
    target.execute("DELETE FROM alembic_version WHERE version_num LIKE 'sip%'")
    target.commit()
    source.close()
    target.close()
    assert "ngnprov migrate" in sentence(ready, database__url=f"sqlite:///{copy}")


def test_a_key_file_that_is_missing_or_open_to_others_or_broken_is_named(ready: dict[str, str], tmp_path: Path) -> None:
    content = Path(ready["keys.file"]).read_bytes()
    absent, readable, broken = tmp_path / "absent.key", tmp_path / "readable.key", tmp_path / "broken.key"
    readable.write_bytes(content)
    readable.chmod(0o644)
    broken.write_bytes(b"\n")
    broken.chmod(0o600)
    for path in (absent, readable, broken):
        assert path.name in sentence(ready, keys__file=str(path))


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm"])
@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_a_database_that_others_may_read_is_refused_until_it_is_not(
    ready: dict[str, str], tmp_path: Path, suffix: str, mode: int
) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(ready["database.url"].removeprefix("sqlite:///"), copy)
    opened = Path(f"{copy}{suffix}")
    opened.touch()
    opened.chmod(mode)
    told = sentence(ready, database__url=f"sqlite:///{copy}")
    assert told == f"{copy}: the database is open to other users: chmod 600 {opened}"
    opened.chmod(0o600)
    prepare(settings(ready, database__url=f"sqlite:///{copy}"))


def test_a_port_that_is_taken_is_refused_even_by_a_server_of_ours(ready: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        assert sentence(ready, server__bind=bind) == f"cannot listen on {bind}: Address already in use"


def test_an_address_of_another_machine_is_refused(ready: dict[str, str]) -> None:
    told = sentence(ready, server__bind="192.0.2.1:9200", server__insecure_http=True)
    assert told.startswith("cannot listen on 192.0.2.1:9200: ")


def test_an_application_that_cannot_be_built_is_refused_before_a_worker_dies_of_it(
    ready: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ngnprov.app", None)
    assert "the application cannot be built: " in sentence(ready)
