# SPDX-License-Identifier: Apache-2.0
"""What customers are charged for, as BillingPort reads it (billing.md 7)."""

from ngnprov.ports.pbx.charging.store import Blocked, Charge, blocked, charges, started

__all__ = ["Blocked", "Charge", "blocked", "charges", "started"]
