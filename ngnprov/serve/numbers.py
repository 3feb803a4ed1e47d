# SPDX-License-Identifier: Apache-2.0
"""The folder in which the workers of one server keep their numbers (:mod:`ngnprov.http.metrics`), and what killed ones left.

A living server holds a lock (flock(2)) on its folder, and its workers with it; the kernel gives it up however they end. So a
folder of ours that can be locked is nobody's any more.
"""

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

PREFIX = "ngnprov-metrics-"
_UNFINISHED = ".ngnprov-metrics-"
"""What a folder is called until it is locked."""


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A new folder in the temporary one, removed at the end. Those of servers that were killed are removed before."""
    place = Path(tempfile.gettempdir())
    remove_abandoned(place)
    made = Path(tempfile.mkdtemp(prefix=f"{_UNFINISHED}{os.getpid()}-", dir=place))
    lock = _locked(made)
    try:
        made = made.rename(made.with_name(made.name.removeprefix(".")))
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def remove_abandoned(place: Path) -> None:
    """Remove the folders of servers that are gone: this user's alone, and never one that somebody holds.

    Those of releases that did not lock theirs cannot be told from living ones and have another name (no number of a process).
    """
    for found in place.glob(f"{PREFIX}[0-9]*-*"):
        if not _is_ours(found):
            continue
        lock = _locked(found)
        if lock is None:
            continue
        try:
            shutil.rmtree(found, ignore_errors=True)
        finally:
            os.close(lock)


def _is_ours(path: Path) -> bool:
    """A folder of this user, not a link that somebody else has laid."""
    try:
        found = path.lstat()
    except OSError:  # its server has just removed it
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()


def _locked(path: Path) -> int | None:
    """A descriptor that holds the lock; None when another holds it, or there is no such folder any more."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
