# SPDX-License-Identifier: Apache-2.0
"""Real SOAP clients against a live server; README.md tells the story that each of them runs."""
