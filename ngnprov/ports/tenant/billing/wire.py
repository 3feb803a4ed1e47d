# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import TypedDict

BillingProfileFields = TypedDict("BillingProfileFields", {
    "id": int, "reseller": int, "handle": str, "name": str, "prepaid": bool, "currency": str, "profile_weekday": str,
    "profile_weekday_alt": str, "profile_weekend": str, "profile_weekend_alt": str, "change_date": str,
}, total=False)
"""What was supplied of a BillingProfile."""
