# SPDX-License-Identifier: Apache-2.0
"""Live data: what a SIP platform knows of calls, devices and media. Without one all is empty (sip.md 5.16)."""
