# SPDX-License-Identifier: Apache-2.0
"""The permission of NetworkPort."""

from ngnprov.calls.policy import EVERYBODY, Permission

READ = Permission("network.read", EVERYBODY)
