# SPDX-License-Identifier: Apache-2.0
"""Who calls, and what may he: actors, logins, passwords, policy, secrets, throttling."""
