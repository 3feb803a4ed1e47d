# SPDX-License-Identifier: Apache-2.0
"""From the bytes of a request to Python values: gate, tree, envelope, header entries, arguments."""
