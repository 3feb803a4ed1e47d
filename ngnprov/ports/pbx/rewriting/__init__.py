# SPDX-License-Identifier: Apache-2.0
"""Rewrite rule sets: how numbers are written, in calls to and from the PBX of a SIP domain (pbx.md 10).

``matching`` applies them; a call is sent by nobody here.
"""
