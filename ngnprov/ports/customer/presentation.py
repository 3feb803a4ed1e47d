# SPDX-License-Identifier: Apache-2.0
"""Stored accounts as the wire shows them (customer.md 2)."""

from collections.abc import Sequence

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.columns import money_out
from ngnprov.ports.customer.properties import store as properties
from ngnprov.ports.customer.properties.store import Property
from ngnprov.ports.customer.store import Account
from ngnprov.ports.customer.tables import PASSWORD
from ngnprov.ports.customer.wire import CustomerAccountAnswer


def answer_all(call: Call, accounts: list[Account]) -> list[CustomerAccountAnswer]:
    """Stored accounts as they are answered, in the same order."""
    found = properties.of_accounts(call.unit, [account.id for account in accounts]) if accounts else {}
    return [answer(call, account, found.get(account.id, ())) for account in accounts]


def answer(call: Call, account: Account, stored: Sequence[Property]) -> CustomerAccountAnswer:
    """An account with these properties; its password only where the settings say so."""
    in_clear = call.context.settings.customers.clear_text_passwords
    return CustomerAccountAnswer(
        id=account.id,
        reseller=account.reseller,
        impersonate=account.impersonate,
        username=account.username,
        password=PASSWORD.open(call.context.keys, account.password, id=account.id) if in_clear else "",
        first_name=account.first_name,
        last_name=account.last_name,
        organization=account.organization,
        vat_number=account.vat_number,
        email=account.email,
        web=account.web,
        tel=account.tel,
        fax=account.fax,
        mobile=account.mobile,
        sip=account.sip,
        enum=account.enum,
        address=account.address,
        postcode=account.postcode,
        city=account.city,
        state=account.state,
        country=account.country,
        timezone=account.timezone,
        language=account.language,
        bank_account=account.bank_account,
        billing_address=account.billing_address,
        billing_email=account.billing_email,
        balance=money_out(account.balance),
        credit=money_out(account.credit),
        company_code=account.company_code,
        reseller_active=account.reseller_active,
        change_date=clock.to_seconds(account.change_date),
        properties=stored,
    )
