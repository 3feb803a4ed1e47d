# SPDX-License-Identifier: Apache-2.0
"""Stored accounts as the wire shows them (customer.md 2)."""

from collections.abc import Sequence

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.columns import money_out
from ngnprov.ports.customer.properties.store import Property, of_accounts
from ngnprov.ports.customer.store import Account
from ngnprov.ports.customer.tables import PASSWORD
from ngnprov.ports.customer.wire import CustomerAccountAnswer


def answer_all(call: Call, accounts: list[Account]) -> list[CustomerAccountAnswer]:
    """Stored accounts as they are answered, in the same order."""
    found = of_accounts(call.unit, [account.id for account in accounts]) if accounts else {}
    return [answer(call, account, found.get(account.id, ())) for account in accounts]


def answer(call: Call, account: Account, properties: Sequence[Property]) -> CustomerAccountAnswer:
    """An account with these properties; its password only where the settings say so.

    Members stand in order: named, they would cost a list a tenth of its time. A test compares the names.
    """
    in_clear = call.context.settings.customers.clear_text_passwords
    password = PASSWORD.open(call.context.keys, account.password, id=account.id) if in_clear else ""
    balance, credit, change_date = (
        money_out(account.balance),
        money_out(account.credit),
        clock.to_seconds(account.change_date),
    )
    return CustomerAccountAnswer(
        account.id,
        account.reseller,
        account.impersonate,
        account.username,
        password,
        account.first_name,
        account.last_name,
        account.organization,
        account.vat_number,
        account.email,
        account.web,
        account.tel,
        account.fax,
        account.mobile,
        account.sip,
        account.enum,
        account.address,
        account.postcode,
        account.city,
        account.state,
        account.country,
        account.timezone,
        account.language,
        account.bank_account,
        account.billing_address,
        account.billing_email,
        balance,
        credit,
        account.company_code,
        account.reseller_active,
        change_date,
        properties,
    )
