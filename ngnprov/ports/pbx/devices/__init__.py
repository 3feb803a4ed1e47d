# SPDX-License-Identifier: Apache-2.0
"""Devices: desk phones and soft phones, each with a SIP account of its own, which belong to extensions (pbx.md 20).

``store`` stands below extensions, whose removal frees their devices and asks whose keys name them; ``service`` stands above.
What phones fetch is in ``provisioning``.
"""
