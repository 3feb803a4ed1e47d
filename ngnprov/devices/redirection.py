# SPDX-License-Identifier: Apache-2.0
"""The seam to services by which vendors lead a phone that is fresh from the box to whoever provisions it ("zero touch").

Who has an account with one names a factory of a :class:`Redirection` in ``[pbx] redirection`` (docs/platform.md). No vendor's
own protocol is spoken here: none is documented in public with request and answer.
"""

from typing import Protocol


class RedirectionRefused(Exception):
    """The vendor does not do it, however often it is asked; the text is its own."""


class Redirection(Protocol):
    """A vendor's service, or several. ``credentials`` are a reseller's, in whatever form the service takes them.

    What raises anything but :class:`RedirectionRefused`, or takes longer than ``[pbx] redirection_seconds``, is tried again.
    It may be asked for the same twice.
    """

    def register(self, credentials: str, mac: str, model: str, url: str, /) -> None:
        """Lead the phone of a MAC address, 12 lower-case digits, to the folder of its files at ``url``, which is a secret."""

    def deregister(self, credentials: str, mac: str, /) -> None:
        """Lead it nowhere any more; also when it is not led anywhere."""
