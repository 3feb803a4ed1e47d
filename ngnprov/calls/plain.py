# SPDX-License-Identifier: Apache-2.0
"""What a port answers over HTTP that is no SOAP: devices and programs that speak a small protocol of their own ask for it.

The front door knows HTTP, a port knows its protocol, and this is what the two tell each other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ngnprov.auth.logins import Logins
    from ngnprov.calls.runner import Runner

TEXT = "text/plain; charset=utf-8"
FORM = "application/x-www-form-urlencoded"
LONGEST_FORM = 16 * 1024


@dataclass(slots=True)
class PlainRequest:
    """A GET request, or with ``form``, by the names of its fields, one of POST: ``path`` is what stands behind that of the
    door, ``query`` behind the ``?``, "" without either.

    ``header`` gives a header by its name, "" for one that was not sent. ``address`` is the caller's; ``is_of_proxy`` says that
    it is a trusted proxy's, which does not tell from whom it took the request, and ``is_by_proxy`` that a trusted proxy has
    brought the request, and may have added headers. ``is_private`` says that nobody on the way could read it: it came over
    HTTPS, or from this very machine.
    """

    path: str = field(repr=False)
    query: str = field(repr=False)
    header: Callable[[str], str] = field(repr=False)
    address: str
    is_private: bool
    is_of_proxy: bool = False
    is_by_proxy: bool = False
    form: Mapping[str, str] | None = field(default=None, repr=False)


@dataclass(slots=True)
class PlainAnswer:
    """A status and a body, with ``headers`` by name besides."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    type: str = TEXT


class Answering(Protocol):
    """What stands behind a door; one for each process."""

    def answer(self, request: PlainRequest) -> PlainAnswer:
        """The answer to one request; no exception that it knows of comes out."""

    def settle(self) -> None:
        """Wait until the database has what becomes of the requests so far."""


@dataclass(frozen=True, slots=True)
class PlainDoor:
    """Paths at which GET is answered; one that ends in a slash has all that stands below it. ``heads``: HEAD changes nothing
    there, and is answered, too. ``crowds``: thousands may ask at once, each for little, as phones after a power cut; they wait
    for each other, so that none is refused and others need not wait for all of them. ``forms``: POST sends a form, of at most
    :data:`LONGEST_FORM` octets.

    Whoever asks with a login is known and counted by :class:`~ngnprov.auth.logins.Logins`, and what is asked is run by the
    :class:`~ngnprov.calls.runner.Runner`, as for every caller.
    """

    paths: tuple[str, ...]
    make: Callable[["Runner", "Logins"], Answering]
    heads: bool = False
    crowds: bool = False
    forms: bool = False
