# SPDX-License-Identifier: Apache-2.0
"""The permissions of EnumPort."""

from ngnprov.calls.policy import ADMINISTRATORS, EVERYBODY, Permission

READ = Permission("enum.read", EVERYBODY)
WRITE = Permission("enum.write", EVERYBODY)
PUBLISH = Permission("enum.publish", ADMINISTRATORS)
"""Write the zone of a range, with numbers of every customer in it."""
