# SPDX-License-Identifier: Apache-2.0
"""Who calls: logins, administrators and their passwords, throttling, and what is told of those who were denied."""
