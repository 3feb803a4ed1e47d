# SPDX-License-Identifier: Apache-2.0
"""PSTN routing: a carrier has gateways, a gateway has rules, and routes lead to carriers (sip.md 4.5, 5.15).

Whose they are is the carrier's reseller; it is stored there alone. Who selects::

    routes whose prefix begins the destination (00 and E.164) and whose originator fits, the longest prefix first, then by
    priority, lower numbers first; then of the chosen gateway the rules that fit: strip, prepend
"""
