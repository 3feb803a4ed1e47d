# SPDX-License-Identifier: Apache-2.0
"""E-mail: what is written when something happens, and how it is handed to an SMTP server."""
