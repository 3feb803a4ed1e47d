# SPDX-License-Identifier: Apache-2.0
"""What a SIP domain needs outside of this server: names in DNS, and a certificate (pbx.md 11).

No ``tables`` and no ``store``: ``resolver`` asks DNS, ``certificates`` reads what SIP domains have, and nothing is kept here.
"""
