# SPDX-License-Identifier: Apache-2.0
"""Secrets at rest: keys, the key file, sealed columns, and the proof that both belong together."""
