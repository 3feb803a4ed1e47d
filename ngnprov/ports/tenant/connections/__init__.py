# SPDX-License-Identifier: Apache-2.0
"""Connections: where a customer has users on another platform, and the key to it.

::

    addresses    where a platform is, and what may be asked there
    service      keeping connections; standing: enabling, disabling, asking anew
    adapters     how users are read from a kind of platform
    syncing      how a server asks, in no unit of work, and keeps what it has learnt
    examining    what ``ngnprov doctor`` wants to know
"""
