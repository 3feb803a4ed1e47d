# SPDX-License-Identifier: Apache-2.0
"""Extensions: pilots, users, groups and auto attendants, which hold subscriptions."""
