# SPDX-License-Identifier: Apache-2.0
"""Call diversions of an account: where a call goes that is not, or cannot be, answered (3GPP TS 24.604)."""
