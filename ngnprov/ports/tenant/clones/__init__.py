# SPDX-License-Identifier: Apache-2.0
"""Making a customer like another one, which may be kept as a template.

It has no ``tables`` and no ``store``: what it makes is that of the other groups and ports, which declare what they copy
(:mod:`ngnprov.calls.copying`).
"""
