# SPDX-License-Identifier: Apache-2.0
"""What a power loss must not take."""

import os
from pathlib import Path


def flush(path: Path) -> None:
    """Have the disk hold what was written to a file, or the names in a directory: a new name is durable when that is."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
