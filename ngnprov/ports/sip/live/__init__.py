# SPDX-License-Identifier: Apache-2.0
"""Live data: what a SIP platform knows of calls, devices and media. Without one all is empty (sip.md 5.16).

No ``tables`` and no ``store``: ``provider`` asks the platform, and nothing is kept here.
"""
