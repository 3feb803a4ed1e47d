# SPDX-License-Identifier: Apache-2.0
"""The rules of SIP accounts (sip.md 5.2 to 5.7), one function for each operation."""

from collections.abc import Mapping
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.db.failures import Duplicate
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.customer import entitlements, owners
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts import members, passwords, store
from ngnprov.ports.sip.accounts.changes import Changes, changes_of
from ngnprov.ports.sip.accounts.held import find_account, hold_account
from ngnprov.ports.sip.accounts.journaling import journaled
from ngnprov.ports.sip.accounts.presentation import present
from ngnprov.ports.sip.accounts.rights import FREE_PSTN, Rights
from ngnprov.ports.sip.accounts.store import ACCOUNTS, PREPAID, Account
from ngnprov.ports.sip.aliases import store as aliases
from ngnprov.ports.sip.domains import service as domains
from ngnprov.ports.sip.domains.store import DOMAINS
from ngnprov.ports.sip.errors import AccountExists, AccountUnknown
from ngnprov.ports.sip.groups import store as groups
from ngnprov.ports.sip.settings import SipSettings
from ngnprov.zonefiles import hostnames

CREDIT = {"sip_credit": 1}
ALIAS_CREDIT = "sip_alias_credit"

Members = Mapping[str, Any]


def add_account(call: Call, new: Members) -> Row:
    """Create an account in a domain of the caller's scope; it consumes ``sip_credit`` of the domain's customer (5.2).

    Raises MissingInput (id, password), InvalidValue, DomainUnknown, AccountExists, CustomerUnknown (owner), CustomerLimit,
    ResellerLimit, NotAuthorized (inactive reseller, a group that is not his to grant).
    """
    written, place = names.parts(new.get("id", {}), "account.id")
    username = written if written == members.AUTOINCREMENT else names.username(written, "account.id.username")
    held = domains.hold_domain(call, place, "account.id.domain")
    domain, owner = held.domain, domains.owner_of(held)
    if username == members.AUTOINCREMENT:
        username = _next_number(call, domain)
    elif store.is_taken(call.unit, username, domain) or aliases.is_taken(call.unit, username, domain):
        raise _taken()
    if new.get("owner"):
        owners.hold_owner(call, new["owner"], "account.owner")
    entitlements.claim(call, owner.customer, owner.reseller, CREDIT)
    memberships = members.groups(new.get("groups", ()))
    values: dict[str, Any] = {
        "username": username,
        "domain": domain,
        "customer": owner.customer,
        "reseller": owner.reseller,
        "owner": new.get("owner", 0),
        "timezone": members.timezone(new.get("timezone", "")),
        "timeout": members.timeout(new.get("timeout", 0)),
        "acl": members.acl_in(new.get("acl", ())),
        "properties": members.properties_in(call, f"{username}@{domain}", new.get("properties", ())),
        "create_date": call.now,
        "change_date": call.now,
        **{name: new.get(name, "") for name in ("first_name", "last_name", "email", "region", "quickdial_prefix")},
        **_credentials_of_new(call, new, username, domain, keep=passwords.keeps_clear_text(call, *_whose(owner))),
        **_granted(call, new, memberships),
    }
    memberships.discard(PREPAID)
    try:
        id = ACCOUNTS.insert(call.unit, {**values, "number": _number(username)})
    except Duplicate:
        raise _taken() from None
    groups.add(call.unit, id, sorted(memberships))
    account = Account(id=id, **values)
    call.created(account.subject, journaled(account, memberships))
    return present(call, [account])[0]


def update_account(call: Call, given: Members) -> bool:
    """Change the members given (5.2); what the caller may not change of PSTN members stays silently (6).

    Raises MissingInput, AccountUnknown, InvalidValue, CustomerUnknown (owner), NotAuthorized (free-pstn, prepaid).
    """
    account = hold_account(call, given.get("id", {}), "account.id")
    present_groups = set(groups.of_account(call.unit, account.id))
    changes = changes_of(call, account, present_groups, given)
    if changes:
        _store(call, account, present_groups, changes)
    return True


