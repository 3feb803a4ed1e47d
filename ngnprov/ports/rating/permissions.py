# SPDX-License-Identifier: Apache-2.0
"""The permissions of RatingPort."""

from ngnprov.calls.policy import EVERYBODY, Permission

READ = Permission("rating.read", EVERYBODY)
WRITE = Permission("rating.write", EVERYBODY)
