# SPDX-License-Identifier: Apache-2.0
"""What ENUM numbers lead to: a URI for each kind of service."""
