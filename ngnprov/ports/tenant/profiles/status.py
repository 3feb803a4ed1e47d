# SPDX-License-Identifier: Apache-2.0
"""What state a tenant is in: worked out of what is known of it, never stored (tenant.md 7).

Of several reasons the first of :data:`STATUSES` counts.
"""

TERMINATED, SUSPENDED, PENDING, ACTIVE = STATUSES = ("terminated", "suspended", "pending", "active")


def status_of(terminate_date: str, *, suspended: bool, enabled: bool, now: str) -> str:
    """The state of a tenant; ``suspended``: it, or its reseller, is, or the reseller is not active."""
    if is_terminated(terminate_date, now):
        return TERMINATED
    if suspended:
        return SUSPENDED
    return ACTIVE if enabled else PENDING


def is_terminated(terminate_date: str, now: str) -> bool:
    """Is its end past? One that is still to come makes no difference."""
    return bool(terminate_date) and terminate_date <= now
