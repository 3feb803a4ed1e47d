# SPDX-License-Identifier: Apache-2.0
"""What an update changes of a stored account, as the caller may (sip.md 5.2, 5.3, 5.4, 6)."""

from dataclasses import dataclass, field
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.errors import NotAuthorized
from ngnprov.ports.customer import tenancy
from ngnprov.ports.sip.accounts import fields, passwords
from ngnprov.ports.sip.accounts.rights import FREE_PSTN, PSTN_COLUMNS, SMS, Rights
from ngnprov.ports.sip.accounts.store import PREPAID, Account
from ngnprov.ports.sip.accounts.wire import SipAccountFields, SipAccountMember
from ngnprov.ports.sip.settings import SipSettings

PLAIN: tuple[SipAccountMember, ...] = (
    *("first_name", "last_name", "email", "region", "quickdial_prefix"),
    *PSTN_COLUMNS,
)
"""Members without rules of their own; those of the PSTN need a right."""


@dataclass(slots=True)
class Changes:
    """Columns that change, and groups that the account joins and leaves."""

    columns: dict[str, Any] = field(default_factory=dict)
    joined: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.columns or self.joined or self.left)


def changes_of(call: Call, account: Account, present_groups: set[str], given: SipAccountFields) -> Changes:
    """The changes that ``given`` asks for. Raises InvalidValue, CustomerUnknown (owner), NotAuthorized."""
    wanted: dict[str, Any] = {name: given[name] for name in PLAIN if name in given}
    if given.get("timezone", account.timezone) != account.timezone:  # the tz database renames, records stay
        wanted["timezone"] = fields.timezone(given["timezone"])
    if "timeout" in given:
        wanted["timeout"] = fields.timeout(given["timeout"])
    if "acl" in given:
        wanted["acl"] = fields.acl_in(given["acl"])
    wanted["owner"] = tenancy.owner_after_update(call, given.get("owner"), "account.owner", kept=account.owner)
    if "prepaid" in given:
        wanted["prepaid"] = given["prepaid"]
    changes = Changes({name: value for name, value in wanted.items() if value != getattr(account, name)})
    changes.columns |= _properties(call, account, given) | _credentials(call, account, given)
    if "groups" in given:
        _join_and_leave(call, changes, present_groups, given["groups"])
    _bound(Rights(call), changes)
    return changes


def _properties(call: Call, account: Account, given: SipAccountFields) -> dict[str, str]:
    """Sealing gives another text each time, so what is compared is what is read."""
    if "properties" not in given:
        return {}
    wanted = fields.properties_in(call, account.address, given["properties"])
    shown = [fields.properties_out(call, account.address, stored) for stored in (wanted, account.properties)]
    return {} if [list(row) for row in shown[0]] == [list(row) for row in shown[1]] else {"properties": wanted}


def _credentials(call: Call, account: Account, given: SipAccountFields) -> dict[str, Any]:
    """An absent or empty password stays (5.3); clear text stored earlier goes when it may not be kept any more."""
    keep = passwords.keeps_clear_text(call, account.customer, account.reseller)
    sealed = account.password
    password: str = given.get("password", "")
    if password:
        known = passwords.clear_text(call, account.username, account.domain, sealed)
        found = passwords.from_password(call, account.username, account.domain, password, keep=keep)
        digests = passwords.PAIR if passwords.is_pair(password) else passwords.DIGESTS
        is_same = all(found[name] == getattr(account, name) for name in digests) and (known == password or not keep)
        if not is_same:
            return {**found}
    return {"password": b""} if sealed and not keep else {}


def _join_and_leave(call: Call, changes: Changes, present: set[str], given: list[str]) -> None:
    """The list replaces the memberships; ``prepaid`` follows the flag alone (5.6)."""
    wanted = fields.groups(given) - {PREPAID}
    if call.context.settings.of(SipSettings).keep_quota_group:
        kept = {"quota"} if call.actor.is_admin else {"quota", "blocked"}
        wanted |= present & kept
    changes.joined, changes.left = wanted - present, present - wanted


def _bound(rights: Rights, changes: Changes) -> None:
    """Take back, or refuse, what the caller may not change (``rights``)."""
    pstn = [name for name in PSTN_COLUMNS if name in changes.columns]
    if (pstn or FREE_PSTN in changes.joined | changes.left) and not rights.pstn_changes:
        for name in pstn:
            del changes.columns[name]
        changes.joined.discard(FREE_PSTN)
        changes.left.discard(FREE_PSTN)
    if SMS in changes.joined | changes.left and not rights.sms_access:
        changes.joined.discard(SMS)
        changes.left.discard(SMS)
    rights.require_grant(changes.joined, "account.groups")
    comes_with_free_pstn = FREE_PSTN in changes.joined and changes.columns.get("prepaid")
    if "prepaid" in changes.columns and not comes_with_free_pstn and not rights.prepaid_changes:
        raise NotAuthorized(
            "is not yours to switch between prepaid and postpaid: prepaid_changes is off", field="account.prepaid"
        )
