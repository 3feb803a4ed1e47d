# SPDX-License-Identifier: Apache-2.0
"""Storage: engine, unit of work, counters, journal, list queries, migrations.

Columns are of types that every driver carries natively (integers, text, booleans, bytes); money is an integer count of
1/10000, time is text in UTC. So rows go from the driver to the wire without conversion.
"""
