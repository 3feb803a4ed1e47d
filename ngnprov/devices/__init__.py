# SPDX-License-Identifier: Apache-2.0
"""The files that phones fetch: what goes into them, and the formats in which vendors want them (docs/contract/pbx.md 21).

It knows neither customers nor a database: PbxPort has what was applied rendered here, for whoever fetches it at its door.
"""
