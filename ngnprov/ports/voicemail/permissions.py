# SPDX-License-Identifier: Apache-2.0
"""The permissions of VoicemailPort."""

from ngnprov.calls.policy import EVERYBODY, Permission

READ = Permission("voicemail.read", EVERYBODY)
WRITE = Permission("voicemail.write", EVERYBODY)
