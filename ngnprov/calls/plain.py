# SPDX-License-Identifier: Apache-2.0
"""What a port answers over HTTP that is no SOAP: devices and programs that speak a small protocol of their own ask for it.

The front door knows HTTP, a port knows its protocol, and this is what the two tell each other.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ngnprov.auth.logins import Logins
    from ngnprov.calls.runner import Runner


@dataclass(frozen=True, slots=True)
class PlainRequest:
    """A GET request: ``query`` is what stands behind the ``?``, ``authorization`` the header of that name, "" without either.

    ``address`` is the caller's; ``is_of_proxy`` says that it is a trusted proxy's, which does not tell from whom it took the
    request. ``is_private`` says that nobody on the way could read it: it came over HTTPS, or from this very machine.
    """

    query: str = field(repr=False)
    authorization: str = field(repr=False)
    address: str
    is_private: bool
    is_of_proxy: bool = False


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """A status and lines of text, with ``headers`` by name besides."""

    status: int
    text: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlainDoor:
    """Paths at which GET is answered by ``answer``, which lets no exception out that it knows of.

    Whoever asks is known and counted by :class:`~ngnprov.auth.logins.Logins`, and what is asked is run by the
    :class:`~ngnprov.calls.runner.Runner`, as for every caller.
    """

    paths: tuple[str, ...]
    answer: Callable[["Runner", "Logins", PlainRequest], PlainAnswer]
