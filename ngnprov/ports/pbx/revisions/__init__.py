# SPDX-License-Identifier: Apache-2.0
"""Draft and revisions: what extensions are now is the draft, and what was applied last is what phones and PBXs go by.

``forms`` writes what counts of an extension, ``states`` compares with what was applied, and both stand below extensions, whose
answers tell their state. ``comparing``, ``authors``, ``discarding`` and ``service`` stand above all kinds of them.
"""
