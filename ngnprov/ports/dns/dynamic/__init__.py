# SPDX-License-Identifier: Apache-2.0
"""Dynamic DNS: routers tell by HTTP which address they have (docs/contract/dynamic-dns.md).

``door`` speaks the protocol, ``asked`` reads what was sent, ``caller`` knows customers by their tokens, ``service`` has the
rules.
"""
