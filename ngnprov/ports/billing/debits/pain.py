# SPDX-License-Identifier: Apache-2.0
"""A file of direct debits: ISO 20022 pain.008.001.08, made by sepaxml."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from holidays import financial_holidays
from sepaxml import SepaDD
from text_unidecode import unidecode

from ngnprov.ports.billing.invoices.wire import InvoicePartyAnswer
from ngnprov.ports.billing.parties.store import Party

_SCHEMA: Final = "pain.008.001.08"
_LONGEST_NAME, _SATURDAY = 70, 5
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "&": "+"})
_ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")


class Collection(NamedTuple):
    """What is collected from a customer for an invoice; ``cents`` of a euro."""

    number: str
    cents: int
    debtor: Party
    name: str


def is_target_day(day: date) -> bool:
    """Do banks of the euro settle on that day (TARGET)?"""
    return day.weekday() < _SATURDAY and day not in financial_holidays("ECB", years=day.year)


def write(seller: InvoicePartyAnswer, creditor: Party, day: date, wanted: Sequence[Collection]) -> bytes:
    """The file: made by one object and exported once, since a second export doubles what is collected (sepaxml 2.7)."""
    config = {
        "name": signs(seller.name),
        "IBAN": creditor.iban,
        "batch": True,
        "creditor_id": creditor.creditor_id,
        "currency": "EUR",
    }
    if creditor.bic:
        config["BIC"] = creditor.bic
    made = SepaDD(config, schema=_SCHEMA, clean=True)
    for each in wanted:
        payment = {
            "name": signs(each.name),
            "IBAN": each.debtor.iban,
            "amount": each.cents,
            "type": each.debtor.mandate_sequence,
            "collection_date": day,
            "mandate_id": each.debtor.mandate_id,
            "mandate_date": date.fromisoformat(each.debtor.mandate_date),
            "description": each.number,
            "endtoend_id": each.number,
        }
        if each.debtor.bic:
            payment["BIC"] = each.debtor.bic
        made.add_payment(payment)
    document: bytes = made.export(validate=True)
    return document


def signs(text: str) -> str:
    """A name in the letters that SEPA has, ü as ue, cut to 70."""
    plain = unidecode(text.translate(_GERMAN))
    return "".join(each if each in _ALLOWED else " " for each in plain)[:_LONGEST_NAME].strip()
