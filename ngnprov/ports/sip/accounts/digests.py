# SPDX-License-Identifier: Apache-2.0
"""Missing or outdated digests: filled in by upgrades, reported and repaired by ``ngnprov doctor`` (S-A, S-D).

An account of an earlier release has no ``ha1b_sha256``. It gets one if its password is kept; where only MD5 digests were
given, there is no SHA-256 digest until a new password is set.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.finding import Finding, State
from ngnprov.db.unit import Unit
from ngnprov.errors import InternalFailure
from ngnprov.ports.sip.accounts import passwords, store
from ngnprov.ports.sip.accounts.store import ACCOUNTS, Account
from ngnprov.sealing.keys import Keys


def fill(unit: Unit, keys: Keys) -> None:
    """Give every account whose kept password opens the digests that it lacks; the others stay as they are."""
    after = 0
    while rows := store.lacking(unit, after):
        changed = [
            {"id": id, **passwords.digests(username, domain, password)}
            for id, username, domain, sealed in rows
            if (password := _opened(keys, username, domain, sealed)) is not None
        ]
        store.set_digests(unit, changed)
        after = rows[-1][0]


def examine(unit: Unit) -> Iterator[Finding]:
    """Accounts whose digests are incomplete or not in lower case; a remark counts those that have none of SHA-256."""
    for username, domain in store.with_poor_digests(unit):
        yield Finding(_poor(f"{username}@{domain}"), repair=partial(_mend, username, domain))
    count = store.count_without_sha256(unit)
    if count:
        yield Finding(
            f"SIP accounts without SHA-256 digests, since their passwords came as MD5 digests: {count}; a new password "
            "gives them",
            State.REMARK,
        )


def _mend(username: str, domain: str, call: Call) -> Finding | None:
    account = ACCOUNTS.lock(call.unit, call.actor, username, domain)
    if account is None:
        return None
    wanted = _wanted(call, account)
    changes = {name: value for name, value in wanted.items() if value != getattr(account, name)}
    if not changes:
        return None
    ACCOUNTS.update(call.unit, account.id, changes)
    call.changed(account.subject, account._asdict(), changes)
    return Finding(_poor(account.address), State.REPAIRED)


def _wanted(call: Call, account: Account) -> Mapping[str, object]:
    if account.password:
        password = passwords.clear_text(call, account.username, account.domain, account.password)
        return passwords.digests(account.username, account.domain, password)
    return {name: getattr(account, name).lower() for name in passwords.DIGESTS}


def _poor(address: str) -> str:
    return f"the digests of {address} are not complete, or not in lower case"


def _opened(keys: Keys, username: str, domain: str, sealed: bytes) -> str | None:
    try:
        return passwords.opened(keys, username, domain, sealed)
    except InternalFailure:
        return None
