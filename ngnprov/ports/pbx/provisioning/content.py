# SPDX-License-Identifier: Apache-2.0
"""The configuration of a device as it is stored, sealed: what formats make files of, without what the server itself knows.

Where the proxy is and by which URL phones come back is no part of it: that is the operator's, and takes effect at once."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Self

from ngnprov.devices.configuration import Configuration, Credentials, Key, Line, Server


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """As whom a device registers. It is kept for a device that is nobody's, too, which is not told."""

    username: str
    domain: str
    ha1: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StoredLine:
    """What a device shows of whose it is."""

    display_name: str
    number: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Content:
    """A configuration. ``line`` is None where the device was nobody's."""

    name: str
    mac: str
    model: str
    account: StoredAccount
    line: StoredLine | None
    keys: Sequence[Key]

    def to_text(self) -> str:
        """As it is sealed: JSON, the same for what is the same."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """What was sealed."""
        found = json.loads(text)
        line = None if found["line"] is None else StoredLine(**found["line"])
        account, keys = StoredAccount(**found["account"]), [Key(**each) for each in found["keys"]]
        return cls(found["name"], found["mac"], found["model"], account, line, keys)

    @property
    def digest(self) -> str:
        """By which one is known to be the same as another."""
        return hashlib.sha256(self.to_text().encode()).hexdigest()

    @property
    def secret(self) -> dict[str, str]:
        """With what an account can be made that knows the same password."""
        account = self.account
        return {"password": account.password} if account.password else {"ha1": account.ha1}

    def with_credentials(self, ha1: str, password: str) -> "Content":
        """The same with another password."""
        return replace(self, account=replace(self.account, ha1=ha1, password=password))

    def configuration(self, server: Server, url: str, voicemail: str) -> Configuration:
        """What a format makes a file of. ``server`` has no host where phones go to the domain itself."""
        return Configuration(self.name, self._line(server, voicemail), self.keys, self.mac, url)

    def _line(self, server: Server, voicemail: str) -> Line | None:
        account, line = self.account, self.line
        if line is None:
            return None
        return Line(
            credentials=Credentials(account.username, account.domain, account.ha1, account.password),
            server=server if server.host else replace(server, host=account.domain),
            display_name=line.display_name,
            number=line.number,
            label=line.number or line.display_name,
            voicemail=voicemail,
            is_shared=line.is_shared,
        )


def one_line(text: str) -> str:
    """A name as a phone shows it: names of extensions may have separators of lines that no file can have."""
    return " ".join(text.splitlines())
