# SPDX-License-Identifier: Apache-2.0
"""Sessions: somebody logs in once, with his second factor where he has one, and shows a token for some hours. ``holder`` knows
whose one is.

Without ``store`` and ``tables``, which are :mod:`ngnprov.db.sessions`: who logs in is asked below all ports.
"""
