# SPDX-License-Identifier: Apache-2.0
"""Telephone numbers: whose they are, and where calls to them go.

``service`` makes calls arrive, for extensions and for ``assigning``, which gives them direct dial-in numbers; ``inventory`` is
what customers and resellers hold.
"""
