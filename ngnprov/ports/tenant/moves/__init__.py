# SPDX-License-Identifier: Apache-2.0
"""Moving a customer to another reseller, with all it has: what that means is told before (``impacts``).

It has no ``tables`` and no ``store``: what it changes is that of the other groups and ports, which say so
(:mod:`ngnprov.calls.moving`).
"""
