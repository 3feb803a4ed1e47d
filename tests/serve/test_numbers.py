# SPDX-License-Identifier: Apache-2.0
"""The folders of a server's numbers: its own goes with it, one of a killed server goes at the next start, others stay."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ngnprov.serve import numbers

HOLDER = """
import sys
from ngnprov.serve import numbers
with numbers.folder() as place:
    (place / "counter_1.db").write_text("x")
    print(place, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of this process and of those that it starts."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def holder(place: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another server and its folder."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield process, Path(process.stdout.readline().strip())
    process.kill()
    process.communicate()


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_a_folder_goes_with_its_server(place: Path) -> None:
    with numbers.folder() as made:
        assert made.name.startswith(f"{numbers.PREFIX}{os.getpid()}-")
        assert names(place) == [made.name]
        (made / "counter_1.db").write_text("x")
    assert names(place) == []


def test_a_living_servers_folder_stays_and_a_killed_ones_goes(
    place: Path, holder: tuple[subprocess.Popen[str], Path]
) -> None:
    process, theirs = holder
    with numbers.folder() as ours:
        assert names(place) == sorted([theirs.name, ours.name])
    assert (theirs / "counter_1.db").exists()
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert theirs.exists()
    with numbers.folder() as ours:
        assert names(place) == [ours.name]


def test_a_folder_whose_worker_still_lives_stays(place: Path) -> None:
    """A worker has the lock of its supervisor; it ends a moment after it."""
    read, write = os.pipe()
    supervisor = os.fork()
    if not supervisor:
        with numbers.folder():
            if not os.fork():
                os.close(write)
                os.read(read, 1)
                os._exit(0)
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(supervisor, 0)
    os.close(read)
    (left,) = names(place)
    numbers.remove_abandoned(place)
    assert names(place) == [left]
    os.close(write)
    for _ in range(500):
        numbers.remove_abandoned(place)
        if not names(place):
            break
        signal.sigtimedwait([], 0.01)
    assert names(place) == []


def test_what_is_not_ours_stays(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = place / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("precious")
    (place / f"{numbers.PREFIX}1-link").symlink_to(elsewhere)
    (place / f"{numbers.PREFIX}2-file").write_text("a file")
    (place / f"{numbers.PREFIX}abcd_123").mkdir()  # of a release that did not lock
    before = names(place)
    numbers.remove_abandoned(place)
    assert names(place) == before
    assert (elsewhere / "precious").read_text() == "precious"
    (place / f"{numbers.PREFIX}3-theirs").mkdir()
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    numbers.remove_abandoned(place)
    assert (place / f"{numbers.PREFIX}3-theirs").exists()
    monkeypatch.undo()
    numbers.remove_abandoned(place)
    assert names(place) == before
