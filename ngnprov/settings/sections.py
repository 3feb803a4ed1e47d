# SPDX-License-Identifier: Apache-2.0
"""The sections of the server itself: a dataclass is a section of the ini file, its fields are the keys."""

# ruff: noqa: RUF009 - setting() is dataclasses.field() with a meaning

import dataclasses
import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from ngnprov.settings.field import (
    Network,
    SettingsError,
    holds_password,
    read_base_url,
    read_bind,
    read_credit,
    read_log_format,
    setting,
    split_address,
)
from ngnprov.settings.mail import MailSettings

Section = TypeVar("Section")


@dataclasses.dataclass(frozen=True)
class DatabaseSettings:
    """``[database]``"""

    url: str = setting(
        "sqlite:///var/ngnprov.db",
        "SQLAlchemy URL of the database: sqlite:///PATH (relative to the working directory), "
        "sqlite:////ABSOLUTE/PATH or postgresql://USER:PASSWORD@HOST/NAME. A file with a password in it must not be "
        "readable by all users.",
        secret=holds_password,
    )
    connect_timeout: int = setting(5, "PostgreSQL: seconds in which a connection must be made.", least=2)
    write_wait: int = setting(
        4,
        "Seconds that a call waits for its turn to write or for a lock; then it is "
        "answered 202 BusyError, and nothing was changed. The old client gives up after 5.",
        least=1,
    )
    lock_timeout: int = setting(
        15,
        "Seconds that a command such as an import waits for another change; then it starts again, five times in all.",
        least=1,
    )
    statement_timeout: int = setting(
        30,
        "PostgreSQL: seconds in which each statement of the server must be answered, so that a hung database "
        "cannot block every request. Commands such as migrate, doctor and imports wait as long as it takes.",
        least=1,
    )


@dataclasses.dataclass(frozen=True)
class KeySettings:
    """``[keys]``"""

    file: Path = setting(
        Path("var/ngnprov.key"),
        "The key that seals customers' passwords in the database. Mode 600; keep a copy apart from the "
        "database: without it these passwords are lost.",
    )


