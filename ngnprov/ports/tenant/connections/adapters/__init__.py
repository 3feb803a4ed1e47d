# SPDX-License-Identifier: Apache-2.0
"""How users are read from platforms: a module for each kind, which quotes the public document by which it goes.

An adapter asks over the way out of the server (:mod:`ngnprov.outgoing`), and believes nothing of what it is told: requests,
users and bytes have a bound, and so has the time.
"""

from collections.abc import Callable, Mapping

from ngnprov.ports.tenant.connections.adapters import kazoo
from ngnprov.ports.tenant.connections.adapters.asking import Access, Asking, Person

Discover = Callable[[Asking, Access], list[Person]]
"""Everybody whom a platform tells of, each once. Raises NotAsked."""

ADAPTERS: Mapping[str, Discover] = {kazoo.TYPE: kazoo.discover}
"""By the type of a connection."""
