# SPDX-License-Identifier: Apache-2.0
"""Every operation of NetworkPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py)."""

from tests.support.matrix import Row, Table
from tests.support.scene import Scene


def fill(scene: Scene) -> None:
    """Nothing: the accounts that are counted are SipPort's."""


TABLE: Table = {
    "getStatistics": Row({}),
    "getStatus": Row({}),
}
