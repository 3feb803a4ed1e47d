# SPDX-License-Identifier: Apache-2.0
"""The rules of files (billing.md 10)."""

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue
from ngnprov.ports.billing.files import data
from ngnprov.ports.billing.files.data import Sold
from ngnprov.ports.billing.invoices import periods, presentation, store
from ngnprov.ports.billing.invoices import service as invoices

_FORMATS = (data.CSV, data.JSON, data.XML, data.SPREADSHEET)


def get_billing_data(call: Call, reseller: int, customer: int, period: str, format: str, layout: str) -> str:
    """What a reseller has invoiced for a month, to all or to one customer, as a text.

    Raises MissingInput, InvalidValue, CustomerUnknown.
    """
    periods.read(period)
    if format not in _FORMATS:
        raise InvalidValue(f"must be one of {', '.join(_FORMATS)}", field="format")
    if layout not in ("", data.LEGACY) or (layout and format in (data.JSON, data.XML)):
        raise InvalidValue(f"must be empty, or {data.LEGACY} for csv and spreadsheet", field="layout")
    seller, buyer = invoices.whose(call, reseller, customer)
    found = [each for each in store.of_period(call.unit, seller, period) if buyer in (0, each.customer)]
    shown = presentation.answers(call, found)
    sold = [Sold(answer, each.timezone) for answer, each in zip(shown, found, strict=True)]
    if format == data.JSON:
        return data.to_json(seller, period, sold)
    if format == data.XML:
        return data.to_xml(seller, period, sold)
    return data.to_csv(sold, legacy=bool(layout), guarded=format == data.SPREADSHEET)
