# SPDX-License-Identifier: Apache-2.0
"""The business: one folder for each WSDL port, found by :mod:`ngnprov.calls.port`."""
