# SPDX-License-Identifier: Apache-2.0
"""The rules of direct debits (billing.md 12)."""

import base64
from collections.abc import Iterable
from datetime import date

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.db.columns import MONEY_UNIT, money_out
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput
from ngnprov.ports.billing.debits import store
from ngnprov.ports.billing.debits.store import Debit
from ngnprov.ports.billing.debits.wire import DebitFileAnswer, NotCollectedAnswer
from ngnprov.ports.billing.einvoice.making import INSTALL
from ngnprov.ports.billing.errors import NotInstalled
from ngnprov.ports.billing.invoices import periods, presentation
from ngnprov.ports.billing.invoices import store as invoices
from ngnprov.ports.billing.invoices.store import Invoice
from ngnprov.ports.billing.invoices.tables import CREDIT_NOTE
from ngnprov.ports.billing.parties import service as parties
from ngnprov.ports.billing.parties import store as party_store
from ngnprov.ports.billing.parties.store import Party
from ngnprov.ports.customer import tenancy
from ngnprov.ports.tenant import texts

_EURO = "EUR"
_USED_UP = ("OOFF", "FNAL")
_CENTS = MONEY_UNIT // 100


def export_debits(call: Call, reseller: int, period: str, day: str) -> DebitFileAnswer:
    """The file by which what was invoiced for a month is collected on a day; the same one when it is asked for again.

    Raises MissingInput, InvalidValue, CustomerUnknown, NotInstalled.
    """
    try:
        from ngnprov.ports.billing.debits import pain
    except ModuleNotFoundError as missing:
        raise NotInstalled(f"needs the package {missing.name}: {INSTALL}") from missing
    periods.read(period)
    call.goes_past_ends = True  # what has ended is still paid for
    owner = tenancy.find_tenancy(call, required(reseller, "reseller"), "reseller", CustomerUnknown)
    if owner.customer != owner.reseller:
        raise InvalidValue("is not the id of a reseller", field="reseller")
    wanted = texts.day(required(day, "date"), "date")
    if found := store.find(call.unit, reseller, period, wanted):
        return _answer(found, reseller, period, wanted, ())
    invoices.serialise(call.unit, reseller)
    if found := store.find(call.unit, reseller, period, wanted):  # somebody else has exported it meanwhile
        return _answer(found, reseller, period, wanted, ())
    if wanted < call.today or not pain.is_target_day(date.fromisoformat(wanted)):
        raise InvalidValue("must be a day from today on, on which banks settle (TARGET)", field="date")
    known = party_store.of_reseller(call.unit, reseller)
    creditor = known.get(reseller, Party(reseller))
    for name in ("iban", "creditor_id"):
        if not getattr(creditor, name):
            raise MissingInput("must be set for the reseller by setInvoicing", field=parties.field_of(name))
    chosen, skipped = list[tuple[Invoice, pain.Collection]](), list[NotCollectedAnswer]()
    gone, credits = store.collected_of(call.unit, reseller, period), store.credited(call.unit, reseller)
    mandates: set[int] = set()
    for invoice in invoices.of_period(call.unit, reseller, period):
        if invoice.type == CREDIT_NOTE or invoice.id in gone:
            continue
        debtor = known.get(invoice.customer, Party(invoice.customer))
        left = invoice.total - credits.get(invoice.number, 0)
        if why := _against(invoice, debtor, left, used=invoice.customer in mandates):
            skipped.append(NotCollectedAnswer(invoice=invoice.number, reason=why))
            continue
        if debtor.mandate_sequence != "RCUR":
            mandates.add(invoice.customer)
        name = debtor.name or presentation.party(invoice.buyer).name
        chosen.append((invoice, pain.Collection(invoice.number, left // _CENTS, debtor, name)))
    if not chosen:
        raise InvalidValue("has nothing that is to be collected by a mandate", field="period")
    what = f"{reseller}-{period.replace('-', '')}-{wanted.replace('-', '')}"
    seller = presentation.party(chosen[0][0].seller)
    content = pain.write(seller, creditor, date.fromisoformat(wanted), [each for _, each in chosen])
    total = sum(each.cents for _, each in chosen) * _CENTS
    ids = [invoice.id for invoice, _ in chosen]
    made = store.add(call.unit, reseller, period, wanted, ids, total, content, (call.actor.login, call.now))
    told = {
        "reseller": reseller,
        "period": period,
        "date": wanted,
        "collections": made.collections,
        "total": str(money_out(total)),
    }
    call.created(f"direct debits {what}", told, reseller)
    _go_on(call, (each.debtor for _, each in chosen))
    return _answer(made, reseller, period, wanted, skipped)


def _against(invoice: Invoice, debtor: Party, left: int, *, used: bool) -> str:
    """Why an invoice is not collected; "" when it is."""
    if invoice.currency != _EURO:
        return f"is in {invoice.currency}: SEPA collects {_EURO}"
    if left <= 0:
        return "there is nothing to pay"
    if not debtor.mandate_id or not debtor.iban:
        return "the customer has no mandate with an IBAN"
    if used:
        return f"the mandate is used for another invoice as {debtor.mandate_sequence}"
    return ""


def _go_on(call: Call, debtors: Iterable[Party]) -> None:
    """What was first is recurrent from now on, and what was the last of a mandate has used it up."""
    for debtor in debtors:
        if debtor.mandate_sequence == "RCUR":
            continue
        held = parties.PARTIES.lock(call, debtor.customer, field="reseller")
        changes = {"mandate_sequence": "RCUR"}
        if debtor.mandate_sequence in _USED_UP:
            changes = dict.fromkeys(("mandate_id", "mandate_date", "mandate_sequence"), "")
        parties.PARTIES.update(call, held, changes)


def _answer(
    found: Debit, reseller: int, period: str, day: str, skipped: Iterable[NotCollectedAnswer]
) -> DebitFileAnswer:
    return DebitFileAnswer(
        name=f"{reseller}-{period.replace('-', '')}-{day}.pain008.xml",
        collections=found.collections,
        total=money_out(found.total),
        content=base64.b64encode(found.content).decode("ascii"),
        skipped=list(skipped),
    )
