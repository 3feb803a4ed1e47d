# SPDX-License-Identifier: Apache-2.0
"""Connection templates: what the connections of a reseller's customers have in common, with a key that all of them may use."""
