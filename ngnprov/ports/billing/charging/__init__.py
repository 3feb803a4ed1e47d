# SPDX-License-Identifier: Apache-2.0
"""What is charged for which days: arithmetic that knows neither database nor wire (billing.md 7)."""
