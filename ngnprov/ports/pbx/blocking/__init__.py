# SPDX-License-Identifier: Apache-2.0
"""Blocking in layers: who has blocked an extension, its customer or its reseller, and what follows for the extension.

``layers`` stands below extensions, which ask it; ``service`` and ``operations`` stand above them. There are no ``types``: an
extension that was blocked is answered as every other one.
"""
