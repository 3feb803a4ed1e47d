# SPDX-License-Identifier: Apache-2.0
"""Seller and buyer as they stand on an invoice, made of what is known when it is made (billing.md 6)."""

from ngnprov.ports.billing.invoices.wire import InvoicePartyAnswer
from ngnprov.ports.billing.parties.store import Party
from ngnprov.ports.tenant import regions
from ngnprov.ports.tenant.charging.store import Tenant
from ngnprov.ports.tenant.resellers.store import ResellerRules


def seller(tenant: Tenant, party: Party, rules: ResellerRules) -> InvoicePartyAnswer:
    """The reseller, under its legal name, else its brand."""
    return _shown(tenant, party, party.name or rules.brand_name, rules.brand_name)


def buyer(tenant: Tenant, party: Party) -> InvoicePartyAnswer:
    """The customer, under its legal name, else that of its contact or its profile."""
    return _shown(tenant, party, party.name or tenant.organization or "", "")


def language_of(tenant: Tenant) -> str:
    """The language of a customer: its own, else the usual one of its country."""
    return tenant.language or regions.usual_in(tenant.country).language


def _shown(tenant: Tenant, party: Party, name: str, brand: str) -> InvoicePartyAnswer:
    person = f"{tenant.first_name or ''} {tenant.last_name or ''}".strip()
    own = party.street or party.city or party.postcode  # an address is taken whole from one place
    return InvoicePartyAnswer(
        name=name or tenant.name or person or tenant.username,
        reference=tenant.reference or str(tenant.customer),
        vat_id=party.vat_id,
        registration=party.registration,
        street=party.street if own else " ".join((tenant.address or "").split()),
        postcode=party.postcode if own else tenant.postcode or "",
        city=party.city if own else tenant.city or "",
        region=party.region if own else tenant.state or "",
        country=party.country or (tenant.contact_country or "") or tenant.country,
        electronic_address=party.electronic_address,
        electronic_scheme=party.electronic_scheme,
        buyer_reference=party.buyer_reference,
        email=party.email or tenant.email or "",
        phone=party.phone or tenant.tel or "",
        iban=party.iban,
        bic=party.bic,
        brand=brand,
    )
