# SPDX-License-Identifier: Apache-2.0
"""Would a server start? Every reason why not, and not the first alone; nothing is started, and nothing written."""

import contextlib
import errno
from collections.abc import Callable, Collection, Iterator

from ngnprov.db.engine import open_database
from ngnprov.sealing.keys import Keys, load_key_file
from ngnprov.serve.start import (
    StartRefused,
    existing_sqlite_file,
    refuse_readable_passwords,
    refusing,
    resolve,
    try_address,
    try_application,
    try_certificate,
    try_mail_password,
)
from ngnprov.settings import EVERY, Settings, SettingsError

_TAKEN = " (a server may be running there already; --bind 127.0.0.1:0 checks everything else)"


def problems(settings: Settings, mistakes: Collection[SettingsError]) -> list[str]:
    """A sentence for each; ``mistakes`` are those of the settings, whose sections are not looked at any further."""
    unreliable = {mistake.section for mistake in mistakes}
    found = [str(mistake) for mistake in mistakes]
    if EVERY not in unreliable:
        for sections, look in _LOOKS:
            if unreliable.isdisjoint(sections):
                found += look(settings)
    if not found:
        found += _refused(lambda: try_application(settings))
    return list(dict.fromkeys(found))


def _refused(work: Callable[[], object]) -> Iterator[str]:
    try:
        work()
    except StartRefused as refused:
        yield str(refused)


def _address(settings: Settings) -> Iterator[str]:
    yield from _refused(lambda: refuse_readable_passwords(resolve(settings.server)))
    try:
        try_address(resolve(settings.server))
    except StartRefused as refused:
        yield f"{refused}{_TAKEN if _is_taken(refused) else ''}"


def _is_taken(refused: StartRefused) -> bool:
    """Is it for an address at which something listens?"""
    return isinstance(refused.__cause__, OSError) and refused.__cause__.errno == errno.EADDRINUSE


def _certificate(settings: Settings) -> Iterator[str]:
    yield from _refused(lambda: try_certificate(settings.server))


def _mail(settings: Settings) -> Iterator[str]:
    yield from _refused(lambda: try_mail_password(settings))


def _key_file(settings: Settings) -> Iterator[str]:
    yield from _refused(lambda: _keys(settings))


def _database(settings: Settings) -> Iterator[str]:
    yield from _refused(lambda: _open(settings, with_keys=False))


def _match(settings: Settings) -> Iterator[str]:
    """Asked only when key file and database are there, each good in itself."""
    if not [*_key_file(settings), *_database(settings)]:
        yield from _refused(lambda: _open(settings, with_keys=True))


_LOOKS: tuple[tuple[tuple[str, ...], Callable[[Settings], Iterator[str]]], ...] = (
    (("server",), _address),
    (("server",), _certificate),
    (("mail",), _mail),
    (("keys",), _key_file),
    (("database",), _database),
    (("keys", "database"), _match),
)


def _keys(settings: Settings) -> Keys:
    with refusing():
        return load_key_file(settings.keys.file)


def _open(settings: Settings, *, with_keys: bool) -> None:
    from ngnprov.db import migrate
    from ngnprov.upkeep import key_match

    existing_sqlite_file(settings.database.url)
    with refusing(), contextlib.closing(open_database(settings)) as database:
        migrate.check(database)
        if with_keys:
            key_match.require_match(database, _keys(settings))
