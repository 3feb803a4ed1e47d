# SPDX-License-Identifier: Apache-2.0
"""ngnprov: an open, drop-in replacement for the NGNPro provisioning server."""

__version__ = "0.1.0"
