# SPDX-License-Identifier: Apache-2.0
"""Types of profiles (tenant.md 3)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Flag, Id, Int, ListOf, Text, page_of, query_of


class CustomerProfile(TenantRecord):
    """What is kept of a customer beside its account. ``reseller``, ``status``, ``suspendedBy``, ``overrides``, ``trialSince``,
    ``trialEnded``, the first day that is paid for, ``createDate``, ``terminateDate`` and ``version`` are the server's.

    ``maxSubscribers`` is empty when there is no limit; numbers of extensions keep their leading zeros.
    """

    customer = reseller = Id()
    name = Text(100)
    description = Text(200)
    kind = Text(16)
    productType = Text(32)
    status = Text(16)
    suspendedBy = ListOf(Text(16))  # levels of its own, without those of its reseller
    enabled = Flag()
    contact = billingProfile = Id()
    reference = Text(200)
    country = Text(2)
    language = Text(16)
    timezone = Text(64)
    dateFormat = Text(32)
    numberFormat = Text(16)
    nationalPrefix = internationalPrefix = Text(8)
    overrides = ListOf(Text(32))  # which of those six are not what is usual in the country
    notes = Text(4000)
    maxSubscribers = extRangeMin = extRangeMax = Text(16)
    inHouse = Flag()
    trialSince = trialUntil = trialEnded = Text(10)
    createDate = terminateDate = Text(64)
    version = Int(0)


class TenantFilter(TenantRecord):
    """What getTenants filters by."""

    customer = reseller = Id()
    name = reference = Text(1024)
    status = Text(16)
    productType = Text(32)
    trial = Text(16)


TenantQuery = query_of("TenantQuery", "tenants", TenantFilter)
TenantPage = page_of("TenantPage", "tenants", tenants=CustomerProfile)
