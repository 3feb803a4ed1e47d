# SPDX-License-Identifier: Apache-2.0
"""The wire: SOAP 1.1 in two dialects, fenced around Spyne. Knows types, not business.

Importing the package makes Spyne 2.14 importable on Python 3.12 and later (see ``shim``).
"""

from ngnprov.soap import shim

shim.install()
