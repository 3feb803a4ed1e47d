# SPDX-License-Identifier: Apache-2.0
"""Second factors: codes of a program beside the password, for users and administrators.

Without ``store`` and ``tables``, which are :mod:`ngnprov.auth.factors`: who logs in is asked below all ports.
"""
