# SPDX-License-Identifier: Apache-2.0
"""The part of Spyne that runs: one Application for each port."""
