# SPDX-License-Identifier: Apache-2.0
"""The body of an answer, whole before its first byte is sent.

An old client needs its length (wire.md T10), and a failure on the way is a fault and not half a list.
"""

import tempfile
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

SPOOL_IN_MEMORY = 8 << 20


class Body(NamedTuple):
    """All of it in memory, or a file of ``length`` bytes for a long list."""

    data: bytes
    file: Any
    length: int


def in_memory(data: bytes) -> Body:
    """A body of one piece."""
    return Body(data, None, len(data))


def collect(chunks: Iterator[bytes]) -> Body:
    """The body that the chunks make."""
    first = next(chunks)
    second = next(chunks, None)
    if second is None:
        return in_memory(first)
    spool = tempfile.SpooledTemporaryFile(SPOOL_IN_MEMORY)  # noqa: SIM115  the server closes it after sending
    try:
        write: Callable[[bytes], int] = spool.write
        write(first)
        write(second)
        for chunk in chunks:
            write(chunk)
        length = spool.tell()
        spool.seek(0)
    except BaseException:
        spool.close()
        raise
    return Body(b"", spool, length)
