# SPDX-License-Identifier: Apache-2.0
"""Stored accounts as the wire shows them (sip.md 4.3)."""

from collections.abc import Iterable
from itertools import chain

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.unit import Row
from ngnprov.ports.sip.accounts import members, passwords
from ngnprov.ports.sip.accounts.store import PREPAID, Account
from ngnprov.ports.sip.groups import store as groups

_DATE = clock.LENGTH_OF_SECONDS


def present(call: Call, rows: list[Row]) -> list[Row]:
    """Wire rows of accounts, in the same order."""
    if not rows:
        return []
    memberships = groups.of_accounts(call.unit, [row[0] for row in rows])
    forbidding = passwords.forbidding(call, _holders(rows))
    return [_present(call, row, memberships.get(row[0], []), forbidding) for row in rows]


def _holders(rows: list[Row]) -> Iterable[int]:
    place = Account._fields.index("customer")
    return set(chain.from_iterable(row[place : place + 2] for row in rows))


def _present(call: Call, row: Row, memberships: list[str], forbidding: frozenset[int]) -> Row:
    (
        _,
        username,
        domain,
        first_name,
        last_name,
        sealed,
        ha1,
        _,
        _,
        _,
        email,
        timezone,
        owner,
        customer,
        reseller,
        quota,
        prepaid,
        rpid,
        region,
        quickdial_prefix,
        timeout,
        call_limit,
        acl,
        properties,
        created,
        changed,
    ) = row
    password = ""
    if sealed and customer not in forbidding and reseller not in forbidding:
        password, ha1 = passwords.clear_text(call, username, domain, sealed), ""
    return (
        (username, domain),
        first_name,
        last_name,
        password,
        ha1,
        email,
        timezone,
        owner,
        customer,
        reseller,
        sorted([*memberships, PREPAID]) if prepaid else memberships,
        quota,
        bool(prepaid),
        rpid,
        region,
        quickdial_prefix,
        timeout,
        call_limit,
        members.acl_out(acl),
        members.properties_out(call, f"{username}@{domain}", properties),
        created[:_DATE],
        changed[:_DATE],
    )
