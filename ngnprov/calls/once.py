# SPDX-License-Identifier: Apache-2.0
"""What several things that one call makes need to have looked up, and held, once only."""

from collections.abc import Callable
from typing import Any, TypeVar

from ngnprov.calls.call import Call

T = TypeVar("T")


class Once:
    """Finds of one call, by what finds them and the key that is asked for.

    What is made in a savepoint has one of its own: what it holds is held until there.
    """

    def __init__(self, call: Call) -> None:
        self._call = call
        self._found: dict[tuple[Callable[..., Any], Any], Any] = {}

    def __call__(self, find: Callable[..., T], key: Any, *arguments: Any) -> T:
        """What ``find(call, key, *arguments)`` gives. The arguments say how it is refused, and make no difference else."""
        place = find, key
        if place in self._found:
            found: T = self._found[place]
        else:
            found = self._found[place] = find(self._call, key, *arguments)
        return found

    def know(self, find: Callable[..., T], key: Any, found: T) -> None:
        """Let what was found otherwise not be looked up."""
        self._found[find, key] = found
