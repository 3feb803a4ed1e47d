# SPDX-License-Identifier: Apache-2.0
"""The rules of making a tenant (tenant.md 4): all of it is made, or nothing."""

from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.context import Context
from ngnprov.calls.fields import part_of, required
from ngnprov.ports.customer.service import make_account
from ngnprov.ports.customer.wire import CustomerAccountFields
from ngnprov.ports.tenant import regions
from ngnprov.ports.tenant.billing import service as billing
from ngnprov.ports.tenant.connections import addresses
from ngnprov.ports.tenant.connections import service as connections
from ngnprov.ports.tenant.connections.wire import ConnectionAnswer
from ngnprov.ports.tenant.contacts import service as contacts
from ngnprov.ports.tenant.errors import InHouseTooEarly, PrimaryUserMissing
from ngnprov.ports.tenant.invitations import service as invitations
from ngnprov.ports.tenant.owning import owned
from ngnprov.ports.tenant.profiles import service as profiles
from ngnprov.ports.tenant.profiles.lookup import PROFILES
from ngnprov.ports.tenant.profiles.wire import CustomerProfileFields
from ngnprov.ports.tenant.roles.codes import ADMINISTRATOR
from ngnprov.ports.tenant.tenants.wire import AddedTenantAnswer, TenantFields
from ngnprov.ports.tenant.users import service as users


def look_ahead(context: Context, tenant: TenantFields) -> str | None:
    """What is asked of others before a tenant is made: where its connection leads."""
    return addresses.look_ahead(context, tenant.get("connection"))


def add_tenant(call: Call, tenant: TenantFields) -> AddedTenantAnswer:
    """Create a customer with its profile, its contact, its billing profile and its first user, who is invited; with a
    connection if asked.

    Raises MissingInput, InvalidValue, CustomerExists, NotAuthorized (inactive reseller), ContactUnknown,
    BillingProfileUnknown, NameTaken, TrialNotAllowed, TrialTooLong, ProductTypeNotOffered, InHouseTooEarly,
    PrimaryUserMissing, RoleUnknown, EmailTaken.
    """
    account, profile = tenant.get("account", {}), tenant.get("profile", {})
    _require_parts(call, tenant, account, profile)
    roles = _administrators_roles(tenant)
    with part_of("tenant"):
        made, shown = make_account(call, account)
        contact = _contact(call, tenant, made.reseller)
        billing_profile = _billing_profile(call, tenant, made.reseller)
        stored = PROFILES.lock(call, made.id)
        given: CustomerProfileFields = {**_localised(made.country), **profile}
        profiles.change(call, stored, given, {"contact": contact, "billing_profile": billing_profile})
        user = users.make(call, tenant["primary_user"], made.id, "primaryUser", roles, "roles")
        connection = _connection(call, tenant, made.id)
    return AddedTenantAnswer(
        customer=shown,
        contact=contacts.answer(contact),
        user=users.answer(call, user),
        connection=connection,
        invitation=invitations.invite_new(call, user.id),
    )


def _require_parts(
    call: Call, tenant: TenantFields, account: CustomerAccountFields, profile: CustomerProfileFields
) -> None:
    required(profile.get("name"), "tenant.profile.name")
    required(tenant.get("contact") or tenant.get("contact_id"), "tenant.contact")
    required(tenant.get("billing_profile") or tenant.get("billing_profile_id"), "tenant.billingProfile")
    if call.actor.is_admin:  # without one it would be a reseller, and have nobody's contact
        required(account.get("reseller"), "tenant.account.reseller")
    if profile.get("in_house"):
        raise InHouseTooEarly("is for a customer that is there", field="tenant.profile.inHouse")


def _contact(call: Call, tenant: TenantFields, reseller: int) -> Any:
    """The contact that is named, else the one that is described."""
    if tenant.get("contact_id"):
        return owned(contacts.CONTACTS, call, tenant["contact_id"], reseller, "contactId")
    return contacts.make(call, tenant["contact"], reseller)


def _billing_profile(call: Call, tenant: TenantFields, reseller: int) -> Any:
    if tenant.get("billing_profile_id"):
        return owned(billing.PROFILES, call, tenant["billing_profile_id"], reseller, "billingProfileId")
    return billing.make(call, tenant["billing_profile"], reseller, "billingProfile")


def _administrators_roles(tenant: TenantFields) -> list[str]:
    """The roles of the first user, who is an administrator of the customer. Raises PrimaryUserMissing."""
    given = tenant.get("primary_user")
    if not given:
        raise PrimaryUserMissing("a tenant needs a user who manages it", field="tenant.primaryUser")
    codes = tenant.get("roles") or given.get("roles") or [ADMINISTRATOR]
    if ADMINISTRATOR not in codes:
        raise PrimaryUserMissing(f"the first user must have the role {ADMINISTRATOR}", field="tenant.roles")
    return codes


def _connection(call: Call, tenant: TenantFields, customer: int) -> ConnectionAnswer:
    given = tenant.get("connection")
    return connections.answer(call, connections.make(call, given, customer)) if given else connections.NONE


def _localised(country: str) -> CustomerProfileFields:
    """The country of the account is that of the profile, unless it says another."""
    return {"country": country} if regions.is_country(country) else {}