def delete_account(call: Call, sip_id: Members) -> bool:
    """Remove an account, all that is kept for it, and the aliases in the caller's scope that lead to it (5.2)."""
    username, domain = names.parts(sip_id, "sipId")
    if DOMAINS.lock(call.unit, call.actor, domain) is None:  # before the account, as whoever moves the domain
        raise AccountUnknown("there is no such SIP account", field="sipId")
    account = hold_account(call, sip_id)
    before = journaled(account, groups.of_account(call.unit, account.id))
    ACCOUNTS.delete(call.unit, account.id)
    entitlements.release(call, account.customer, account.reseller, CREDIT)
    gone = aliases.delete_to(call.unit, call.actor, username, domain)
    for alias in gone:
        entitlements.release(call, alias.customer, alias.reseller, {ALIAS_CREDIT: 1})
    call.removed(account.subject, {**before, "aliases": [alias.address for alias in gone]})
    return True


def get_account(call: Call, sip_id: Members) -> Row:
    """One account in scope. Raises MissingInput, AccountUnknown."""
    return present(call, [find_account(call, sip_id)])[0]


def get_accounts(call: Call, query: Members) -> Row:
    """Accounts in scope that match (sip.md 3)."""
    page = ACCOUNTS.find(call.unit, call.actor, query, call.context.settings.lists.maximum)
    return page.answer(lambda rows: present(call, rows))


def _whose(owner: owners.Owner) -> tuple[int, int]:
    return owner.customer, owner.reseller


def _taken() -> AccountExists:
    return AccountExists("the address is taken", field="account.id")


def _next_number(call: Call, domain: str) -> str:
    """The user name for ``<autoincrement>``: one above the highest number of the domain, which is held (5.2)."""
    highest = store.highest_number(call.unit, domain)
    number = highest + 1 if highest else call.context.settings.of(SipSettings).first_number
    while aliases.is_taken(call.unit, str(number), domain):
        number += 1
    if number >= HIGHEST_NUMBER:
        raise InvalidValue("the numbers of the domain are used up", field="account.id.username")
    return str(number)


HIGHEST_NUMBER = 10**18


def _number(username: str) -> int | None:
    """The user name as a number that <autoincrement> counts from; not when it is a dial string with leading zeros."""
    is_number = username.isdigit() and not username.startswith("0") and len(username) <= 18
    return int(username) if is_number else None


def _credentials_of_new(call: Call, new: Members, username: str, domain: str, *, keep: bool) -> passwords.Credentials:
    password: str = new.get("password", "")
    if password:
        if passwords.is_pair(password) and hostnames.lower(new["id"]["username"]) == members.AUTOINCREMENT:
            raise InvalidValue("must be clear text when the user name is not known", field="account.password")
        return passwords.from_password(call, username, domain, password, keep=keep)
    found = passwords.from_digest(new.get("ha1", ""))
    if found is None:
        raise MissingInput("must not be empty", field="account.password")
    return found


def _granted(call: Call, new: Members, memberships: set[str]) -> dict[str, Any]:
    """PSTN and prepaid members of a new account, as the caller may set them (6)."""
    rights = Rights(call)
    rights.require_grant(memberships, "account.groups")
    prepaid = new.get("prepaid", PREPAID in memberships)
    given = {"quota": new.get("quota", 0), "rpid": new.get("rpid", ""), "call_limit": new.get("call_limit", 0)}
    if any(given.values()) and not rights.pstn_changes:
        # a quota bounds what free-pstn may cost, and is not taken from a new account that has it
        given = {"quota": given["quota"] if FREE_PSTN in memberships else 0, "rpid": "", "call_limit": 0}
    return {"prepaid": prepaid or not rights.prepaid_changes, **given}


def _store(call: Call, account: Account, present_groups: set[str], changes: Changes) -> None:
    ACCOUNTS.update(call.unit, account.id, {**changes.columns, "change_date": call.now})
    for name in sorted(changes.left):
        groups.remove(call.unit, account.id, name)
    groups.add(call.unit, account.id, sorted(changes.joined))
    call.changed(
        account.subject,
        journaled(account, present_groups),
        journaled(account._replace(**changes.columns), present_groups - changes.left | changes.joined),
    )
