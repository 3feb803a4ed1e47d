# SPDX-License-Identifier: Apache-2.0
"""The rules of SIP accounts (sip.md 5.2 to 5.7), one function for each operation."""

from typing import TypedDict

from ngnprov.calls import keeping
from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.customer import entitlements, tenancy
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts import fields, passwords, remaking, store
from ngnprov.ports.sip.accounts.changes import Changes, changes_of
from ngnprov.ports.sip.accounts.journaling import journaled
from ngnprov.ports.sip.accounts.lookup import ACCOUNTS, find_account, lock_account, taken, unknown
from ngnprov.ports.sip.accounts.presentation import answer, answer_all
from ngnprov.ports.sip.accounts.rights import FREE_PSTN, Rights
from ngnprov.ports.sip.accounts.store import PREPAID, Account
from ngnprov.ports.sip.accounts.wire import SipAccountAnswer, SipAccountFields, SipAccountPageAnswer, SipQueryFields
from ngnprov.ports.sip.aliases import store as aliases
from ngnprov.ports.sip.domains import service as domains
from ngnprov.ports.sip.domains.store import DOMAINS, Domain
from ngnprov.ports.sip.groups import store as groups
from ngnprov.ports.sip.settings import SipSettings
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.zonefiles import hostnames

CREDIT = {"sip_credit": 1}
ALIAS_CREDIT = "sip_alias_credit"

HIGHEST_NUMBER = 10**18
"""User names that count up end before this."""


def add_account(call: Call, new: SipAccountFields) -> SipAccountAnswer:
    """Create an account in a domain of the caller's scope; it consumes ``sip_credit`` of the domain's customer (5.2).

    Raises MissingInput (id, password), InvalidValue, DomainUnknown, AccountExists, CustomerUnknown (owner), CustomerLimit,
    ResellerLimit, NotAuthorized (inactive reseller, a group that the caller may not grant).
    """
    domain, username = _free_address(call, new)
    owner = tenancy.owner_after_update(call, new.get("owner"), "account.owner")
    entitlements.claim(call, domain.customer, domain.reseller, CREDIT)
    memberships = fields.groups(new.get("groups", ()))
    timezone = fields.timezone(new.get("timezone", ""))
    acl = fields.acl_in(new.get("acl", ()))
    properties = fields.properties_in(call, f"{username}@{domain.domain}", new.get("properties", ()))
    keeps = passwords.keeps_clear_text(call, domain.customer, domain.reseller)
    credentials = _credentials_of_new(call, new, username, domain.domain, keep=keeps)
    granted = _granted(call, new, memberships)
    memberships.discard(PREPAID)
    account = Account(
        id=0,
        username=username,
        domain=domain.domain,
        first_name=new.get("first_name", ""),
        last_name=new.get("last_name", ""),
        **credentials,
        email=new.get("email", ""),
        timezone=timezone,
        owner=owner,
        customer=domain.customer,
        reseller=domain.reseller,
        **granted,
        region=new.get("region", ""),
        quickdial_prefix=new.get("quickdial_prefix", ""),
        timeout=fields.timeout(new.get("timeout", 0)),
        acl=acl,
        properties=properties,
        create_date=call.now,
        change_date=call.now,
    )
    account = ACCOUNTS.create(
        call,
        account,
        field="account.id",
        columns={"number": _number(username)},
        journal=journaled(account, memberships),
        undo_by=[Step("sip", "deleteAccount", {"sipId": account.sip_id})],
    )
    joined = sorted(memberships)
    groups.add(call.unit, account.id, joined)
    return answer(call, account, joined, in_clear=keeps)


def update_account(call: Call, given: SipAccountFields) -> bool:
    """Change the members given (5.2); what the caller may not change of PSTN members stays silently (6).

    Raises MissingInput, AccountUnknown, InvalidValue, CustomerUnknown (owner), NotAuthorized (free-pstn, prepaid).
    """
    account = lock_account(call, given.get("id", {}), "account.id")
    present_groups = set(groups.of_account(call.unit, account.id))
    changes = changes_of(call, account, present_groups, given)
    if changes:
        _store(call, account, present_groups, changes)
    return True


def delete_account(call: Call, sip_id: SipIdFields) -> bool:
    """Remove an account, all that is kept for it, and the aliases in the caller's scope that lead to it (5.2)."""
    username, domain = names.parts(sip_id, "sipId")
    # before the account, in the order in which a domain is moved
    if DOMAINS.lock(call.unit, call.actor, domain) is None:
        raise unknown(field="sipId")
    account = lock_account(call, sip_id)
    before = journaled(account, groups.of_account(call.unit, account.id))
    kept = keeping.steps_of_kept(call, store.ACCOUNTS, account)
    gone = aliases.delete_to(call.unit, call.actor, username, domain)
    told = {**before, "aliases": [alias.address for alias in gone], keeping.WENT_ALONG: keeping.told(kept)}
    ACCOUNTS.remove(
        call,
        account,
        journal=told,
        undo_by=lambda: remaking.steps_of_account(call, account, before["groups"], kept, gone),
    )
    entitlements.release(call, account.customer, account.reseller, CREDIT)
    for alias in gone:
        entitlements.release(call, alias.customer, alias.reseller, {ALIAS_CREDIT: 1})
    return True