@dataclasses.dataclass(frozen=True)
class ServerSettings:
    """``[server]``"""

    bind: str = setting("127.0.0.1:9200", "Address and port to listen on.", read=read_bind)
    workers: int = setting(1, "Processes that answer requests; one for each core is plenty.", least=1, most=256)
    threads: int = setting(
        2,
        "Requests that one worker processes at the same time; while they wait for their turn to write they do not count. "
        "Beside them one request writes at a time on SQLite, as many again on PostgreSQL.",
        least=1,
        most=64,
    )
    tls_cert: Path | None = setting(None, "Certificate chain in PEM form; together with tls_key it makes HTTPS.")
    tls_key: Path | None = setting(None, "Private key in PEM form, without a passphrase.")
    insecure_http: bool = setting(
        False,
        "Serve plain HTTP on an address other than loopback. Logins and passwords then cross the network "
        "readable by anybody on the way.",
    )
    public_url: str | None = setting(
        None,
        "Base URL that the WSDL names as the service's address; empty: where the WSDL was asked for.",
        read=read_base_url,
    )
    max_request: int = setting(
        2 * 1024 * 1024, "Largest request body in bytes; a longer one gets HTTP 413.", least=1024
    )
    trusted_proxies: tuple[Network, ...] = setting(
        (),
        "Addresses or networks of reverse proxies whose X-Forwarded-For, -Proto and -Host are believed. Such "
        "a proxy must set these itself and drop headers with underscores in their names (nginx does).",
    )
    metrics_from: tuple[Network, ...] = setting(
        (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1")),
        "Addresses or networks that may read /metrics.",
    )

    def __post_init__(self) -> None:
        if (self.tls_cert is None) != (self.tls_key is None):
            raise SettingsError("server.tls_cert and server.tls_key must be given together")

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of ``bind``."""
        return split_address(self.bind)

    @property
    def is_tls(self) -> bool:
        """Does the server itself speak HTTPS?"""
        return self.tls_cert is not None


@dataclasses.dataclass(frozen=True)
class LogSettings:
    """``[log]``: what the server writes to stderr."""

    format: str = setting(
        "line", 'How an event is written: "line" (key=value) or "json" (an object on a line).', read=read_log_format
    )
    calls: bool = setting(
        False,
        "Log each SOAP call, too: port, operation, code (0 for a result), milliseconds and request id, and nothing that "
        "was sent.",
    )


@dataclasses.dataclass(frozen=True)
class LoginSettings:
    """``[login]``: throttling of wrong passwords, shared by all workers."""

    failures: int = setting(
        10,
        "Wrong logins of one name from one address before the name is refused there (905), and nowhere else. Where it was "
        "right in the last 30 days, one attempt a minute is still looked at.",
        least=1,
    )
    window_seconds: int = setting(900, "The time over which wrong logins are counted.", least=1)
    failures_per_name: int = setting(
        100,
        "Wrong logins of one name from all addresses together, before it is refused wherever it was not right in the last "
        "30 days.",
        least=1,
    )
    failures_per_address: int = setting(
        100,
        "Wrong logins from one address with all names together, before those are refused there that were not right there in "
        "the last 30 days. All users of one CDRTool share an address.",
        least=1,
    )
    cache_seconds: int = setting(
        300,
        "How long a verified login may be remembered for the address from which it came; a change of the password ends it "
        "at once.",
        least=0,
    )
    session_hours: int = setting(
        12, "Hours after which a session is over, however much it is used.", least=1, most=24 * 366
    )
    session_idle_minutes: int = setting(
        60, "Minutes after which a session is over that was not used.", least=2, most=60 * 24 * 366
    )


@dataclasses.dataclass(frozen=True)
class JournalSettings:
    """``[journal]``"""

    keep_days: int = setting(
        0,
        "Days for which `ngnprov journal prune` keeps entries, 0 for ever. Nothing is removed unless the command is run.",
        least=0,
        most=36_500,
    )
    undo_days: int = setting(
        30,
        "Days for which changes can be undone (`ngnprov journal revert`). As long the secrets are kept, sealed, that the "
        "journal itself shows as stars; 0: no change can be undone, and nothing is kept.",
        least=0,
        most=3660,
    )


@dataclasses.dataclass(frozen=True)
class RequestSettings:
    """``[requests]``"""

    keep_hours: int = setting(
        24,
        "Hours for which the answer of a change that named a request id is kept, and given again to a retry.",
        least=1,
        most=24 * 366,
    )
    writes_per_second: int = setting(
        20,
        "Changes that each login of a customer or reseller may make in a second over the wire, counted over all workers of "
        "this server, before it is told 906; 0 for any number. Administrators are not counted.",
        least=0,
        most=1_000_000,
    )
    writes_at_once: int = setting(
        100, "How many of these it may make at once after it has made none for a while.", least=1, most=1_000_000
    )


@dataclasses.dataclass(frozen=True)
class OutgoingSettings:
    """``[outgoing]``: HTTP to addresses that resellers and customers name, such as those of hooks."""

    allowed: tuple[Network, ...] = setting(
        (),
        "Networks of your own that such addresses may lead to, also over http without TLS. All others must be on the "
        "Internet and begin with https: nobody may have the server reach what is beside it.",
    )
    timeout: int = setting(10, "Seconds in which whoever is asked must have answered.", least=1, most=120)


@dataclasses.dataclass(frozen=True)
class ListSettings:
    """``[lists]``"""

    maximum: int = setting(
        100_000, "Most records that one list query answers, of any port.", least=1, formerly="customers.list_maximum"
    )


@dataclasses.dataclass(frozen=True)
class CustomerSettings:
    """``[customers]``"""

    credit_default: int | None = setting(
        0,
        'Credit of a customer who has no property for it: 0 (none), a number, or "unlimited".',
        read=read_credit,
    )
    reseller_active_default: bool = setting(False, "Is a new reseller active when the request does not say?")
    clear_text_passwords: bool = setting(
        True, "Answer customers' passwords in clear text to those who may read them, as NGNPro does."
    )


@dataclasses.dataclass(frozen=True)
class Settings:
    """Everything an operator can set; ``extra`` holds the sections of ports by name.

    ``outdated`` are sentences about names of an earlier release that were used.
    """

    database: DatabaseSettings = dataclasses.field(default_factory=DatabaseSettings)
    keys: KeySettings = dataclasses.field(default_factory=KeySettings)
    server: ServerSettings = dataclasses.field(default_factory=ServerSettings)
    log: LogSettings = dataclasses.field(default_factory=LogSettings)
    login: LoginSettings = dataclasses.field(default_factory=LoginSettings)
    journal: JournalSettings = dataclasses.field(default_factory=JournalSettings)
    requests: RequestSettings = dataclasses.field(default_factory=RequestSettings)
    mail: MailSettings = dataclasses.field(default_factory=MailSettings)
    outgoing: OutgoingSettings = dataclasses.field(default_factory=OutgoingSettings)
    lists: ListSettings = dataclasses.field(default_factory=ListSettings)
    customers: CustomerSettings = dataclasses.field(default_factory=CustomerSettings)
    extra: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    outdated: tuple[str, ...] = ()

    def of(self, kind: type[Section]) -> Section:
        """The section that a port declared with the dataclass ``kind``; its defaults when none was loaded."""
        for section in self.extra.values():
            if isinstance(section, kind):
                return section
        return kind()


SECTIONS: Mapping[str, type] = {
    "database": DatabaseSettings,
    "keys": KeySettings,
    "server": ServerSettings,
    "log": LogSettings,
    "login": LoginSettings,
    "journal": JournalSettings,
    "requests": RequestSettings,
    "mail": MailSettings,
    "outgoing": OutgoingSettings,
    "lists": ListSettings,
    "customers": CustomerSettings,
}
"""The sections of the server itself; ports declare others."""
