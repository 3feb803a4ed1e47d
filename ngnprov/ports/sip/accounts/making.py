# SPDX-License-Identifier: Apache-2.0
"""Making SIP accounts (sip.md 5.2), one or thousands in a call."""

from collections.abc import Sequence
from typing import NamedTuple, TypedDict

from ngnprov.calls.call import Call
from ngnprov.calls.once import Once
from ngnprov.calls.undo import Step
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.customer import entitlements, tenancy
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts import fields, passwords, store
from ngnprov.ports.sip.accounts.journaling import journaled
from ngnprov.ports.sip.accounts.lookup import ACCOUNTS, taken
from ngnprov.ports.sip.accounts.rights import FREE_PSTN, Rights
from ngnprov.ports.sip.accounts.store import PREPAID, Account
from ngnprov.ports.sip.accounts.wire import SipAccountFields
from ngnprov.ports.sip.aliases import store as aliases
from ngnprov.ports.sip.domains import service as domains
from ngnprov.ports.sip.domains.store import Domain
from ngnprov.ports.sip.groups import store as groups
from ngnprov.ports.sip.settings import SipSettings
from ngnprov.zonefiles import hostnames

CREDIT = "sip_credit"

HIGHEST_NUMBER = 10**18
"""User names that count up end before this."""


class MadeAccount(NamedTuple):
    """A new account, the groups that it is in, and whether its password is kept in clear."""

    account: Account
    groups: Sequence[str]
    in_clear: bool


class FreeAddress(NamedTuple):
    """The address of a new account: a domain that is held, and a user name that nobody has there."""

    domain: Domain
    username: str


class NewAccounts:
    """The accounts that one call makes: domains and owners that several have are looked up, and held, once."""

    def __init__(self, call: Call, once: Once | None = None) -> None:
        self._call = call
        self._once = once or Once(call)
        self._rights = Rights(call)

    def hold(self, domain: str) -> None:
        """Hold the domain of accounts before anything is consumed. Raises DomainUnknown."""
        self._once(domains.lock_domain, domain, "account.id.domain")

    def make(self, new: SipAccountFields) -> MadeAccount:
        """Make an account in a domain of the caller's scope; it consumes ``sip_credit`` of the domain's customer.

        Raises MissingInput (id, password), InvalidValue, DomainUnknown, AccountExists, CustomerUnknown (owner), CustomerLimit,
        ResellerLimit, NotAuthorized (inactive reseller, a group that the caller may not grant).
        """
        return self.make_at(self.free_address(new), new)

    def make_at(self, free: FreeAddress, new: SipAccountFields, *, counts: bool = True) -> MadeAccount:
        """The same at a :meth:`free_address`. It consumes nothing if the caller has claimed it: ``counts`` is false then."""
        call, (domain, username) = self._call, free
        owner = tenancy.lock_owner_of_new(self._once, new.get("owner"), "account.owner")
        if counts:
            entitlements.claim(call, domain.customer, domain.reseller, {CREDIT: 1})
        memberships = fields.groups(new.get("groups", ()))
        timezone = fields.timezone(new.get("timezone", ""))
        acl = fields.acl_in(new.get("acl", ()))
        properties = fields.properties_in(call, f"{username}@{domain.domain}", new.get("properties", ()))
        keeps = not self._once(passwords.forbidding, (domain.customer, domain.reseller))
        credentials = _credentials(call, new, username, domain.domain, keep=keeps)
        granted = self._granted(new, memberships)
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
            columns={"number": number_of(username)},
            journal=journaled(account, memberships),
            undo_by=[Step("sip", "deleteAccount", {"sipId": account.sip_id})],
        )
        joined = sorted(memberships)
        groups.add(call.unit, account.id, joined)
        return MadeAccount(account, joined, keeps)

    def free_address(self, new: SipAccountFields) -> FreeAddress:
        """Where a new account is to be. Raises MissingInput, InvalidValue, DomainUnknown, AccountExists."""
        written, place = names.parts(new.get("id", {}), "account.id")
        is_chosen = written != fields.AUTOINCREMENT
        username = names.username(written, "account.id.username") if is_chosen else ""
        domain = self._once(domains.lock_domain, place, "account.id.domain")
        if not is_chosen:
            return FreeAddress(domain, _next_number(self._call, domain.domain))
        if not is_address_free(self._call, username, domain.domain):
            raise taken(field="account.id")
        return FreeAddress(domain, username)

    def _granted(self, new: SipAccountFields, memberships: set[str]) -> "_Granted":
        """PSTN and prepaid members of a new account, as the caller may set them (6)."""
        rights = self._rights
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


class _Granted(TypedDict):
    """The members of an account that need a right."""

    prepaid: bool
    quota: int
    rpid: str
    call_limit: int


def is_address_free(call: Call, username: str, domain: str) -> bool:
    """Is a user name of a domain neither that of an account nor that of an alias, in any scope? Certain while the domain is
    held."""
    taken_by = (store.is_taken, aliases.is_taken)
    return not any(is_taken(call.unit, username, domain) for is_taken in taken_by)


def number_of(username: str) -> int | None:
    """The user name as a number that <autoincrement> counts from; not when it is a dial string with leading zeros."""
    is_number = username.isdigit() and not username.startswith("0") and len(username) <= 18
    return int(username) if is_number else None


def _next_number(call: Call, domain: str) -> str:
    """The user name for ``<autoincrement>``: one above the highest number of the domain, which is held (5.2)."""
    highest = store.highest_number(call.unit, domain)
    number = highest + 1 if highest else call.context.settings.of(SipSettings).first_number
    while aliases.is_taken(call.unit, str(number), domain):
        number += 1
    if number >= HIGHEST_NUMBER:
        raise InvalidValue("the numbers of the domain are used up", field="account.id.username")
    return str(number)


def _credentials(call: Call, new: SipAccountFields, username: str, domain: str, *, keep: bool) -> passwords.Credentials:
    password = new.get("password", "")
    if password:
        if passwords.is_pair(password) and hostnames.lower(new["id"]["username"]) == fields.AUTOINCREMENT:
            raise InvalidValue("must be clear text when the user name is not known", field="account.password")
        return passwords.from_password(call, username, domain, password, keep=keep)
    found = passwords.from_digest(new.get("ha1", ""))
    if found is None:
        raise MissingInput("must not be empty", field="account.password")
    return found
