# SPDX-License-Identifier: Apache-2.0
"""Who has changed what of a draft, and when, as the journal tells it (pbx.md R4)."""

from collections.abc import Mapping
from typing import NamedTuple

from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.revisions import store
from ngnprov.ports.pbx.revisions.comparing import Difference
from ngnprov.ports.pbx.revisions.forms import DEVICE

_EXTENSION = "extension"
_DEVICE = "PBX device "
_RENUMBERED = "PBX extension no."
_REBASED = "PBX base number of"


class Author(NamedTuple):
    """Who it was, and when."""

    login: str
    at: str


NOBODY = Author("", "")


class Authors:
    """Who has changed extensions and devices of a customer since something was applied; ``number`` is the last revision."""

    def __init__(self, unit: Unit, customer: int, number: int) -> None:
        self._last: dict[str, Author] = {}
        self._of_renumbering = NOBODY
        for told in store.told_since_applied(unit, customer, number):
            author = Author(told.login, told.at)
            for name in _concerned(told.subject, told.before, told.after):
                self._last[name] = author
            if told.subject.startswith((_RENUMBERED, _REBASED)):
                self._of_renumbering = author

    def of(self, difference: Difference) -> Author:
        """The last one who changed it. What nobody has changed by itself follows from numbers that were changed."""
        own = f"#{difference.id}" if difference.kind != DEVICE else difference.account_id
        names = (own, difference.account_id)
        found = [self._last[name] for name in names if name in self._last]
        return max(found, key=lambda author: author.at, default=self._of_renumbering)


def _concerned(subject: str, before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """Which extensions and devices an entry is about: ``#`` and numbers of extensions in the database, or account ids."""
    if subject.startswith("PBX extension "):
        return [f"#{subject.rpartition(' ')[2]}"]
    if subject.startswith(_DEVICE):
        return [subject.removeprefix(_DEVICE)]
    moved = (before.get(_EXTENSION), after.get(_EXTENSION))  # of a telephone number, from one to another
    return [name for name in moved if isinstance(name, str)]