def get_account(call: Call, sip_id: SipIdFields) -> SipAccountAnswer:
    """One account in scope. Raises MissingInput, AccountUnknown."""
    account = find_account(call, sip_id)
    keeps = passwords.keeps_clear_text(call, account.customer, account.reseller)
    return answer(call, account, groups.of_account(call.unit, account.id), in_clear=keeps)


def get_accounts(call: Call, query: SipQueryFields) -> SipAccountPageAnswer:
    """Accounts in scope that match (sip.md 3)."""
    return ACCOUNTS.find_together(call, query, lambda accounts: answer_all(call, accounts))


def count_accounts(call: Call) -> dict[str, int]:
    """Domain -> how many accounts it has, in the order of the names; domains in scope that have none are left out."""
    return store.counts(call.unit, call.actor)


def _free_address(call: Call, new: SipAccountFields) -> tuple[Domain, str]:
    """The domain of a new account, held, and its user name there. Raises AccountExists besides."""
    written, place = names.parts(new.get("id", {}), "account.id")
    is_chosen = written != fields.AUTOINCREMENT
    username = names.username(written, "account.id.username") if is_chosen else ""
    domain = domains.lock_domain(call, place, "account.id.domain")
    if not is_chosen:
        return domain, _next_number(call, domain.domain)
    if store.is_taken(call.unit, username, domain.domain) or aliases.is_taken(call.unit, username, domain.domain):
        raise taken(field="account.id")
    return domain, username


def _next_number(call: Call, domain: str) -> str:
    """The user name for ``<autoincrement>``: one above the highest number of the domain, which is held (5.2)."""
    highest = store.highest_number(call.unit, domain)
    number = highest + 1 if highest else call.context.settings.of(SipSettings).first_number
    while aliases.is_taken(call.unit, str(number), domain):
        number += 1
    if number >= HIGHEST_NUMBER:
        raise InvalidValue("the numbers of the domain are used up", field="account.id.username")
    return str(number)


def _number(username: str) -> int | None:
    """The user name as a number that <autoincrement> counts from; not when it is a dial string with leading zeros."""
    is_number = username.isdigit() and not username.startswith("0") and len(username) <= 18
    return int(username) if is_number else None


def _credentials_of_new(
    call: Call, new: SipAccountFields, username: str, domain: str, *, keep: bool
) -> passwords.Credentials:
    password = new.get("password", "")
    if password:
        if passwords.is_pair(password) and hostnames.lower(new["id"]["username"]) == fields.AUTOINCREMENT:
            raise InvalidValue("must be clear text when the user name is not known", field="account.password")
        return passwords.from_password(call, username, domain, password, keep=keep)
    found = passwords.from_digest(new.get("ha1", ""))
    if found is None:
        raise MissingInput("must not be empty", field="account.password")
    return found


class _Granted(TypedDict):
    """The members of an account that need a right."""

    prepaid: bool
    quota: int
    rpid: str
    call_limit: int


def _granted(call: Call, new: SipAccountFields, memberships: set[str]) -> _Granted:
    """PSTN and prepaid members of a new account, as the caller may set them (6)."""
    rights = Rights(call)
    rights.require_grant(memberships, "account.groups")
    prepaid = new.get("prepaid", PREPAID in memberships)
    quota, rpid, call_limit = new.get("quota", 0), new.get("rpid", ""), new.get("call_limit", 0)
    if (quota or rpid or call_limit) and not rights.pstn_changes:
        # a quota bounds what free-pstn may cost, and is not taken from a new account that has it
        quota, rpid, call_limit = quota if FREE_PSTN in memberships else 0, "", 0
    return {
        "prepaid": prepaid or not rights.prepaid_changes,
        "quota": quota,
        "rpid": rpid,
        "call_limit": call_limit,
    }


def _store(call: Call, account: Account, present_groups: set[str], changes: Changes) -> None:
    changed, groups_now = account._replace(**changes.columns), present_groups - changes.left | changes.joined
    store.ACCOUNTS.update(call.unit, account.id, {**changes.columns, "change_date": call.now})
    for name in sorted(changes.left):
        groups.remove(call.unit, account.id, name)
    groups.add(call.unit, account.id, sorted(changes.joined))
    call.changed(
        account.subject,
        journaled(account, present_groups),
        journaled(changed, groups_now),
        undo_by=lambda: remaking.steps_back(call, (account, present_groups), (changed, groups_now)),
    )
